package io.sendasync.mail;

import java.time.Duration;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Every wait ends. The limits here are short, and each test first warms up the
 * connection, so that only the wait in question can reach one.
 */
class SmtpClientTimeoutTest {

	private static final Duration LIMIT = Duration.ofSeconds(2);

	private final SmtpTestServer server = SmtpTestServer.builder().start();

	@AfterEach
	void close() {
		this.server.close();
	}

	private SmtpClient.Builder client() {
		return SmtpClient.builder().host("localhost").port(this.server.port()).maxConnections(1);
	}

	private static SmtpTimeoutException failure(SmtpClient client) {
		return catchThrowableOfType(SmtpTimeoutException.class,
				() -> client.send(ContractSupport.message("ann@contoso.com")));
	}

	@Test
	void blockingSendThatTimesOutBeforeTheCommitPointIsWithdrawn() {
		try (SmtpClient client = client().timeout(LIMIT).build()) {
			client.send(ContractSupport.message("ben@contoso.com"));
			Hold hold = this.server.hold(At.DATA);
			SmtpTimeoutException failure = failure(client);
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure.elapsed()).isEqualTo(LIMIT);
			assertThat(failure).hasMessageContaining("2000 ms");
			hold.release();
			assertThat(this.server.messages()).hasSize(1);
		}
	}

	@Test
	void blockingSendThatTimesOutBehindTheCommitPointIsUnknown() {
		try (SmtpClient client = client().timeout(LIMIT).build()) {
			client.send(ContractSupport.message("ben@contoso.com"));
			Hold hold = this.server.hold(At.END_OF_DATA);
			assertThat(failure(client).outcome()).isEqualTo(SendOutcome.UNKNOWN);
			hold.release();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END_OF_DATA" })
	void replyThatNeverComesEndsTheSendWithTheNameOfTheStep(String step) {
		Duration limit = Duration.ofMillis(700);
		SmtpTimeouts timeouts = new SmtpTimeouts(limit, limit, limit, limit, limit, limit, limit);
		try (SmtpClient client = client().timeouts(timeouts).build()) {
			this.server.fault(at(step), Fault.stall());
			SmtpTimeoutException failure = failure(client);
			assertThat(failure.outcome())
				.isEqualTo(step.equals("END_OF_DATA") ? SendOutcome.UNKNOWN : SendOutcome.NOT_SENT);
			assertThat(failure.elapsed()).isGreaterThanOrEqualTo(limit);
			assertThat(failure.getMessage()).contains(switch (step) {
				case "CONNECT" -> "greeting";
				case "END_OF_DATA" -> "end of the content";
				default -> step;
			});
		}
	}

	@Test
	void replyThatDripsHasOneLimit() {
		SmtpTimeouts timeouts = SmtpTimeouts.defaults().toBuilder().command(LIMIT).build();
		try (SmtpClient client = client().timeouts(timeouts).build()) {
			// Each octet comes well within the limit, all of them do not.
			this.server.fault(At.MAIL, Fault.dripReply(Duration.ofMillis(400)));
			SmtpTimeoutException failure = failure(client);
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure).hasMessageContaining("reply to MAIL");
		}
	}

	@Test
	void writeThatStallsEndsTheSend() {
		SmtpTimeouts timeouts = SmtpTimeouts.defaults().toBuilder().write(LIMIT).build();
		try (SmtpClient client = client().timeouts(timeouts).build()) {
			this.server.fault(At.CONTENT, Fault.stall());
			SmtpTimeoutException failure = catchThrowableOfType(SmtpTimeoutException.class,
					() -> client.send(ContractSupport.message("ann@contoso.com")
						.toBuilder()
						.text("More than all buffers between client and server hold.\n".repeat(400_000))
						.build()));
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure).hasMessageContaining("sending");
			assertThat(failure.elapsed()).isGreaterThanOrEqualTo(LIMIT);
		}
	}

	private static At at(String step) {
		return switch (step) {
			case "CONNECT" -> At.CONNECT;
			case "EHLO" -> At.EHLO;
			case "MAIL" -> At.MAIL;
			case "RCPT" -> At.RCPT;
			case "DATA" -> At.DATA;
			default -> At.END_OF_DATA;
		};
	}

	@Test
	void connectTimeoutThatWouldMeanForEverIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SmtpClient.builder().connectTimeout(Duration.ofNanos(999_999)))
			.withMessageContaining("millisecond");
		SmtpClient.builder().connectTimeout(Duration.ofMillis(1));
	}

}
