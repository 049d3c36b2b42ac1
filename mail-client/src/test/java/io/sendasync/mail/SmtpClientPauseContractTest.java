package io.sendasync.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Pausing, resuming and replacing connections, over each kind of connection.
 */
@ParameterizedClass
@EnumSource(Variant.class)
class SmtpClientPauseContractTest extends ContractSupport {

	SmtpClientPauseContractTest(Variant variant) {
		super(variant);
	}

	private List<SendOperation> sendBehindHold(Hold hold, int count) {
		List<SendOperation> operations = new ArrayList<>();
		operations.add(this.client.sendAsync(message("ann@contoso.com")));
		hold.awaitReached(SOON);
		for (int i = 1; i < count; i++) {
			operations.add(this.client.sendAsync(message("ben" + i + "@contoso.com")));
		}
		return operations;
	}

	/**
	 * The client does not wait for the answer to QUIT, so the server may be behind.
	 */
	private void awaitGoodbyes(int sessions) {
		Awaitility.await()
			.atMost(SOON)
			.untilAsserted(() -> assertThat(this.server.sessions().subList(0, sessions))
				.allSatisfy((session) -> assertThat(session.commands()).endsWith("QUIT")));
	}

	private void assertPaused() {
		assertThatIllegalStateException().isThrownBy(() -> this.client.sendAsync((MailMessage) null))
			.withMessageContaining("paused");
		assertThatIllegalStateException().isThrownBy(() -> this.client.send(message("ann@contoso.com")))
			.withMessageContaining("paused");
	}

	private void assertEndsPaused(CompletableFuture<Void> pause) throws Exception {
		pause.get(10, TimeUnit.SECONDS);
		assertThat(this.client.statistics().lanesOpen()).isZero();
		assertThat(this.client.statistics().lanesIdle()).isZero();
		assertThat(this.client.statistics().queued()).isZero();
		assertThat(this.client.statistics().inFlight()).isZero();
		Awaitility.await().atMost(SOON).until(() -> this.server.openConnections() == 0);
	}

	@Test
	void pauseFinishesWhatWasTakenOnAndSaysGoodbye() throws Exception {
		rebuild(client().maxConnections(2));
		Hold hold = this.server.hold(this.variant.beforeContent());
		List<SendOperation> operations = sendBehindHold(hold, 6);
		CompletableFuture<Void> pause = this.client.pause();
		assertPaused();
		assertThat(pause).isNotDone();
		hold.release();
		assertEndsPaused(pause);
		assertThat(operations).allMatch((operation) -> operation.join().acceptedRecipients().size() == 1);
		awaitGoodbyes(this.server.connectionCount());
		assertThat(this.client.statistics().accepted()).isEqualTo(6);
		assertPaused();
	}

	@Test
	void pauseClosesIdleConnections() throws Exception {
		this.client.send(message("ann@contoso.com"));
		assertEndsPaused(this.client.pause());
		awaitGoodbyes(1);
		assertThat(this.client.pause()).isDone();
	}

	@Test
	void pauseOfAnUnusedClientIsOverAtOnceOnACallbackThread() throws Exception {
		assertThat(this.client.pause().thenApply((quiet) -> Thread.currentThread().getName()).get(10, TimeUnit.SECONDS))
			.doesNotStartWith("smtp-lane-");
	}

	@Test
	void futureOfAPauseNeverCompletesOnALane() throws Exception {
		for (int i = 0; i < 20; i++) {
			Hold hold = this.server.hold(this.variant.beforeContent());
			sendBehindHold(hold, 1);
			CompletableFuture<String> thread = this.client.pause()
				.thenApply((quiet) -> Thread.currentThread().getName());
			hold.release();
			assertThat(thread.get(10, TimeUnit.SECONDS)).doesNotStartWith("smtp-lane-");
			this.client.resume();
		}
	}

