package io.sendasync.mail;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * How much may wait, and what becomes of those who want to send more.
 */
class SmtpClientQueueBoundsTest {

	private static final Duration SOON = Completions.SOON;

	private static final Duration LONG = Duration.ofSeconds(60);

	private final SmtpTestServer server = SmtpTestServer.builder().start();

	private final Hold hold = this.server.hold(At.DATA);

	private SmtpClient client = client().build();

	@AfterEach
	void close() {
		this.hold.release();
		this.client.close();
		this.server.assertNoViolations();
		this.server.close();
	}

	private SmtpClient.Builder client() {
		return SmtpClient.builder().host("localhost").port(this.server.port()).maxConnections(1);
	}

	private static MailMessage message() {
		return ContractSupport.message("ben@contoso.com");
	}

	private static MailMessage large() {
		return message().toBuilder().text("0123456789\n".repeat(1000)).build();
	}

	/**
	 * One send is under way, one waits, and that is all there may be.
	 */
	@CanIgnoreReturnValue
	private SendOperation fill(SmtpClient.Builder builder) {
		this.client.close();
		this.client = builder.build();
		this.client.sendAsync(message());
		this.hold.awaitReached(SOON);
		return this.client.sendAsync(message());
	}

	private FutureTask<SendReceipt> sendOnAnotherThread() {
		FutureTask<SendReceipt> send = new FutureTask<>(() -> this.client.send(message()));
		Thread thread = new Thread(send, "sender");
		thread.setDaemon(true);
		thread.start();
		Awaitility.await().atMost(SOON).until(() -> send.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
		assertThat(send).isNotDone();
		assertThat(this.client.statistics().submitted()).isEqualTo(2);
		return send;
	}

	private static Throwable failure(FutureTask<SendReceipt> send) {
		return catchThrowableOfType(ExecutionException.class, () -> send.get(10, TimeUnit.SECONDS)).getCause();
	}

	@Test
	void contentThatFindsNoRoomIsRefusedWithTheFigures() {
		fill(client().queueOctets(15_000));
		SendOperation waiting = this.client.sendAsync(large());
		assertThatExceptionOfType(SmtpQueueFullException.class).isThrownBy(() -> this.client.sendAsync(large()))
			.withMessageContaining("of 15000")
			.withMessageContaining("queued=2");
		waiting.cancel(true);
		this.client.sendAsync(large());
		assertThat(this.client.statistics().queued()).isEqualTo(2);
		assertThat(this.client.statistics().submitted()).isEqualTo(4);
	}

	@Test
	void contentLargerThanAllRoomGoesAlone() {
		this.client.close();
		this.client = client().queueOctets(10).build();
		this.client.sendAsync(message());
		this.hold.awaitReached(SOON);
		SendOperation alone = this.client.sendAsync(large());
		assertThatExceptionOfType(SmtpQueueFullException.class).isThrownBy(() -> this.client.sendAsync(message()));
		this.hold.release();
		assertThat(alone.join().acceptedRecipients()).hasSize(1);
	}

	@Test
	void refusedContentLeavesAnExclusiveClientFree() {
		this.client.close();
		this.client = client().exclusive(true).queueOctets(10).build();
		this.hold.release();
		assertThat(this.client.send(message())).isNotNull();
		assertThat(this.client.send(large())).isNotNull();
	}

	@Test
	void callerWaitsForRoom() throws Exception {
		SendOperation waiting = fill(client().queueCapacity(1).admissionTimeout(LONG));
		FutureTask<SendReceipt> blocked = sendOnAnotherThread();
		waiting.cancel(true);
		Awaitility.await().atMost(SOON).until(() -> this.client.statistics().submitted() == 3);
		this.hold.release();
		assertThat(blocked.get(10, TimeUnit.SECONDS).acceptedRecipients()).hasSize(1);
	}

	@Test
	void callerWaitsForRoomForTheContent() throws Exception {
		SendOperation waiting = fill(client().queueOctets(10).admissionTimeout(LONG));
		FutureTask<SendReceipt> blocked = sendOnAnotherThread();
		waiting.cancel(true);
		Awaitility.await().atMost(SOON).until(() -> this.client.statistics().submitted() == 3);
		this.hold.release();
		assertThat(blocked.get(10, TimeUnit.SECONDS).acceptedRecipients()).hasSize(1);
	}

	@Test
	void callerWaitsNoLongerThanTheTimeout() {
		fill(client().queueCapacity(1).admissionTimeout(Duration.ofMillis(50)));
		assertThatExceptionOfType(SmtpQueueFullException.class).isThrownBy(() -> this.client.sendAsync(message()))
			.withMessageContaining("after waiting 50 ms")
			.withMessageContaining("capacity=1");
	}

	@Test
	void closeReleasesTheCallerWhoWaits() {
		fill(client().queueCapacity(1).admissionTimeout(LONG).drainTimeout(Duration.ZERO));
		FutureTask<SendReceipt> blocked = sendOnAnotherThread();
		this.client.close();
		assertThat(failure(blocked)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
	}

	@Test
	void pauseReleasesTheCallerWhoWaitsAndEnds() throws Exception {
		fill(client().queueOctets(10).admissionTimeout(LONG));
		FutureTask<SendReceipt> blocked = sendOnAnotherThread();
		CompletableFuture<Void> pause = this.client.pause();
		assertThat(failure(blocked)).isInstanceOf(IllegalStateException.class).hasMessageContaining("paused");
		this.hold.release();
		pause.get(10, TimeUnit.SECONDS);
	}

	@Test
	void interruptReleasesTheCallerWhoWaits() throws Exception {
		fill(client().queueCapacity(1).admissionTimeout(LONG));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(SmtpQueueFullException.class).isThrownBy(() -> this.client.sendAsync(message()))
			.withMessageContaining("interrupted")
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void listenerIsRefusedAtOnceInsteadOfWaiting() throws Exception {
		CompletableFuture<Throwable> thrown = new CompletableFuture<>();
		SendOperation waiting = fill(client().queueCapacity(1).admissionTimeout(LONG).callbackExecutor(Runnable::run));
		this.client.addSendCompletedListener((completed) -> {
			try {
				this.client.sendAsync(message());
				this.client.sendAsync(message());
			}
			catch (RuntimeException ex) {
				thrown.complete(ex);
			}
		});
		waiting.cancel(true);
		assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(SmtpQueueFullException.class)
			.hasMessageNotContaining("after waiting");
	}

	@Test
	void whoWaitsIsServedInOrderAndNobodyIsForgotten() throws Exception {
		fill(client().queueCapacity(1).admissionTimeout(LONG));
		CountDownLatch done = new CountDownLatch(20);
		for (int i = 0; i < 20; i++) {
			Thread sender = new Thread(() -> {
				this.client.send(message());
				done.countDown();
			});
			sender.setDaemon(true);
			sender.start();
		}
		this.hold.release();
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.server.messages()).hasSize(22);
	}

	@Test
	void boundsThatMakeNoSenseAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().queueOctets(0));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SmtpClient.builder().admissionTimeout(Duration.ofMillis(-1)));
	}

}
