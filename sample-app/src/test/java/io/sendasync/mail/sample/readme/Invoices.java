package io.sendasync.mail.sample.readme;

import java.util.concurrent.CompletableFuture;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.message.MailMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

@Service
class Invoices {

	private static final Logger log = LoggerFactory.getLogger(Invoices.class);

	private final CompletableFuture<SendCompleted<OrderId>> heard = new CompletableFuture<>();

	private final SmtpClient mail;

	Invoices(SmtpClient mail) {
		this.mail = mail;
	}

	// @formatter:off

	void send(OrderId order) {
		this.mail.sendAsync(MailMessage.builder()
			.from("Contoso <billing@contoso.com>")
			.to("ben@contoso.com")
			.subject("Your invoice")
			.text("Thank you.")
			.build(), order);                            // the token comes back in the event
	}

	@EventListener
	void sent(SendCompletedEvent<OrderId> event) {       // hears only tokens of this type
		SendCompleted<OrderId> completed = event.completed();
		if (completed.error() != null) {
			log.warn("Invoice {} was not sent", completed.userToken(), completed.error());
		}
		this.heard.complete(completed);
	}

	// @formatter:on

	CompletableFuture<SendCompleted<OrderId>> heard() {
		return this.heard;
	}

	/**
	 * What the application knows an order by.
	 *
	 * @param number the number
	 */
	record OrderId(int number) {
	}

}