	@Test
	void resumedClientSendsAgain() throws Exception {
		this.client.send(message("ann@contoso.com"));
		this.client.pause().get(10, TimeUnit.SECONDS);
		this.client.resume();
		this.client.send(message("ben@contoso.com"));
		this.client.resume();
		assertThat(this.server.messages()).hasSize(2);
		assertThat(this.server.connectionCount()).isEqualTo(2);
		assertEndsPaused(this.client.pause());
	}

	@Test
	void resumeBeforeTheEndCancelsThePauseAndSendsWork() throws Exception {
		Hold hold = this.server.hold(this.variant.beforeContent());
		List<SendOperation> operations = sendBehindHold(hold, 2);
		CompletableFuture<Void> pause = this.client.pause();
		this.client.resume();
		operations.add(this.client.sendAsync(message("cid@contoso.com")));
		Awaitility.await().atMost(SOON).until(pause::isCancelled);
		hold.release();
		operations.forEach(SendOperation::join);
		assertThat(this.server.messages()).hasSize(3);
	}

	@Test
	void pauseWaitsForLaterAttempts() throws Exception {
		rebuild(client().retries(RetryPolicy.of(2, Duration.ofMillis(50))));
		this.server.fault(At.MAIL, Fault.reply("451 4.3.0 later"));
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com"));
		assertEndsPaused(this.client.pause());
		assertThat(operation.isDone()).isTrue();
		assertThat(operation.join().acceptedRecipients()).hasSize(1);
	}

	@Test
	void cancellingWhatWaitsEndsThePause() throws Exception {
		Hold hold = this.server.hold(this.variant.beforeContent());
		List<SendOperation> operations = sendBehindHold(hold, 3);
		CompletableFuture<Void> pause = this.client.pause();
		this.client.sendAsyncCancel();
		assertThat(operations).extracting(SendOperation::status).containsOnly(SendStatus.CANCELLED);
		hold.release();
		assertEndsPaused(pause);
	}

	@Test
	void closeDuringAPauseEndsIt() throws Exception {
		Hold hold = this.server.hold(this.variant.beforeContent());
		rebuild(client().drainTimeout(Duration.ofMillis(50)));
		List<SendOperation> operations = sendBehindHold(hold, 2);
		CompletableFuture<Void> pause = this.client.pause();
		this.client.close();
		pause.get(10, TimeUnit.SECONDS);
		assertThat(operations).allMatch(SendOperation::isDone);
		hold.release();
		assertThatIllegalStateException().isThrownBy(() -> this.client.resume()).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> this.client.sendAsync((MailMessage) null))
			.withMessageContaining("closed");
		assertThat(this.client.pause()).isDone();
		this.client.retireConnections();
	}

	@Test
	void retiredConnectionsFinishTheirMessageAndAreReplaced() {
		Hold hold = this.server.hold(this.variant.beforeContent());
		List<SendOperation> operations = sendBehindHold(hold, 1);
		this.client.retireConnections();
		operations.add(this.client.sendAsync(message("ben@contoso.com")));
		hold.release();
		operations.forEach(SendOperation::join);
		assertThat(this.server.connectionCount()).isEqualTo(2);
		awaitGoodbyes(1);
		this.client.send(message("cid@contoso.com"));
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void retiredIdleConnectionsAreClosed() {
		this.client.send(message("ann@contoso.com"));
		this.client.retireConnections();
		Awaitility.await().atMost(SOON).until(() -> this.client.statistics().lanesOpen() == 0);
		awaitGoodbyes(1);
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void retiringUnderLoadFailsNothing() {
		rebuild(client().maxConnections(3));
		List<SendOperation> operations = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			operations.add(this.client.sendAsync(message("ben" + i + "@contoso.com")));
			if (i % 10 == 0) {
				this.client.retireConnections();
			}
		}
		operations.forEach(SendOperation::join);
		assertThat(this.server.messages()).hasSize(60);
	}

}
