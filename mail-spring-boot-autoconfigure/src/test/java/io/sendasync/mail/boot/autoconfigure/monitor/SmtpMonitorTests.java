package io.sendasync.mail.boot.autoconfigure.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor;
import io.sendasync.mail.boot.monitor.SmtpClientMonitors;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpStatusCode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SmtpMonitorAutoConfiguration}, monitors and the log.
 */
class SmtpMonitorTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hi");

	private final SmtpTestServer server = SmtpTestServer.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpMonitorAutoConfiguration.class, SmtpClientAutoConfiguration.class))
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port(),
				"mail.smtp.clients.news.host=" + this.server.host(),
				"mail.smtp.clients.news.port=" + this.server.port());

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.sendasync.mail.send");

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void close() {
		this.logger.detachAppender(this.log);
		this.server.close();
	}

	@Test
	void failedSendIsOneLineWithKeysAndWithoutAddressesAndTheServersWords() {
		this.server.fault(At.RCPT, Fault.reply("550 5.1.1 ben@example.org is unknown here"));
		this.runner.run((context) -> {
			fail(context.getBean(SmtpClient.class));
			assertThat(this.log.list).singleElement().satisfies((line) -> {
				Map<String, Object> keys = keys(line);
				assertThat(line.getLevel()).isEqualTo(Level.WARN);
				assertThat(keys).containsEntry("smtp.client", "smtpClient")
					.containsEntry("smtp.outcome", SendStatus.FAILED)
					.containsEntry("smtp.failure", "SmtpFailedRecipientException")
					.containsEntry("smtp.reply", "550")
					.containsKeys("smtp.operation.id", "smtp.queued.ms", "smtp.duration.ms");
				assertThat(line.getFormattedMessage()).startsWith("Send " + keys.get("smtp.operation.id"))
					.contains("of smtpClient ended FAILED after", "SmtpFailedRecipientException, reply 550");
				assertThat(line.getFormattedMessage() + keys).doesNotContain("example.org", "unknown here", "Hello");
			});
		});
	}

	@Test
	void unknownOutcomeIsALineAndSuccessAndCancellationAreNone() {
		this.server.fault(At.END_OF_DATA, Fault.none());
		this.server.fault(At.END_OF_DATA, Fault.close());
		this.runner.run((context) -> {
			SmtpClient client = context.getBean("news", SmtpClient.class);
			client.send(MESSAGE);
			var hold = this.server.hold(At.MAIL);
			assertThat(client.sendAsync(MESSAGE).cancel(false)).isTrue();
			hold.release();
			assertThat(this.log.list).isEmpty();
			fail(client);
			assertThat(this.log.list).singleElement()
				.satisfies((line) -> assertThat(keys(line)).containsEntry("smtp.outcome", SendStatus.UNKNOWN)
					.containsEntry("smtp.client", "news")
					.containsEntry("smtp.reply", "none"));
		});
	}

	@Test
	void eachClientHasAMonitorThatKnowsItsLastSends() {
		this.server.fault(At.MAIL, Fault.reply("451 later"));
		this.runner.run((context) -> {
			SmtpClientMonitors monitors = context.getBean(SmtpClientMonitors.class);
			fail(context.getBean(SmtpClient.class));
			context.getBean(SmtpClient.class).send(MESSAGE);
			assertThat(monitors.monitor("news").recent()).isEmpty();
			assertThat(monitors.monitor("news").lastContact()).isNull();
			assertThat(monitors.monitor("other")).isNull();
			SmtpClientMonitor monitor = monitors.monitor("smtpClient");
			assertThat(monitor.lastContact()).isNotNull();
			assertThat(monitor.recent()).satisfiesExactly((newest) -> {
				assertThat(newest.status()).isEqualTo(SendStatus.COMPLETED);
				assertThat(newest.failure()).isNull();
			}, (oldest) -> {
				assertThat(oldest.status()).isEqualTo(SendStatus.FAILED);
				assertThat(oldest.reply()).isEqualTo(451);
				assertThat(oldest.time()).isBeforeOrEqualTo(Instant.now());
			});
		});
	}

	@Test
	void onlyTheLastSendsAreRemembered() {
		SmtpClientMonitor monitor = new SmtpClientMonitor(Clock.systemUTC());
		for (int i = 1; i <= SmtpClientMonitor.CAPACITY + 7; i++) {
			monitor.completed(new SmtpEvent.Completed("id-" + i, SendStatus.COMPLETED, Duration.ZERO, Duration.ZERO,
					SmtpStatusCode.OK, null));
		}
		List<SmtpClientMonitor.Completion> recent = monitor.recent();
		assertThat(recent).hasSize(SmtpClientMonitor.CAPACITY);
		assertThat(recent.get(0).operationId()).isEqualTo("id-" + (SmtpClientMonitor.CAPACITY + 7));
		assertThat(recent.get(recent.size() - 1).operationId()).isEqualTo("id-8");
	}

	private static void fail(SmtpClient client) {
		assertThatExceptionOfType(SmtpException.class).isThrownBy(() -> client.send(MESSAGE));
	}

	private static Map<String, Object> keys(ILoggingEvent line) {
		return line.getKeyValuePairs()
			.stream()
			.collect(Collectors.toMap((KeyValuePair pair) -> pair.key, (KeyValuePair pair) -> pair.value));
	}

}
