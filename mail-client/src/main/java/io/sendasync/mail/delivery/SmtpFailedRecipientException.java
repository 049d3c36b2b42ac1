package io.sendasync.mail.delivery;

import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The server refused a recipient, or the message did not get to it although it got to
 * others. Who got the message is in {@link #receipt()}.
 */
public sealed class SmtpFailedRecipientException extends SmtpException permits SmtpFailedRecipientsException {

	private static final long serialVersionUID = 1L;

	private final transient MailAddress failedRecipient;

	/**
	 * Creates an exception.
	 * @param message what happened
	 * @param failedRecipient the recipient
	 * @param reply the refusing reply
	 */
	public SmtpFailedRecipientException(String message, MailAddress failedRecipient, SmtpReply reply) {
		this(message, failedRecipient, reply, null);
	}

	/**
	 * Creates an exception for a recipient that the server gave no answer about, when
	 * others have the message already.
	 * @param message what happened
	 * @param failedRecipient the recipient that certainly does not have it
	 * @param cause why the message did not get so far
	 */
	public SmtpFailedRecipientException(String message, MailAddress failedRecipient, SmtpException cause) {
		this(message, failedRecipient, null, cause);
	}

	SmtpFailedRecipientException(String message, MailAddress failedRecipient, @Nullable SmtpReply reply,
			@Nullable Throwable cause) {
		super(message, SendOutcome.REJECTED, reply, cause);
		this.failedRecipient = failedRecipient;
	}

	/**
	 * Whether this recipient may get the message later.
	 */
	@Override
	public boolean isTransient() {
		return (getCause() instanceof SmtpException cause) ? cause.isTransient() : super.isTransient();
	}

	/**
	 * The recipient without the message; of several, the first in the envelope.
	 * @return the recipient
	 */
	public final MailAddress failedRecipient() {
		return this.failedRecipient;
	}

}
