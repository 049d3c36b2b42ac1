package io.sendasync.mail;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.internal.send.Send;
import io.sendasync.mail.message.MailMessage;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous send, as the future of its receipt. It fails with an
 * {@link io.sendasync.mail.delivery.SmtpException}.
 *
 * <p>
 * Only the client completes it. Cancelling is a request to the client, which grants it as
 * long as the server certainly has not accepted the message; completing it exceptionally
 * (as {@link #orTimeout} does) is the same request, and completing it with a value has no
 * effect.
 *
 * <p>
 * Thread contract: any thread may call any method. Dependent stages run on the client's
 * callback threads, after the listeners, unless the stage names its own executor.
 */
public final class SendOperation extends CompletableFuture<SendReceipt> {

	private final Send send;

	private final @Nullable MailMessage message;

	private final @Nullable RawMessage rawMessage;

	private final @Nullable Object userToken;

	SendOperation(Send send, @Nullable MailMessage message, @Nullable RawMessage rawMessage,
			@Nullable Object userToken) {
		this.send = send;
		this.message = message;
		this.rawMessage = rawMessage;
		this.userToken = userToken;
	}

	/**
	 * What tells this operation from others, in logs and in its receipt.
	 * @return the id, unique within the process
	 */
	public String id() {
		return this.send.id();
	}

	/**
	 * What is sent.
	 * @return the message, or {@code null} if it was given as a {@link #rawMessage()} or
	 * as a {@code MimeMessage}
	 */
	public @Nullable MailMessage message() {
		return this.message;
	}

	/**
	 * What is sent, if it was written by somebody else.
	 * @return the message, of a {@code MimeMessage} what it was when it was given; or
	 * {@code null} if there is a {@link #message()}
	 */
	public @Nullable RawMessage rawMessage() {
		return this.rawMessage;
	}

	/**
	 * What the caller gave to recognise the operation by.
	 * @return the same reference, or null
	 */
	public @Nullable Object userToken() {
		return this.userToken;
	}

	/**
	 * Where it stands at this moment. It becomes final a little before the future
	 * completes.
	 * @return the status
	 */
	public SendStatus status() {
		return this.send.status();
	}

	/**
	 * Withdraws the message: one that waits is never sent; one whose content is under way
	 * is cut off, and the server drops it (RFC 5321 §4.1.1.4). Once the end of the
	 * content went out this does nothing, and the operation completes with the server's
	 * word.
	 * @param mayInterruptIfRunning has no effect
	 * @return true only if the message is certainly not accepted
	 */
	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		if (this.send.cancel(null) || this.send.status() == SendStatus.CANCELLED) {
			Throwable reason = this.send.withdrawnFor();
			if (reason != null) {
				super.completeExceptionally(reason);
			}
			else {
				super.cancel(mayInterruptIfRunning);
			}
		}
		return isCancelled();
	}

	/**
	 * Has no effect unless the client calls it.
	 * @param receipt ignored from outside
	 * @return false from outside
	 */
	@Override
	public boolean complete(SendReceipt receipt) {
		return receipt != null && this.send.endedWith(receipt) && super.complete(receipt);
	}

	/**
	 * Withdraws the message, as {@link #cancel} does, and gives the future this failure
	 * if that was possible. Listeners are told of a cancellation.
	 * @param failure what the future fails with
	 * @return true only if the message is certainly not accepted and this is its failure
	 */
	@Override
	public boolean completeExceptionally(Throwable failure) {
		if (this.send.endedWith(failure)) {
			return super.completeExceptionally(failure);
		}
		// The callback thread may be quicker to complete it, with the same failure.
		boolean withdrawn = this.send.cancel(Objects.requireNonNull(failure, "'failure' must not be null"));
		if (withdrawn) {
			super.completeExceptionally(failure);
		}
		return withdrawn;
	}

	/**
	 * Not supported: a receipt comes from the client.
	 * @throws UnsupportedOperationException always
	 */
	@Override
	public CompletableFuture<SendReceipt> completeAsync(Supplier<? extends SendReceipt> supplier, Executor executor) {
		throw new UnsupportedOperationException("Only the client completes a SendOperation");
	}

	/**
	 * Not supported: a receipt comes from the client.
	 * @throws UnsupportedOperationException always
	 */
	@Override
	public void obtrudeValue(SendReceipt value) {
		throw new UnsupportedOperationException("Only the client completes a SendOperation");
	}

	/**
	 * Not supported: the outcome of a send is not up to its caller.
	 * @throws UnsupportedOperationException always
	 */
	@Override
	public void obtrudeException(Throwable ex) {
		throw new UnsupportedOperationException("Only the client completes a SendOperation");
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

	@Override
	public String toString() {
		return "SendOperation[id=" + id() + ", status=" + status() + "]";
	}

}
