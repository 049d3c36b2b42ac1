package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TestSmtpAutoConfiguration}.
 */
class TestSmtpAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TestSmtpAutoConfiguration.class, SmtpClientAutoConfiguration.class));

	@Test
	void detailsLeadToTheServerOfThisContext() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SmtpConnectionDetails.class).hasSingleBean(Mailbox.class);
			SmtpConnectionDetails details = context.getBean(SmtpConnectionDetails.class);
			assertThat(details.getPort()).isEqualTo(context.getBean(SmtpTestServer.class).port());
			assertThat(details.getUsername()).isNull();
			assertThat(details.getPassword()).isNull();
			assertThat(details.getSslBundle()).isNull();
		});
	}

	@Test
	void otherDetailsStandBack() {
		this.runner.withBean("container", SmtpConnectionDetails.class, () -> () -> "container")
			.run((context) -> assertThat(context.getBean(SmtpConnectionDetails.class))
				.isInstanceOf(TestSmtpConnectionDetails.class));
	}

	@Test
	void namedClientsSendToTheServerToo() {
		this.runner
			.withPropertyValues("mail.smtp.clients.news.host=news.example.org",
					"mail.smtp.clients.news.tls.mode=implicit", "mail.smtp.clients.news.credentials.username=news",
					"mail.smtp.clients.news.credentials.password=secret")
			.run((context) -> {
				context.getBean("news", SmtpClient.class)
					.send(MailMessage.of("ann@example.org", "ben@example.org", "News", "Hi"));
				assertThat(context.getBean(Mailbox.class)).received().withSubject("News").once();
			});
	}

	@Test
	void serverOfTheTestWins() {
		this.runner.withBean("own", SmtpTestServer.class, SmtpTestServer::start)
			.run((context) -> assertThat(context).hasSingleBean(SmtpTestServer.class).hasBean("own"));
	}

	@Test
	void twoContextsHaveTwoServers() {
		this.runner.run((first) -> this.runner.run((second) -> assertThat(first.getBean(SmtpTestServer.class).port())
			.isNotEqualTo(second.getBean(SmtpTestServer.class).port())));
	}

	@Test
	void passwordIsNotPrinted() {
		assertThat(new TestSmtpSettings(ServerTls.NONE, "app", "secret")).asString().doesNotContain("secret");
	}

}
