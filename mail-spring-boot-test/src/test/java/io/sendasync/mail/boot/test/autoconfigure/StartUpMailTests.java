package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that sends while it starts.
 */
@SpringBootTest(classes = { TestApplication.class, StartUpMailTests.Sending.class })
@AutoConfigureTestSmtp
class StartUpMailTests {

	@Autowired
	private Mailbox mailbox;

	@Test
	void mailOfTheStartIsThereForTheFirstTest() {
		assertThat(this.mailbox).received().withSubject("Started");
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Sending {

		@Bean
		ApplicationRunner sendsMail(SmtpClient client) {
			return (arguments) -> client
				.sendAsync(MailMessage.of("ann@example.org", "ben@example.org", "Started", "Hi"));
		}

	}

}
