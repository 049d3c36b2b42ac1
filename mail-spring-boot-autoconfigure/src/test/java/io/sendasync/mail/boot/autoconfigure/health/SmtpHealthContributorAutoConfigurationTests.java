package io.sendasync.mail.boot.autoconfigure.health;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.monitor.SmtpMonitorAutoConfiguration;
import io.sendasync.mail.boot.health.SmtpHealthIndicator;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
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
	void serverIsAskedOnceForAllWhileAnAnswerCounts() {
		this.runner.withPropertyValues("management.health.smtp.cache.time-to-live=1h").run((context) -> {
			context.getBean(SmtpClient.class).send(MESSAGE);
			awaitIdle(context.getBean(SmtpClient.class));
			List<Status> seen = IntStream.range(0, 100)
				.parallel()
				.mapToObj((i) -> health(context).getStatus())
				.toList();
			assertThat(seen).hasSize(100).containsOnly(Status.UP);
			assertThat(noops()).isEqualTo(1);
			assertThat(this.server.connectionCount()).isEqualTo(1);
		});
	}

	@Test
	void withoutATimeToLiveItIsAskedEachTime() {
		this.runner.withPropertyValues("management.health.smtp.cache.time-to-live=0s").run((context) -> {
			context.getBean(SmtpClient.class).send(MESSAGE);
			for (int i = 0; i < 3; i++) {
				awaitIdle(context.getBean(SmtpClient.class));
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			}
			assertThat(noops()).isEqualTo(3);
			assertThat(this.server.connectionCount()).isEqualTo(1);
		});
	}

	@Test
	void opensAConnectionIfThereIsNoneAndLeavesItToTheNextSend() {
		this.runner.run((context) -> {
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("connectionsOpen", 1)
				.containsEntry("queued", 0)
				.containsKeys("lastContact", "connectionsIdle", "inFlight")
				.doesNotContainKey("failure");
			awaitIdle(context.getBean(SmtpClient.class));
			context.getBean(SmtpClient.class).send(MESSAGE);
			assertThat(this.server.connectionCount()).isEqualTo(1);
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
	void refusedConnectionMakesItDownUntilOneComesAbout() {
		this.server.fault(At.CONNECT, Fault.replyThenClose("554 5.3.2 go away"));
		this.runner.withPropertyValues("management.health.smtp.cache.time-to-live=0s").run((context) -> {
			Health down = health(context);
			assertThat(down.getStatus()).isEqualTo(Status.DOWN);
			assertThat(down.getDetails()).containsEntry("failureReply", 554)
				.containsEntry("failure", "SmtpConnectException");
			assertThat(down.toString()).doesNotContain("go away");
			context.getBean(SmtpClient.class).send(MESSAGE);
			awaitIdle(context.getBean(SmtpClient.class));
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
			assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health(context).getDetails()).containsEntry("failure", "SmtpConnectException");
		});
	}

	@Test
	void silentServerMakesItDownInTime() {
		this.server.fault(At.CONNECT, Fault.stall());
		this.runner.withPropertyValues("management.health.smtp.timeout=200ms").run((context) -> {
			Health down = health(context);
			assertThat(down.getStatus()).isEqualTo(Status.DOWN);
			assertThat(down.getDetails()).containsEntry("failure", "SmtpTimeoutException");
			this.server.release();
		});
	}

	@Test
	void refusedCredentialsAreNamedButNotShown() {
		try (SmtpTestServer secured = SmtpTestServer.builder()
			.auth("ann", "another-4711")
			.allowClearTextAuth()
			.start()) {
			this.runner
				.withPropertyValues("mail.smtp.port=" + secured.port(), "mail.smtp.tls.mode=none",
						"mail.smtp.credentials.username=ann", "mail.smtp.credentials.password=marker-4711")
				.run((context) -> {
					Health down = health(context);
					assertThat(down.getStatus()).isEqualTo(Status.DOWN);
					assertThat(down.getDetails()).containsEntry("failure", "SmtpAuthenticationException")
						.containsEntry("failureReply", 535);
					assertThat(down.toString()).doesNotContain("marker");
				});
		}
	}

	@Test
	void clientThatSendsNothingIsUnknown() {
		this.runner.withPropertyValues("mail.smtp.host=").run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health(context).getDetails()).hasEntrySatisfying("reason",
					(reason) -> assertThat(reason).asString().contains("mail.smtp.host"));
		});
		this.runner.run((context) -> {
			context.getBean(SmtpClient.class).pause().get(20, TimeUnit.SECONDS);
			assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health(context).getDetails()).hasEntrySatisfying("reason",
					(reason) -> assertThat(reason).asString().contains("paused"));
		});
		assertThat(this.server.connectionCount()).isZero();
	}

	@Test
	void eachNamedClientHasItsOwn() {
		this.runner
			.withPropertyValues("mail.smtp.host=", "mail.smtp.clients.news.host=" + this.server.host(),
					"mail.smtp.clients.news.port=" + this.server.port())
			.run((context) -> {
				CompositeHealthContributor composite = context.getBean("smtpHealthContributor",
						CompositeHealthContributor.class);
				assertThat(((HealthIndicator) composite.getContributor("news")).health().getStatus())
					.isEqualTo(Status.UP);
				assertThat(((HealthIndicator) composite.getContributor("smtpClient")).health().getStatus())
					.isEqualTo(Status.UNKNOWN);
			});
	}

	@Test
	void clientOfTheApplicationIsAskedToo() {
		this.runner
			.withBean("own", SmtpClient.class,
					() -> SmtpClient.builder().host("localhost").port(this.server.port()).build())
			.run((context) -> {
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				assertThat(this.server.connectionCount()).isEqualTo(1);
			});
	}

	@Test
	void limitsThatCannotBeAreExplained() {
		this.runner.withPropertyValues("management.health.smtp.timeout=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("management.health.smtp.timeout"));
		this.runner.withPropertyValues("management.health.smtp.cache.time-to-live=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("management.health.smtp.cache.time-to-live"));
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

	private static void awaitIdle(SmtpClient client) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> client.statistics().lanesIdle() > 0);
	}

	private long noops() {
		return this.server.sessions()
			.stream()
			.flatMap((session) -> session.commands().stream())
			.filter("NOOP"::equals)
			.count();
	}

}
