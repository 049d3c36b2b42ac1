package com.example.demo;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.message.MailMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

// @formatter:off

@Service
class Invoices {

	private static final Logger log = LoggerFactory.getLogger(Invoices.class);

	private final SmtpClient mail;

	Invoices(SmtpClient mail) {
		this.mail = mail;
	}

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
		if (event.succeeded()) {
			log.info("Invoice {} was accepted", event.userToken());
		}
		else {
			log.warn("Invoice {} was not sent", event.userToken(), event.error());
		}
	}

	record OrderId(String number) {
	}

}
