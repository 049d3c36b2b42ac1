package io.sendasync.mail.boot.autoconfigure.endpoint;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.actuate.SmtpEndpoint;
import io.sendasync.mail.boot.actuate.SmtpEndpoint.ClientDescriptor;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.monitor.SmtpMonitorAutoConfiguration;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SmtpEndpointAutoConfiguration} and {@link SmtpEndpoint}.
 */
class SmtpEndpointAutoConfigurationTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpMonitorAutoConfiguration.class, SmtpClientAutoConfiguration.class,
				SmtpEndpointAutoConfiguration.class))
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());

	private final ApplicationContextRunner runner = this.plain
		.withPropertyValues("management.endpoints.web.exposure.include=smtp");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void tellsFiguresAndLastSendsOfEachClientWithoutAddressesAndContent() {
		this.runner.withPropertyValues("mail.smtp.clients.news.host=localhost").run((context) -> {
			context.getBean(SmtpClient.class).send(MESSAGE);
			SmtpEndpoint endpoint = context.getBean(SmtpEndpoint.class);
			assertThat(endpoint.clients().clients()).containsOnlyKeys("smtpClient", "news");
			ClientDescriptor client = endpoint.client("smtpClient");
			assertThat(client.statistics().accepted()).isOne();
			assertThat(client.lastContact()).isNotNull();
			assertThat(client.lastConnectFailure()).isNull();
			assertThat(client.recent()).singleElement()
				.satisfies((send) -> assertThat(send.status()).isEqualTo(SendStatus.COMPLETED));
			assertThat(endpoint.clients().toString()).doesNotContain("example.org", "Hello");
			assertThat(endpoint.client("news").recent()).isEmpty();
			assertThat(endpoint.client("other")).isNull();
			assertThat(endpoint.retireConnections("other")).isNull();
		});
	}

	@Test
	void writingReplacesTheConnections() {
		this.runner.run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			client.send(MESSAGE);
			assertThat(context.getBean(SmtpEndpoint.class).retireConnections("smtpClient")).isNotNull();
			Awaitility.await().until(() -> this.server.openConnections() == 0);
			client.send(MESSAGE);
			assertThat(this.server.connectionCount()).isEqualTo(2);
		});
	}

	@Test
	void isThereOnlyIfExposedAndReplaceable() {
		this.plain.run((context) -> assertThat(context).doesNotHaveBean(SmtpEndpoint.class));
		this.runner.withPropertyValues("management.endpoint.smtp.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(SmtpEndpoint.class));
		this.runner.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SmtpClient.class)
				.doesNotHaveBean("smtpEndpoint"));
	}

}
