package io.sendasync.mail.realserver;

import java.io.IOException;
import java.util.List;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.ReturnedContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Delivery status notifications that Postfix sends to the sender.
 */
class PostfixReportsTest {

	private static PostfixServer server;

	@BeforeAll
	static void start() throws IOException {
		// Accepted, and sent on to where no mail can go.
		server = PostfixServer.start("virtual_alias_maps = inline:{ {gone@example.org = gone@elsewhere.example} }");
	}

	@AfterAll
	static void stop() throws Exception {
		Programs.closeAll(server);
	}

	private static MailMessage message(String recipient, DeliveryNotification condition, DeliveryOptions options) {
		return PostfixSupport.message(recipient)
			.toBuilder()
			.text("A text that a header does not have\n")
			.deliveryNotification(condition)
			.deliveryOptions(options)
			.build();
	}

	private static String report(MailMessage message, String envelopeId) throws IOException {
		try (SmtpClient client = PostfixSupport.client(server).build()) {
			client.send(message);
		}
		List<String> reports = server.mail().awaitText("jane@example.org", "Original-Envelope-Id: " + envelopeId);
		assertThat(reports).hasSize(1);
		return reports.get(0);
	}

	@Test
	void successIsReportedWithTheEnvelopeId() throws IOException {
		DeliveryOptions options = DeliveryOptions.builder().envelopeId("order+4711=a b").build();
		assertThat(report(message("ben+orders@example.org", DeliveryNotification.SUCCESS, options), "order+4711=a b"))
			.contains("Action: delivered", "Original-Recipient: rfc822;ben+orders@example.org");
	}

	@Test
	void failureReturnsTheHeaderOnly() throws IOException {
		DeliveryOptions options = DeliveryOptions.builder()
			.envelopeId("order-4712")
			.returnedContent(ReturnedContent.HEADERS)
			.build();
		MailMessage message = message("gone@example.org", DeliveryNotification.FAILURE, options);
		assertThat(report(message, "order-4712")).contains("Action: failed", "Message-ID: " + message.messageId())
			.doesNotContain("A text that a header does not have");
	}

	@Test
	void failureReturnsTheWholeMessageOnDemand() throws IOException {
		DeliveryOptions options = DeliveryOptions.builder()
			.envelopeId("order-4713")
			.returnedContent(ReturnedContent.FULL)
			.build();
		assertThat(report(message("gone@example.org", DeliveryNotification.FAILURE, options), "order-4713"))
			.contains("Action: failed", "A text that a header does not have");
	}

}
