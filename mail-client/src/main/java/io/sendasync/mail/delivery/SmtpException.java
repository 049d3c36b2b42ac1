package io.sendasync.mail.delivery;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A send that failed. {@link #outcome()} says what is certain, {@link #reply()} what the
 * server said if it spoke, {@link #receipt()} what became of each recipient.
 */
public class SmtpException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final SendOutcome outcome;

	private final transient @Nullable SmtpReply reply;

	private transient volatile @Nullable SendReceipt receipt;

	/**
	 * Creates an exception.
	 * @param message what happened, without secrets and addresses
	 * @param outcome what is certain
	 * @param reply the reply that decided, or {@code null} if the server said nothing
	 * @param cause the cause, or {@code null}
	 */
	public SmtpException(String message, SendOutcome outcome, @Nullable SmtpReply reply, @Nullable Throwable cause) {
		super(message, cause);
		this.outcome = Objects.requireNonNull(outcome, "'outcome' must not be null");
		this.reply = reply;
	}

	/**
	 * The code of the server's reply.
	 * @return the code, or {@link SmtpStatusCode#GENERAL_FAILURE} without a reply
	 */
	public final SmtpStatusCode statusCode() {
		return (this.reply != null) ? this.reply.statusCode() : SmtpStatusCode.GENERAL_FAILURE;
	}

	/**
	 * The server's reply.
	 * @return the reply that decided, or empty if the server said nothing
	 */
	public final Optional<SmtpReply> reply() {
		return Optional.ofNullable(this.reply);
	}

	/**
	 * What is certain about the message.
	 * @return the outcome
	 */
	public final SendOutcome outcome() {
		return this.outcome;
	}

	/**
	 * Whether the same send may succeed later. False whenever the outcome is unknown.
	 * @return true for a 4yz reply, and for trouble of the network before the server
	 * could have accepted the message
	 */
	public boolean isTransient() {
		if (this.reply != null) {
			return this.reply.isTransient();
		}
		return this.outcome == SendOutcome.NOT_SENT && getCause() instanceof IOException;
	}

	/**
	 * What became of each recipient.
	 * @return the receipt, or empty if the send failed before it had an envelope
	 */
	public final Optional<SendReceipt> receipt() {
		return Optional.ofNullable(this.receipt);
	}

	/**
	 * Sets the receipt, once, like {@link #initCause(Throwable)}. The client does this;
	 * it is public for tests of code that handles failures.
	 * @param receipt what became of the send
	 * @return this exception
	 * @throws IllegalStateException if it has a receipt
	 */
	public final SmtpException initReceipt(SendReceipt receipt) {
		Objects.requireNonNull(receipt, "'receipt' must not be null");
		if (this.receipt != null) {
			throw new IllegalStateException("This exception has a receipt already", this);
		}
		this.receipt = receipt;
		return this;
	}

}
