package io.sendasync.mail.docs;

import java.time.Duration;

import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.test.autoconfigure.AutoConfigureTestSmtp;
import io.sendasync.mail.docs.Events.Order;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about testing shows the code that is run here.
 */
@SpringBootTest(properties = { "mail.smtp.retry.max-attempts=3", "mail.smtp.retry.initial-delay=10ms" })
@AutoConfigureTestSmtp
class TestingTests {

	private final Order order = new Order(4711);

	@Autowired
	private Shop shop;

	@Autowired
	private SmtpClient client;

	@Autowired
	private Mailbox mailbox;

	@Autowired
	private SmtpTestServer server;

	@Test
	void orderIsShippedEvenIfTheMailServerIsAway() {
		this.server.fault(At.CONNECT, Fault.close().always());
		this.shop.ship(this.order);
		assertThat(this.mailbox).isEmpty();
	}

	@Test
	void confirmationIsSentAgainWhenTheServerIsBusy() {
		this.server.fault(At.MAIL, Fault.reply("451 4.3.2 busy").times(1));
		this.shop.ship(this.order);
		assertThat(this.mailbox).received().withSubject("Shipped").once();
	}

	@Test
	void sendIsCancelledWhileTheServerThinks() {
		MailMessage message = MailMessage.of("shop@example.org", "ben@example.org", "Hello", "Hi");
		// @formatter:off
		Hold hold = this.server.hold(At.MAIL);
		SendOperation operation = this.client.sendAsync(message);
		hold.awaitReached(Duration.ofSeconds(10));
		assertThat(operation.cancel(true)).isTrue();
		hold.release();
		assertThat(this.mailbox).isEmpty();
		// @formatter:on
	}

	@Test
	void attachmentsAreLookedAt() {
		SmtpTestServer server = this.server;
		this.client.sendAsync(MailMessage.builder()
			.from("shop@example.org")
			.to("ben@example.org")
			.subject("Invoice")
			.attachment(Attachment.of("invoice.pdf", new byte[1], "application/pdf"))
			.build());
		// @formatter:off
		Mailbox mailbox = Mailbox.of(server);
		assertThat(mailbox).received().to("ben@example.org").withSubject("Invoice").withAttachment("invoice.pdf").once();
		// @formatter:on
	}

	/**
	 * An application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Shop.class)
	static class Application {

	}

	/**
	 * Sends a mail for what it ships.
	 */
	static class Shop {

		private final SmtpClient mail;

		Shop(SmtpClient mail) {
			this.mail = mail;
		}

		void ship(Order order) {
			this.mail.sendAsync(MailMessage.of("shop@example.org", "ben@example.org", "Shipped", "On its way."), order);
		}

	}

}
