package io.sendasync.mail.boot.autoconfigure.health;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.monitor.SmtpMonitorAutoConfiguration;
import io.sendasync.mail.boot.health.SmtpHealthIndicator;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpStatusCode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SmtpHealthContributorAutoConfiguration} and
 * {@link SmtpHealthIndicator}.
 */
class SmtpHealthContributorAutoConfigurationTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpMonitorAutoConfiguration.class, SmtpClientAutoConfiguration.class,
				SmtpHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class))
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void probingOpensNoConnectionAndSaysUnknownBeforeTheFirstSend() {
		this.runner.run((context) -> {
			for (int i = 0; i < 10; i++) {
				assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
			}
			assertThat(this.server.connectionCount()).isZero();
		});
	}

	@Test
	void sendMakesItUp() {
		this.runner.run((context) -> {
			context.getBean(SmtpClient.class).send(MESSAGE);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("connectionsOpen", 1)
				.containsEntry("queued", 0)
				.containsKeys("lastContact", "connectionsIdle", "inFlight")
				.doesNotContainKey("lastFailure");
			assertThat(this.server.connectionCount()).isOne();
			assertThat(this.server.sessions().get(0).toString()).doesNotContain("NOOP");
		});
	}

	@Test
	void refusedMessageSaysNothingAboutHealth() {
		this.server.fault(At.RCPT, Fault.reply("550 5.1.1 unknown"));
		this.runner.run((context) -> {
			fail(context.getBean(SmtpClient.class));
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void failedConnectionMakesItDownUntilOneComesAbout() {
		this.server.fault(At.CONNECT, Fault.replyThenClose("554 5.3.2 go away"));
		this.runner.run((context) -> {
			fail(context.getBean(SmtpClient.class));
			Health down = health(context);
			assertThat(down.getStatus()).isEqualTo(Status.DOWN);
			assertThat(down.getDetails()).containsEntry("lastFailureReply", 554)
				.containsKeys("lastFailure", "lastFailureTime");
			assertThat(down.toString()).doesNotContain("go away");
			context.getBean(SmtpClient.class).send(MESSAGE);
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void serverThatIsNotThereMakesItDown() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		this.runner.withPropertyValues("mail.smtp.host=127.0.0.1", "mail.smtp.port=" + port).run((context) -> {
			fail(context.getBean(SmtpClient.class));
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(context).getDetails()).containsEntry("lastFailure", "SmtpConnectException");
		});
	}

	@Test
	void oldFailureIsForgotten() {
		ManualClock clock = new ManualClock();
		SmtpClientMonitor monitor = new SmtpClientMonitor(clock);
		try (SmtpClient client = SmtpClient.builder().build()) {
			SmtpHealthIndicator indicator = new SmtpHealthIndicator(client, monitor);
			monitor.connectFailed(new SmtpEvent.ConnectFailed(1, "localhost", 25, Duration.ZERO,
					new SmtpEvent.Failure("SmtpConnectException", SmtpStatusCode.GENERAL_FAILURE, true)));
			clock.now = clock.now.plus(Duration.ofMinutes(5)).minusMillis(1);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
			clock.now = clock.now.plusMillis(1);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(indicator.health().getDetails()).containsKey("lastFailure");
		}
	}

	@Test
	void eachNamedClientHasItsOwn() {
		this.runner
			.withPropertyValues("mail.smtp.clients.news.host=" + this.server.host(),
					"mail.smtp.clients.news.port=" + this.server.port())
			.run((context) -> {
				context.getBean("news", SmtpClient.class).send(MESSAGE);
				CompositeHealthContributor composite = context.getBean("smtpHealthContributor",
						CompositeHealthContributor.class);
				assertThat(((HealthIndicator) composite.getContributor("news")).health().getStatus())
					.isEqualTo(Status.UP);
				assertThat(((HealthIndicator) composite.getContributor("smtpClient")).health().getStatus())
					.isEqualTo(Status.UNKNOWN);
			});
	}

	@Test
	void clientOfTheApplicationHasFiguresOnly() {
		this.runner.withBean("own", SmtpClient.class, () -> SmtpClient.builder().build())
			.run((context) -> assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN));
	}

	@Test
	void canBeDisabledReplacedAndLeftOut() {
		this.runner.withPropertyValues("management.health.smtp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("smtpHealthContributor"));
		this.runner.withBean("smtpHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean("smtpHealthContributor"));
		this.runner.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SmtpClient.class)
				.doesNotHaveBean("smtpHealthContributor"));
	}

	private static Health health(AssertableApplicationContext context) {
		return ((HealthIndicator) context.getBean("smtpHealthContributor", HealthContributor.class)).health();
	}

	private static void fail(SmtpClient client) {
		assertThatExceptionOfType(SmtpException.class).isThrownBy(() -> client.send(MESSAGE));
	}

	private static final class ManualClock extends Clock {

		private Instant now = Instant.EPOCH;

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

	}

}
