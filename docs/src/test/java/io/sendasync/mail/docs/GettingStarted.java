package io.sendasync.mail.docs;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.message.MailMessage;

/**
 * The snippet of docs/getting-started.md; it would need that server.
 */
final class GettingStarted {

	private GettingStarted() {
	}

	// @formatter:off

	static void send(String password) {
		try (SmtpClient client = SmtpClient.builder().host("smtp.example.org").credentials("app", password).build()) {
			SendReceipt receipt = client.send(MailMessage.of("me@example.org", "you@example.org", "Hello", "How are you?"));
			System.out.println(receipt.finalReply());
		}
	}

}
