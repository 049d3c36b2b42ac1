package io.sendasync.mail;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What is thrown at the caller, in which order, without an event.
 */
class SmtpClientAdmissionTest {

	private final Completions completions = new Completions();

	private final SmtpTestServer server = SmtpTestServer.builder().start();

	private SmtpClient client = client().build();

	@AfterEach
	void close() {
		this.client.close();
		assertThat(this.completions.rest().stream().filter((completed) -> completed.error() != null)).isEmpty();
		this.server.assertNoViolations();
		this.server.close();
	}

	private SmtpClient.Builder client() {
		return SmtpClient.builder()
			.host("localhost")
			.port(this.server.port())
			.maxConnections(1)
			.sendCompletedListener(this.completions);
	}

	private static MailMessage message() {
		return ContractSupport.message("ben@contoso.com");
	}

	@Test
	void closedClientRefusesEverythingFirst() {
		this.client.close();
		assertThatIllegalStateException().isThrownBy(() -> this.client.sendAsync((MailMessage) null))
			.withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> this.client.send((MailMessage) null))
			.withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> this.client.sendAsyncCancel())
			.withMessageContaining("closed");
		this.client.close();
	}

	@Test
	void nullMessageIsNamed() {
		this.client.close();
		this.client = SmtpClient.builder().build();
		assertThatNullPointerException().isThrownBy(() -> this.client.sendAsync((MailMessage) null))
			.withMessageContaining("message");
		assertThatNullPointerException().isThrownBy(() -> this.client.send((MailMessage) null))
			.withMessageContaining("message");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void missingHostNamesTheProperty(String host) {
		this.client.close();
		this.client = SmtpClient.builder().host(host).build();
		assertThatIllegalStateException().isThrownBy(() -> this.client.sendAsync(MailMessage.builder().build()))
			.withMessageContaining("mail.smtp.host");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 65536, 70000 })
	void impossiblePortNamesTheProperty(int port) {
		this.client.close();
		this.client = client().port(port).build();
		assertThatIllegalStateException().isThrownBy(() -> this.client.send(message()))
			.withMessageContaining("mail.smtp.port")
			.withMessageContaining(Integer.toString(port));
	}

	@Test
	void messageWithoutFromIsRefusedBeforeItsRecipientsAreLookedAt() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.sendAsync(MailMessage.builder().build()))
			.withMessageContaining("From");
	}

	@Test
	void defaultFromServesMessagesWithoutOne() {
		this.client.close();
		this.client = client().from(MailAddress.parse("billing@contoso.com")).build();
		this.client.send(MailMessage.builder().to("ben@contoso.com").build());
		assertThat(this.server.messages()).singleElement()
			.satisfies((accepted) -> assertThat(accepted.reversePath()).isEqualTo("billing@contoso.com"));
	}

	@Test
	void messageWithoutRecipientIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.client.sendAsync(MailMessage.builder().from("jane@contoso.com").build()))
			.withMessageContaining("recipient");
	}

	@Test
	void fullQueueRefusesTheNextSendWithItsFigures() {
		this.client.close();
		this.client = client().queueCapacity(2).build();
		Hold hold = this.server.hold(At.DATA);
		this.client.sendAsync(message());
		hold.awaitReached(Duration.ofSeconds(10));
		SendOperation waiting = this.client.sendAsync(message());
		this.client.sendAsync(message());
		assertThatExceptionOfType(SmtpQueueFullException.class).isThrownBy(() -> this.client.sendAsync(message()))
			.withMessageContaining("queued=2")
			.withMessageContaining("capacity=2");
		waiting.cancel(true);
		this.client.sendAsync(message());
		hold.release();
	}

	@Test
	void exclusiveClientRefusesASecondSendAndLeavesTheFirstAlone() throws Exception {
		this.client.close();
		this.client = client().exclusive(true).build();
		Hold hold = this.server.hold(At.DATA);
		SendOperation first = this.client.sendAsync(message());
		hold.awaitReached(Duration.ofSeconds(10));
		assertThatIllegalStateException().isThrownBy(() -> this.client.sendAsync(message()))
			.withMessageContaining("in progress");
		assertThatIllegalStateException().isThrownBy(() -> this.client.send((MailMessage) null))
			.withMessageContaining("in progress");
		hold.release();
		this.completions.take();
		assertThat(first.join()).isNotNull();
		assertThat(this.client.send(message())).isNotNull();
	}

	@Test
	void exclusiveClientTakesTheNextSendFromItsListener() {
		this.client.close();
		this.client = client().exclusive(true).build();
		this.client.addSendCompletedListener((completed) -> {
			if (completed.userToken() != null) {
				this.client.sendAsync(message()).join();
			}
		});
		this.client.sendAsync(message(), "first").join();
		assertThat(this.server.messages()).hasSize(2);
	}

	@Test
	void exclusiveClientIsFreeAfterARefusedCall() {
		this.client.close();
		this.client = client().exclusive(true).build();
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.sendAsync(MailMessage.builder().build()));
		assertThat(this.client.send(message())).isNotNull();
	}

	@Test
	void messageThatCannotBeRenderedEndsItsOperationAndLeavesNoTrace() throws Exception {
		this.client.close();
		this.client = SmtpClient.builder()
			.host("localhost")
			.port(this.server.port())
			.queueCapacity(1)
			.exclusive(true)
			.build();
		MailMessage broken = message().toBuilder().attachment(Attachment.of("a.txt", () -> null, "text/plain")).build();
		for (int i = 0; i < 3; i++) {
			SendOperation operation = this.client.sendAsync(broken);
			ExecutionException failure = catchThrowableOfType(ExecutionException.class,
					() -> operation.get(10, TimeUnit.SECONDS));
			assertThat(failure.getCause()).isInstanceOfSatisfying(SmtpException.class, (cause) -> {
				assertThat(cause.outcome()).isEqualTo(SendOutcome.NOT_SENT);
				assertThat(cause.isTransient()).isFalse();
				assertThat(cause.receipt()).isPresent();
			});
		}
		assertThat(this.client.send(message())).isNotNull();
	}

	@Test
	void callbackExecutorThatRefusesLosesNothing() throws Exception {
		this.client.close();
		this.client = client().callbackExecutor((task) -> {
			throw new IllegalStateException("on purpose");
		}).build();
		assertThat(this.client.sendAsync(message()).get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(this.completions.take().succeeded()).isTrue();
	}

}
