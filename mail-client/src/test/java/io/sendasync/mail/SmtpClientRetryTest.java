package io.sendasync.mail;

import java.time.Duration;

import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Only what is certainly not accepted is tried again, and everything ends in time.
 */
class SmtpClientRetryTest {

	private final SmtpTestServer server = SmtpTestServer.builder().start();

	private final Completions completions = new Completions();

	@AfterEach
	void close() {
		this.server.assertNoViolations();
		this.server.close();
	}

	private SmtpClient.Builder client(int attempts) {
		return SmtpClient.builder()
			.host("localhost")
			.port(this.server.port())
			.maxConnections(1)
			.sendCompletedListener(this.completions)
			.retries(RetryPolicy.of(attempts, Duration.ofMillis(20)));
	}

	private static MailMessage message(String recipients) {
		return ContractSupport.message(recipients);
	}

	@ParameterizedTest
	@ValueSource(strings = { "MAIL", "RCPT", "DATA", "END_OF_DATA" })
	void temporaryRefusalIsTriedAgain(String step) throws Exception {
		this.server.fault(at(step), Fault.reply("451 4.3.0 later").times(2));
		try (SmtpClient client = client(3).build()) {
			assertThat(client.sendAsync(message("ann@contoso.com"), "token").join().acceptedRecipients()).hasSize(1);
			assertThat(this.completions.take().userToken()).isEqualTo("token");
		}
		assertThat(this.completions.rest()).isEmpty();
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void attemptsAreCounted() {
		this.server.fault(At.MAIL, Fault.reply("451 4.3.0 later").always());
		try (SmtpClient client = client(3).build()) {
			SmtpException failure = catchThrowableOfType(SmtpException.class,
					() -> client.send(message("ann@contoso.com")));
			assertThat(failure.statusCode().value()).isEqualTo(451);
		}
		assertThat(this.server.sessions().stream().flatMap((session) -> session.commands().stream()))
			.filteredOn((command) -> command.startsWith("MAIL"))
			.hasSize(3);
	}

	@Test
	void permanentRefusalIsNotTriedAgain() {
		this.server.fault(At.MAIL, Fault.reply("550 5.7.1 no"));
		try (SmtpClient client = client(3).build()) {
			assertThat(catchThrowableOfType(SmtpException.class, () -> client.send(message("ann@contoso.com")))
				.statusCode()
				.value()).isEqualTo(550);
		}
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void unknownOutcomeIsNeverTriedAgain() {
		this.server.fault(At.END_OF_DATA, Fault.close().afterAccepting());
		try (SmtpClient client = client(3).build()) {
			assertThat(
					catchThrowableOfType(SmtpException.class, () -> client.send(message("ann@contoso.com"))).outcome())
				.isEqualTo(SendOutcome.UNKNOWN);
		}
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void messageThatSomebodyHasIsNotTriedAgain() {
		this.server.fault(At.RCPT.of("ben@contoso.com"), Fault.reply("450 4.2.1 later"));
		try (SmtpClient client = client(3).build()) {
			assertThat(catchThrowableOfType(SmtpException.class,
					() -> client.send(message("ann@contoso.com, ben@contoso.com"))))
				.isNotNull();
		}
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void lostConnectionIsTriedAgain() {
		this.server.fault(At.RCPT, Fault.reset().times(2));
		try (SmtpClient client = client(3).build()) {
			client.send(message("ann@contoso.com"));
		}
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void sendThatWaitsForItsNextAttemptCanBeCancelled() throws Exception {
		this.server.fault(At.MAIL, Fault.reply("451 4.3.0 later").always());
		try (SmtpClient client = client(1).retries(RetryPolicy.of(2, Duration.ofHours(1))).build()) {
			SendOperation operation = client.sendAsync(message("ann@contoso.com"));
			Awaitility.await()
				.atMost(Completions.SOON)
				.until(() -> client.statistics().lanesIdle() == 1 && operation.status() == SendStatus.QUEUED);
			assertThat(operation.cancel(true)).isTrue();
			assertThat(this.completions.take().cancelled()).isTrue();
		}
	}

	@Test
	void closeDoesNotWaitForFarAttempts() throws Exception {
		this.server.fault(At.MAIL, Fault.reply("451 4.3.0 later").always());
		SmtpClient client = client(1).retries(RetryPolicy.of(2, Duration.ofHours(1)))
			.drainTimeout(Duration.ofMillis(100))
			.build();
		SendOperation operation = client.sendAsync(message("ann@contoso.com"));
		client.close();
		assertThat(operation.isDone()).isTrue();
		assertThat(this.completions.take().operation()).isSameAs(operation);
	}

	@Test
	void deadlineWithdrawsWhatWaits() throws Exception {
		Hold hold = this.server.hold(At.DATA);
		try (SmtpClient client = client(1).deadline(Duration.ofMillis(300)).build()) {
			SendOperation operation = client.sendAsync(message("ann@contoso.com"));
			SmtpTimeoutException failure = (SmtpTimeoutException) this.completions.take().error();
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure).hasMessageContaining("300 ms");
			assertThat(operation.status()).isEqualTo(SendStatus.FAILED);
			hold.release();
		}
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void deadlineBehindTheCommitPointIsUnknown() throws Exception {
		try (SmtpClient client = client(1).deadline(Duration.ofSeconds(3)).build()) {
			client.send(message("ann@contoso.com"));
			Hold hold = this.server.hold(At.END_OF_DATA);
			SendOperation operation = client.sendAsync(message("ben@contoso.com"));
			SmtpTimeoutException failure = (SmtpTimeoutException) this.completions.take().error();
			assertThat(failure.outcome()).isEqualTo(SendOutcome.UNKNOWN);
			assertThat(operation.status()).isEqualTo(SendStatus.UNKNOWN);
			hold.release();
		}
	}

	@Test
	void waitsGrowUpToTheLongest() {
		RetryPolicy policy = new RetryPolicy(9, Duration.ofSeconds(1), 2, Duration.ofSeconds(5));
		assertThat(policy.delayAfter(1)).isEqualTo(Duration.ofSeconds(1));
		assertThat(policy.delayAfter(3)).isEqualTo(Duration.ofSeconds(4));
		assertThat(policy.delayAfter(900)).isEqualTo(Duration.ofSeconds(5));
		assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.of(0, Duration.ofSeconds(1)))
			.withMessageContaining("maxAttempts");
		assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.of(2, Duration.ZERO))
			.withMessageContaining("initialDelay");
	}

	private static At at(String step) {
		return switch (step) {
			case "MAIL" -> At.MAIL;
			case "RCPT" -> At.RCPT;
			case "DATA" -> At.DATA;
			default -> At.END_OF_DATA;
		};
	}

}
