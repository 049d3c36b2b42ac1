package io.sendasync.mail.boot;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.message.MailMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends when the transaction of the calling thread has committed, and not at all if it
 * rolls back, to a savepoint before the call included. Without a transaction it sends at
 * once, as {@link SmtpClient#sendAsync} does; a reactive transaction is not on the
 * thread, so it counts as none.
 *
 * <p>
 * <strong>This is no outbox.</strong> Until the server has answered, the message is in
 * this process's memory only. If the process dies between the commit and that answer, the
 * message is lost, and nothing tells that it was to be sent. The other way round nothing
 * is sent that was not committed.
 *
 * <p>
 * After the commit everything is as with {@code sendAsync}: event, context of the caller,
 * callback threads. What {@code sendAsync} would throw at its caller (a message without
 * recipient, a full queue, a closed client) fails the future and is logged, since the
 * commit stands; there is no event then.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class AfterCommitSmtpClient {

	private final SmtpClient client;

	/**
	 * Creates one for a client.
	 * @param client sends
	 */
	public AfterCommitSmtpClient(SmtpClient client) {
		this.client = Objects.requireNonNull(client, "'client' must not be null");
	}

	/**
	 * Sends a message after the commit.
	 * @param message the message; its content is read after the commit
	 * @return the receipt, or the failure, to come; cancelled if the transaction does not
	 * commit. Cancelling it before the commit keeps the message from being sent,
	 * afterwards it cancels the operation.
	 */
	public CompletableFuture<SendReceipt> sendAsync(MailMessage message) {
		return sendAsync(message, null);
	}

	/**
	 * Sends a message after the commit.
	 * @param message the message; its content is read after the commit
	 * @param userToken given back, the same reference, by the notification
	 * @return as of {@link #sendAsync(MailMessage)}
	 */
	public CompletableFuture<SendReceipt> sendAsync(MailMessage message, @Nullable Object userToken) {
		Objects.requireNonNull(message, "'message' must not be null");
		return afterCommit(() -> this.client.sendAsync(message, userToken));
	}

	/**
	 * Sends a finished message after the commit.
	 * @param message the message; its content is read after the commit
	 * @param userToken given back, the same reference, by the notification
	 * @return as of {@link #sendAsync(MailMessage)}
	 */
	public CompletableFuture<SendReceipt> sendAsync(RawMessage message, @Nullable Object userToken) {
		Objects.requireNonNull(message, "'message' must not be null");
		return afterCommit(() -> this.client.sendAsync(message, userToken));
	}

	private static CompletableFuture<SendReceipt> afterCommit(Supplier<SendOperation> start) {
		if (!TransactionSynchronizationManager.isSynchronizationActive()
				|| !TransactionSynchronizationManager.isActualTransactionActive()) {
			return start.get();
		}
		AfterCommitSend send = new AfterCommitSend(start);
		TransactionSynchronizationManager.registerSynchronization(send.synchronization());
		return send;
	}

	@Override
	public String toString() {
		return "AfterCommitSmtpClient[" + this.client + "]";
	}

}
