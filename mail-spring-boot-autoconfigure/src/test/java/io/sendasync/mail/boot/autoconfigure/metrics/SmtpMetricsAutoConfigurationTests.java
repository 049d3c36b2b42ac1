package io.sendasync.mail.boot.autoconfigure.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.metrics.SmtpClientMetrics;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SmtpMetricsAutoConfiguration} and the meters.
 */
class SmtpMetricsAutoConfigurationTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
						SmtpMetricsAutoConfiguration.class, SmtpClientAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port(),
				"mail.smtp.connection.max=1");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void gaugesShowConnectionsQueueAndWorkOfThisMoment() {
		this.runner.run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Hold hold = this.server.hold(At.MAIL);
			SendOperation first = client.sendAsync(MESSAGE);
			hold.awaitReached(Duration.ofSeconds(30));
			SendOperation second = client.sendAsync(MESSAGE);
			assertThat(gauge(registry, "smtp.client.connections.open")).isOne();
			assertThat(gauge(registry, "smtp.client.connections.idle")).isZero();
			assertThat(gauge(registry, "smtp.client.sends.queued")).isOne();
			assertThat(gauge(registry, "smtp.client.sends.in.flight")).isOne();
			hold.release();
			first.join();
			second.join();
			Awaitility.await().until(() -> gauge(registry, "smtp.client.connections.idle") == 1);
			assertThat(gauge(registry, "smtp.client.sends.queued")).isZero();
			assertThat(registry.get("smtp.client.queue.time").tag("client", "smtpClient").timer().count()).isEqualTo(2);
		});
	}

	@Test
	void countersShowOutcomesAndWhyConnectionsClosed() {
		this.server.fault(At.RCPT, Fault.reply("550 no"));
		this.runner.withPropertyValues("mail.smtp.clients.news.host=" + this.server.host()).run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThatExceptionOfType(SmtpException.class).isThrownBy(() -> client.send(MESSAGE));
			client.send(MESSAGE);
			assertThat(sends(registry, "smtpClient", "failed")).isOne();
			assertThat(sends(registry, "smtpClient", "accepted")).isOne();
			assertThat(sends(registry, "smtpClient", "unknown")).isZero();
			assertThat(sends(registry, "news", "accepted")).isZero();
			this.server.fault(At.END_OF_DATA, Fault.close());
			assertThatExceptionOfType(SmtpException.class).isThrownBy(() -> client.send(MESSAGE));
			assertThat(sends(registry, "smtpClient", "unknown")).isOne();
			Awaitility.await()
				.untilAsserted(() -> assertThat(
						registry.get("smtp.client.connections.closed").tag("reason", "broken").counter().count())
					.isOne());
		});
	}

	@Test
	void keptConnectionThatTheServerLeftIsCountedOnce() {
		this.runner.run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			client.send(MESSAGE);
			this.server.dropConnections();
			client.send(MESSAGE);
			// Noticed before use if it was idle for a while, else in use.
			assertThat(count(registry.find("smtp.client.connections.closed").tag("reason", "stale").counter())
					+ count(registry.find("smtp.client.connections.replaced").counter()))
				.isOne();
		});
	}

	private static double count(@Nullable Counter counter) {
		return (counter != null) ? counter.count() : 0;
	}

	@Test
	void standsBackWithoutRegistryAndWithoutMicrometer() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SmtpMetricsAutoConfiguration.class, SmtpClientAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SmtpClientMetrics.class));
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SmtpMetricsAutoConfiguration.class, SmtpClientAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SmtpClient.class));
	}

	private static double gauge(MeterRegistry registry, String name) {
		return registry.get(name).tag("client", "smtpClient").gauge().value();
	}

	private static double sends(MeterRegistry registry, String client, String outcome) {
		return registry.get("smtp.client.sends")
			.tag("client", client)
			.tag("outcome", outcome)
			.functionCounter()
			.count();
	}

}
