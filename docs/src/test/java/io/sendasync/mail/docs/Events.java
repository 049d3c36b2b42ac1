package io.sendasync.mail.docs;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AfterCommitSmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;

import org.springframework.context.event.EventListener;
import org.springframework.transaction.annotation.Transactional;

/**
 * The snippets of docs/events.md. Each is run by {@link EventsTests}.
 */
class Events {

	final List<String> log = new CopyOnWriteArrayList<>();

	// @formatter:off

	@EventListener
	void ended(SendCompletedEvent<Order> event) {
		SendCompleted<Order> completed = event.completed();
		if (completed.cancelled()) {
			this.log.add("withdrawn");
		}
		else if (completed.error() instanceof SmtpException failure) {
			this.log.add(failure.outcome() + ", again: " + failure.isTransient());
		}
		else {
			this.log.add("accepted");
		}
	}

	static CompletableFuture<String> reply(SmtpClient client, MailMessage message) {
		CompletableFuture<String> reply = client.sendAsync(message)
			.thenApply((receipt) -> "accepted as " + receipt.messageId())
			.exceptionally((failure) -> "not sent: " + failure.getMessage());
		return reply;
	}

	static List<SendOperation> many(SmtpClient client, MailMessage message, List<MailAddress> readers) {
		List<SendOperation> operations = readers.stream()
			.map((reader) -> client.sendAsync(message.toBuilder().to(reader).build(), reader))
			.toList();
		CompletableFuture.allOf(operations.toArray(SendOperation[]::new)).join();
		return operations;
	}

	static boolean cancel(SmtpClient client, MailMessage message, Order order) {
		SendOperation operation = client.sendAsync(message, order);
		boolean withdrawn = operation.cancel(true);      // true: the server certainly has not accepted it
		client.sendAsyncCancel();                        // everything that is pending
		return withdrawn;
	}

	static CompletableFuture<SendReceipt> async(AsyncSmtpClient async, MailMessage message) {
		CompletableFuture<SendReceipt> receipt = async.send(message);
		return receipt;
	}

	/**
	 * What an application knows an order by.
	 *
	 * @param id its number
	 */
	record Order(long id) {
	}

	/**
	 * Where orders are kept.
	 */
	interface Orders {

		void save(Order order);

	}

	/**
	 * Sends a confirmation for each order that is committed.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // a failure after the commit is logged
	static class OrderService {

		private final Orders orders;

		private final AfterCommitSmtpClient afterCommit;

		OrderService(Orders orders, AfterCommitSmtpClient afterCommit) {
			this.orders = orders;
			this.afterCommit = afterCommit;
		}

		@Transactional
		void order(Order order) {
			this.orders.save(order);
			this.afterCommit.sendAsync(confirmation(order), order.id());   // AfterCommitSmtpClient
		}

		private static MailMessage confirmation(Order order) {
			return MailMessage.of("shop@example.org", "ben@example.org", "Order " + order.id(), "Thank you.");
		}

	}

}
