package io.sendasync.mail.boot.test.autoconfigure;

import java.time.Duration;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AutoConfigureTestSmtp @AutoConfigureTestSmtp}, as users write them.
 */
@SpringBootTest(classes = TestApplication.class,
		properties = { "mail.smtp.host=smtp.example.org", "mail.smtp.port=587", "mail.smtp.credentials.username=app",
				"mail.smtp.credentials.password=secret", "mail.smtp.tls.mode=implicit",
				"mail.smtp.use-default-credentials=true", "mail.smtp.from=app@example.org" })
@AutoConfigureTestSmtp
@TestMethodOrder(MethodOrderer.Random.class)
class AutoConfigureTestSmtpTests {

	@Autowired
	private SmtpClient client;

	@Autowired
	private Mailbox mailbox;

	@Autowired
	private SmtpTestServer server;

	@Value("${local.smtp.port}")
	private int port;

	@RepeatedTest(3)
	void mailOfTheApplicationComes() {
		assertThat(this.mailbox).isEmpty();
		this.client.sendAsync(message("ben@example.org", "Hello"));
		assertThat(this.mailbox).received().to("ben@example.org").from("app@example.org").withSubject("Hello").once();
	}

	@Test
	void invoiceIsSent() {
		this.client.sendAsync(message("ben@example.org", "Invoice"));
		assertThat(this.mailbox).received().to("ben@example.org").withSubject("Invoice").once();
	}

	@Test
	void refusedRecipientIsReported() {
		this.server.fault(At.RCPT.of("ben@example.org"), Fault.reply("550 5.1.1 no such user"));
		assertThatExceptionOfType(SmtpFailedRecipientException.class)
			.isThrownBy(() -> this.client.send(message("ben@example.org", "Invoice")));
		assertThat(this.mailbox).isEmpty();
	}

	@RepeatedTest(3)
	void nothingIsLeftOfTheTestBefore() {
		assertThat(this.mailbox).isEmpty();
		assertThat(this.server.connectionCount()).isZero();
		this.client.send(message("ben@example.org", "Hello"));
		// Left behind for the next test: a fault that nobody met, and a send that stalls.
		this.server.fault(At.RCPT, Fault.reply("550 left behind").always());
		this.server.fault(At.MAIL, Fault.stall());
		this.client.sendAsync(message("ben@example.org", "left behind"));
		assertThat(this.mailbox).received().withSubject("Hello").once();
	}

	@Test
	void portIsAProperty() {
		assertThat(this.port).isEqualTo(this.server.port()).isPositive();
	}

	@Test
	void connectionsCanBreak() {
		this.server.fault(At.CONNECT, Fault.delay(Duration.ofMillis(1)));
		this.server.fault(At.END_OF_DATA, Fault.reply("452 4.3.1 disk full"));
		assertThatExceptionOfType(SmtpException.class)
			.isThrownBy(() -> this.client.send(message("ben@example.org", "Hello")))
			.satisfies((ex) -> assertThat(ex.isTransient()).isTrue());
		this.server.assertNoViolations();
	}

	private static MailMessage message(String recipient, String subject) {
		return MailMessage.builder().to(recipient).subject(subject).text("Hi").build();
	}

}
