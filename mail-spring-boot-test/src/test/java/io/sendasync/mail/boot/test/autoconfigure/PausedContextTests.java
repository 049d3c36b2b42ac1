package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.NestedTestConfiguration;
import org.springframework.test.context.NestedTestConfiguration.EnclosingConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts that are cached, paused when another one is used, and used again.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@NestedTestConfiguration(EnclosingConfiguration.OVERRIDE)
class PausedContextTests {

	@Nested
	@Order(1)
	class First extends WithOneContext {

	}

	@Nested
	@Order(2)
	@SpringBootTest(classes = TestApplication.class, properties = "test.context=other")
	@AutoConfigureTestSmtp
	class WithAnotherContext extends Sending {

	}

	@Nested
	@Order(3)
	class Again extends WithOneContext {

	}

	@SpringBootTest(classes = TestApplication.class, properties = "test.context=one")
	@AutoConfigureTestSmtp
	abstract static class WithOneContext extends Sending {

	}

	abstract static class Sending {

		@Autowired
		private SmtpClient client;

		@Autowired
		private Mailbox mailbox;

		@Test
		void mailComes() {
			this.client.send(MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi"));
			assertThat(this.mailbox).received().to("ben@example.org").once();
		}

	}

}
