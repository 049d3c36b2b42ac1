package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The switches of {@link AutoConfigureTestSmtp @AutoConfigureTestSmtp}.
 */
@SpringBootTest(classes = { TestApplication.class, TestSmtpOverTlsTests.Customizers.class })
@AutoConfigureTestSmtp(tls = ServerTls.STARTTLS, username = "app", password = "secret")
class TestSmtpOverTlsTests {

	@Autowired
	private SmtpClient client;

	@Autowired
	private Mailbox mailbox;

	@Test
	void clientTrustsTheServerAndLogsIn() {
		this.client.send(MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi"));
		assertThat(this.mailbox).received().matching("over TLS, logged in", (mail) -> {
			assertThat(mail.accepted().session().tlsProtocol()).startsWith("TLS");
			assertThat(mail.accepted().session().authenticatedUser()).isEqualTo("app");
			// Not offered because of the customizer.
			assertThat(mail.accepted().mailParameters()).doesNotContainKey("SIZE");
			return true;
		});
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		SmtpTestServerCustomizer withoutSize() {
			return (builder) -> builder.without(SmtpExtension.SIZE);
		}

		@Bean
		SmtpCredentialsProvider tokens() {
			return (host, port) -> SmtpCredentials.of("somebody", "else");
		}

	}

}
