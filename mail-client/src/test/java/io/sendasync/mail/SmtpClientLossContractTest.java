package io.sendasync.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a client promises when connections break and when it closes, over each kind of
 * connection.
 */
@ParameterizedClass
@EnumSource(Variant.class)
class SmtpClientLossContractTest extends ContractSupport {

	SmtpClientLossContractTest(Variant variant) {
		super(variant);
	}

	@Test
	void connectionLostAfterTheEndOfTheContentIsUnknown() throws Exception {
		this.server.fault(At.END_OF_DATA, Fault.close().afterAccepting());
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com"));
		SmtpException failure = failure(operation, SmtpException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.UNKNOWN);
		assertThat(failure.isTransient()).isFalse();
		assertThat(failure.receipt().orElseThrow().outcomes()).singleElement()
			.isInstanceOf(RecipientOutcome.Unknown.class);
		assertThat(operation.status()).isEqualTo(SendStatus.UNKNOWN);
		assertThat(this.completions.take().error()).isSameAs(failure);
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(2);
	}

	@Test
	void riderOfALostConnectionGoesOnAnotherOne() {
		Hold hold = this.server.hold(this.variant.beforeContent());
		SendOperation first = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(SOON);
		SendOperation second = this.client.sendAsync(message("ben@contoso.com"));
		this.server.fault(At.END_OF_DATA, Fault.reset());
		hold.release();
		assertThat(failure(first, SmtpException.class).outcome()).isEqualTo(SendOutcome.UNKNOWN);
		assertThat(second.join().acceptedRecipients()).hasSize(1);
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void newConnectionLostBeforeTheCommitPointIsNotSent() {
		this.server.fault(At.RCPT, Fault.close());
		SmtpException failure = catchThrowableOfType(SmtpException.class,
				() -> this.client.send(message("ann@contoso.com")));
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(failure.isTransient()).isTrue();
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void keptConnectionThatBrokeIsReplacedSilently() {
		this.client.send(message("ann@contoso.com"));
		this.server.fault(At.MAIL, Fault.reset());
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(2);
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void keptConnectionThatIsClosedWith421IsReplacedSilently() {
		this.client.send(message("ann@contoso.com"));
		this.server.fault(At.MAIL, Fault.replyThenClose("421 4.4.2 too many messages"));
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(2);
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void keptConnectionIsReplacedOnlyOnce() {
		this.client.send(message("ann@contoso.com"));
		this.server.fault(At.MAIL, Fault.reset().always());
		SmtpException failure = catchThrowableOfType(SmtpException.class,
				() -> this.client.send(message("ben@contoso.com")));
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void unreadableReplyDropsTheConnection() {
		this.server.fault(At.RCPT, Fault.garbage());
		SmtpException failure = catchThrowableOfType(SmtpException.class,
				() -> this.client.send(message("ann@contoso.com")));
		assertThat(failure).isInstanceOf(io.sendasync.mail.delivery.SmtpProtocolException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void closeLetsPendingSendsEnd() {
		List<SendOperation> operations = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			operations.add(this.client.sendAsync(message("ann@contoso.com"), i));
		}
		this.client.close();
		assertThat(operations).allMatch((operation) -> operation.status() == SendStatus.COMPLETED);
		assertThat(this.completions.rest()).hasSize(20);
		Awaitility.await().atMost(SOON).until(() -> this.server.openConnections() == 0);
	}

	@Test
	void secondCloseWaitsForTheFirst() throws Exception {
		Hold hold = this.server.hold(this.variant.beforeContent());
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(SOON);
		CompletableFuture<Void> first = CompletableFuture.runAsync(this.client::close);
		Awaitility.await()
			.atMost(SOON)
			.until(() -> catchThrowable(
					() -> this.client.sendAsync((MailMessage) null)) instanceof IllegalStateException);
		CompletableFuture<SendStatus> second = CompletableFuture.supplyAsync(() -> {
			this.client.close();
			return operation.status();
		});
		hold.release();
		assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(SendStatus.COMPLETED);
		first.get(20, TimeUnit.SECONDS);
	}

	@Test
	void closeEndsWhatDoesNotEnd() {
		rebuild(client().drainTimeout(Duration.ofMillis(100)));
		Hold hold = this.server.hold(At.END_OF_DATA);
		SendOperation committed = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(SOON);
		SendOperation queued = this.client.sendAsync(message("ben@contoso.com"));
		this.client.close();
		assertThat(failure(committed, SmtpException.class).outcome()).isEqualTo(SendOutcome.UNKNOWN);
		assertThat(queued.isCancelled()).isTrue();
		assertThat(this.completions.rest()).hasSize(2);
		hold.release();
	}

}
