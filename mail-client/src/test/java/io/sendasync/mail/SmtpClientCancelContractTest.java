package io.sendasync.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What cancelling promises, over each kind of connection.
 */
@ParameterizedClass
@EnumSource(Variant.class)
class SmtpClientCancelContractTest extends ContractSupport {

	private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

	SmtpClientCancelContractTest(Variant variant) {
		super(variant);
	}

	@Test
	void cancelInTheQueueMeansNeverSent() throws Exception {
		Hold hold = this.server.hold(this.variant.beforeContent());
		SendOperation first = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(SOON);
		SendOperation queued = this.client.sendAsync(message("ben@contoso.com"), "token");
		assertThat(queued.status()).isEqualTo(SendStatus.QUEUED);
		assertThat(queued.cancel(true)).isTrue();
		assertThat(queued.isCancelled()).isTrue();
		SendCompleted<?> completed = this.completions.take();
		assertThat(completed.cancelled()).isTrue();
		assertThat(completed.error()).isNull();
		assertThat(completed.receipt()).isNull();
		assertThat(completed.userToken()).isEqualTo("token");
		hold.release();
		first.join();
		this.client.send(message("cid@contoso.com"));
		assertThat(this.server.messages()).extracting((message) -> message.recipients().get(0))
			.containsExactly("ann@contoso.com", "cid@contoso.com");
	}

	@Test
	void cancelBeforeTheCommitPointCutsTheConnection() throws Exception {
		Hold hold = this.server.hold(this.variant.beforeContent());
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(SOON);
		assertThat(operation.cancel(true)).isTrue();
		assertThat(operation.cancel(true)).isTrue();
		assertThat(this.completions.take().cancelled()).isTrue();
		hold.release();
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
		assertThat(this.completions.rest()).isEmpty();
	}

	@Test
	void cancelBehindTheCommitPointIsRefusedAndTheServersWordCounts() throws Exception {
		Hold hold = this.server.hold(At.END_OF_DATA);
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(SOON);
		assertThat(operation.cancel(true)).isFalse();
		assertThat(operation.completeExceptionally(new IllegalStateException())).isFalse();
		assertThat(operation.complete(null)).isFalse();
		assertThat(operation.status()).isEqualTo(SendStatus.COMMITTED);
		hold.release();
		assertThat(operation.join().acceptedRecipients()).hasSize(1);
		assertThat(this.completions.take().succeeded()).isTrue();
	}

	@Test
	void cancelOfARiderDoesNotHarmTheMessageInFront() throws Exception {
		Hold data = this.server.hold(this.variant.beforeContent());
		SendOperation first = this.client.sendAsync(message("ann@contoso.com"));
		data.awaitReached(SOON);
		Hold end = this.server.hold(At.END_OF_DATA);
		SendOperation second = this.client.sendAsync(message("ben@contoso.com"));
		data.release();
		end.awaitReached(SOON);
		assertThat(second.cancel(true)).isTrue();
		end.release();
		assertThat(first.get(10, TimeUnit.SECONDS).acceptedRecipients()).hasSize(1);
		this.client.send(message("cid@contoso.com"));
		assertThat(this.server.messages()).extracting((message) -> message.recipients().get(0))
			.containsExactly("ann@contoso.com", "cid@contoso.com");
	}

	@Test
	void sendAsyncCancelCancelsWhatIsPending() {
		Hold hold = this.server.hold(this.variant.beforeContent());
		List<SendOperation> operations = new ArrayList<>();
		operations.add(this.client.sendAsync(message("ann@contoso.com")));
		hold.awaitReached(SOON);
		for (int i = 0; i < 20; i++) {
			operations.add(this.client.sendAsync(message("ben@contoso.com")));
		}
		this.client.sendAsyncCancel();
		Awaitility.await().atMost(SOON).until(() -> this.completions.rest().size() == operations.size());
		assertThat(operations).allMatch(SendOperation::isCancelled);
		assertThat(this.client.statistics().cancelled()).isEqualTo(21);
		hold.release();
		this.client.send(message("cid@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void orTimeoutWithdrawsTheMessage() {
		Hold hold = this.server.hold(this.variant.beforeContent());
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com"));
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(operation.orTimeout(50, TimeUnit.MILLISECONDS)::join)
			.withCauseInstanceOf(java.util.concurrent.TimeoutException.class);
		assertThat(operation.status()).isEqualTo(SendStatus.CANCELLED);
		hold.release();
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void blockingSendThatIsInterruptedBeforeTheCommitPointIsWithdrawn() throws Exception {
		Hold hold = this.server.hold(this.variant.beforeContent());
		SmtpException failure = interruptedAt(hold);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		hold.release();
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void blockingSendThatIsInterruptedBehindTheCommitPointIsUnknown() throws Exception {
		Hold hold = this.server.hold(At.END_OF_DATA);
		SmtpException failure = interruptedAt(hold);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.UNKNOWN);
		hold.release();
		assertThat(this.server.takeMessage(SOON)).isNotNull();
	}

	private SmtpException interruptedAt(Hold hold) throws Exception {
		FutureTask<Boolean> send = new FutureTask<>(() -> {
			this.client.send(message("ann@contoso.com"));
			return false;
		});
		Thread sender = new Thread(() -> {
			send.run();
			this.interrupted.complete(Thread.interrupted());
		});
		sender.start();
		hold.awaitReached(SOON);
		sender.interrupt();
		ExecutionException failure = catchThrowableOfType(ExecutionException.class,
				() -> send.get(10, TimeUnit.SECONDS));
		assertThat(this.interrupted.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(failure.getCause()).isInstanceOf(SmtpException.class);
		return (SmtpException) failure.getCause();
	}

}
