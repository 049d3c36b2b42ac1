package io.sendasync.mail.boot;

import java.util.concurrent.CompletableFuture;

import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.internet.MimeMessage;

import org.springframework.scheduling.annotation.Async;

/**
 * The {@link Async @Async} way to send: each call runs the blocking
 * {@link io.sendasync.mail.SmtpClient#send send} on the application's task executor, with
 * its task decorators, and occupies one of its threads until the server has answered.
 *
 * <p>
 * <strong>No {@link SendCompletedEvent} is published for it</strong>, and no
 * {@link io.sendasync.mail.SendCompletedListener} is called: a blocking send raises no
 * notification, the returned future is all there is. An application that listens for that
 * event, sends much, or wants to cancel a send that is under way uses
 * {@link io.sendasync.mail.SmtpClient#sendAsync sendAsync} instead, which needs no
 * thread. Observations, meters and the line in the log for a failed send are the same for
 * both.
 *
 * <p>
 * The executor is the bean {@code applicationTaskExecutor} (virtual threads with
 * {@code spring.threads.virtual.enabled}); without one, the only task executor there is
 * or the one named {@code taskExecutor}; without these, a new thread for each send. The
 * bean works with and without {@code @EnableAsync} in the application, with the same
 * executor, and is not subject to other AOP proxying.
 *
 * <p>
 * Everything goes wrong in the future, the checks of the call included
 * ({@link NullPointerException}, {@link IllegalArgumentException},
 * {@link IllegalStateException}): it fails with the very exception that the blocking call
 * threw. Only an executor that refuses the task is thrown at the caller
 * ({@link java.util.concurrent.RejectedExecutionException}). Cancelling the future before
 * the task runs keeps the message from being sent; afterwards the send goes on and its
 * result is dropped.
 *
 * <p>
 * Thread contract: any thread may call any method. Dependent stages run on the executor's
 * thread; with {@code io.micrometer:context-propagation} on the class path, they and the
 * send run in the caller's context.
 */
public interface AsyncSmtpClient {

	/**
	 * Sends a message.
	 * @param message the message
	 * @return the receipt, or the failure, to come
	 */
	@Async
	CompletableFuture<SendReceipt> send(MailMessage message);

	/**
	 * Sends a message that is written already.
	 * @param message the message
	 * @return the receipt, or the failure, to come
	 */
	@Async
	CompletableFuture<SendReceipt> send(RawMessage message);

	/**
	 * Sends what Jakarta Mail made. It is read by the task, so it must not be changed
	 * before the future completes.
	 * @param message the message
	 * @return the receipt, or the failure, to come
	 */
	@Async
	CompletableFuture<SendReceipt> send(MimeMessage message);

	/**
	 * Sends a plain text message.
	 * @param from the author, {@code Jane <jane@example.org>}
	 * @param recipients one or more recipients separated by commas
	 * @param subject the subject
	 * @param body the text
	 * @return the receipt, or the failure, to come
	 */
	@Async
	CompletableFuture<SendReceipt> send(String from, String recipients, String subject, String body);

}
