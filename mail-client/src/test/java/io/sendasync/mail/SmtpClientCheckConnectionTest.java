package io.sendasync.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Whether the server answers, asked without a message.
 */
class SmtpClientCheckConnectionTest {

	private static final Duration SOON = Completions.SOON;

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final String PASSWORD = "marker-4711";

	private final EventPairs events = new EventPairs();

	private final SmtpTestServer server = SmtpTestServer.builder().start();

	private SmtpClient client = client(this.server).build();

	private SmtpClient.Builder client(SmtpTestServer target) {
		return SmtpClient.builder().host("localhost").port(target.port()).maxConnections(2).eventListener(this.events);
	}

	private void rebuild(SmtpClient.Builder builder) {
		this.client.close();
		this.client = builder.build();
	}

	@AfterEach
	void close() {
		this.client.close();
		this.events.assertAllEnded();
		this.server.assertNoViolations();
		this.server.close();
	}

	private void assertAnswers() {
		this.client.checkConnection(LONG).orTimeout(90, TimeUnit.SECONDS).join();
	}

	private <T extends Throwable> T failure(CompletableFuture<Void> answer, Class<T> type) {
		CompletionException failure = catchThrowableOfType(CompletionException.class,
				() -> answer.orTimeout(90, TimeUnit.SECONDS).thenRun(() -> {
				}).join());
		assertThat(failure).isNotNull();
		assertThat(failure.getCause()).isInstanceOf(type);
		return type.cast(failure.getCause());
	}

	private void send() {
		this.client.send(ContractSupport.message("ben@contoso.com"));
	}

	private void awaitIdle() {
		Awaitility.await().atMost(SOON).until(() -> this.client.statistics().lanesIdle() > 0);
	}

	private List<String> commands(int session) {
		return this.server.sessions().get(session).commands();
	}

	private long noops() {
		return this.server.sessions()
			.stream()
			.flatMap((session) -> session.commands().stream())
			.filter("NOOP"::equals)
			.count();
	}

	@Test
	void idleConnectionIsAskedOnce() {
		send();
		awaitIdle();
		assertAnswers();
		assertThat(commands(0)).endsWith("NOOP");
		assertThat(noops()).isEqualTo(1);
		assertThat(this.server.connectionCount()).isEqualTo(1);
		send();
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void anyReplyIsAnAnswer() {
		send();
		awaitIdle();
		this.server.fault(At.NOOP, Fault.reply("502 5.5.1 what?"));
		assertAnswers();
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void connectionThatIsOpenedForTheQuestionIsKeptForTheNextSend() {
		assertAnswers();
		assertThat(commands(0)).noneMatch((command) -> command.startsWith("MAIL"));
		assertThat(this.client.statistics().submitted()).isZero();
		awaitIdle();
		send();
		assertAnswers();
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void securesAndLogsInOnce() {
		try (SmtpTestServer secured = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", PASSWORD).start()) {
			rebuild(client(secured).tls(TlsMode.STARTTLS)
				.sslContext(secured.certificates().clientSslContext())
				.credentials("jane", PASSWORD));
			assertAnswers();
			awaitIdle();
			assertAnswers();
			send();
			assertThat(secured.messages()).hasSize(1);
			assertThat(secured.connectionCount()).isEqualTo(1);
			secured.assertNoViolations();
		}
	}

	@Test
	void lostConnectionIsNoticedAndReplaced() {
		send();
		awaitIdle();
		this.server.dropConnections();
		assertAnswers();
		assertThat(this.server.connectionCount()).isEqualTo(2);
		awaitIdle();
		send();
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void connectionThatBreaksAtTheQuestionIsReplaced() {
		send();
		awaitIdle();
		this.server.fault(At.NOOP, Fault.reset());
		assertAnswers();
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void connectionThatTheServerGivesUpAtTheQuestionIsReplaced() {
		send();
		awaitIdle();
		this.server.fault(At.NOOP, Fault.replyThenClose("421 4.3.2 closing"));
		assertAnswers();
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void silentConnectionIsReplacedAfterHalfTheTime() {
		send();
		awaitIdle();
		this.server.fault(At.NOOP, Fault.stall());
		this.client.checkConnection(Duration.ofSeconds(4)).orTimeout(60, TimeUnit.SECONDS).join();
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void retiredConnectionIsReplaced() {
		send();
		awaitIdle();
		this.client.retireConnections();
		Awaitility.await().atMost(SOON).until(() -> this.client.statistics().lanesOpen() == 0);
		assertAnswers();
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void serverThatIsDownFailsTheQuestionAndDoesNotDelayTheNextSend() throws IOException {
		int port;
		try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = probe.getLocalPort();
		}
		rebuild(client(this.server).port(port));
		for (int i = 0; i < 3; i++) {
			SmtpConnectException failure = failure(this.client.checkConnection(LONG), SmtpConnectException.class);
			assertThat(failure.isTransient()).isTrue();
			assertThat(failure.receipt()).isEmpty();
		}
		// Three failed attempts of its own would make a send wait for its turn.
		long started = System.nanoTime();
		ContractSupport.failure(this.client.sendAsync(ContractSupport.message("ben@contoso.com")),
				SmtpConnectException.class);
		assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(SOON);
		assertThat(failure(this.client.checkConnection(LONG), SmtpConnectException.class).receipt()).isEmpty();
	}

	@Test
	void refusedPasswordIsToldAndNotTriedEachTime() {
		try (SmtpTestServer secured = SmtpTestServer.builder()
			.tls(ServerTls.IMPLICIT)
			.auth("jane", "another-" + PASSWORD)
			.start()) {
			rebuild(client(secured).tls(TlsMode.IMPLICIT)
				.sslContext(secured.certificates().clientSslContext())
				.credentials("jane", PASSWORD));
			for (int i = 0; i < 3; i++) {
				SmtpAuthenticationException failure = failure(this.client.checkConnection(LONG),
						SmtpAuthenticationException.class);
				assertThat(failure.statusCode().value()).isEqualTo(535);
				assertThat(failure).hasStackTraceContaining("535");
				assertThat(failure.toString()).doesNotContain(PASSWORD);
			}
			// The first wait is at least two and a half seconds.
			assertThat(secured.connectionCount()).isLessThanOrEqualTo(2);
		}
	}

	@Test
	void whileEveryConnectionWorksWhatWasHeardIsTheAnswer() {
		rebuild(client(this.server).maxConnections(1));
		Hold hold = this.server.hold(At.DATA);
		SendOperation operation = this.client.sendAsync(ContractSupport.message("ben@contoso.com"));
		hold.awaitReached(SOON);
		assertThat(this.client.checkConnection(LONG)).isCompleted();
		hold.release();
		operation.join();
		assertThat(noops()).isZero();
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void waitsBehindNoMail() {
		rebuild(client(this.server).maxConnections(1));
		Hold hold = this.server.hold(At.DATA);
		List<SendOperation> operations = IntStream.range(0, 100)
			.mapToObj((i) -> this.client.sendAsync(ContractSupport.message("ben@contoso.com")))
			.toList();
		hold.awaitReached(SOON);
		assertThat(this.client.checkConnection(LONG)).isCompleted();
		assertThat(operations).noneMatch(SendOperation::isDone);
		hold.release();
		operations.forEach(SendOperation::join);
	}

	@Test
	void serverThatIsSilentToEverybodyTimesOut() {
		rebuild(client(this.server).maxConnections(1));
		this.server.fault(At.CONNECT, Fault.stall());
		SmtpTimeoutException failure = failure(this.client.checkConnection(Duration.ofMillis(300)),
				SmtpTimeoutException.class);
		assertThat(failure).hasMessageContaining("300 ms").hasMessageContaining("connections=1");
		// The attempt goes on, and is the next one's too.
		CompletableFuture<Void> next = this.client.checkConnection(LONG);
		assertThat(next).isNotDone();
		this.server.release();
		next.orTimeout(60, TimeUnit.SECONDS).join();
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void manyWhoAskAtOnceShareOneAnswer() {
		send();
		awaitIdle();
		Hold hold = this.server.hold(At.NOOP);
		List<CompletableFuture<Void>> answers = IntStream.range(0, 100)
			.parallel()
			.mapToObj((i) -> this.client.checkConnection(LONG))
			.toList();
		hold.awaitReached(SOON);
		assertThat(answers).noneMatch(CompletableFuture::isDone);
		assertThat(answers.get(0).cancel(false)).isTrue();
		hold.release();
		answers.subList(1, 100).forEach((answer) -> answer.orTimeout(60, TimeUnit.SECONDS).join());
		assertThat(noops()).isEqualTo(1);
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void sendTakesAnotherConnectionMeanwhile() {
		send();
		awaitIdle();
		Hold hold = this.server.hold(At.NOOP);
		CompletableFuture<Void> answer = this.client.checkConnection(LONG);
		hold.awaitReached(SOON);
		send();
		assertThat(answer).isNotDone();
		hold.release();
		answer.orTimeout(60, TimeUnit.SECONDS).join();
		assertThat(this.server.connectionCount()).isEqualTo(2);
	}

	@Test
	void pausedAndClosedClientsAreNotAsked() throws Exception {
		this.client.pause().get(20, TimeUnit.SECONDS);
		assertThatIllegalStateException().isThrownBy(() -> this.client.checkConnection(LONG))
			.withMessageContaining("paused");
		this.client.resume();
		assertAnswers();
		this.client.close();
		assertThatIllegalStateException().isThrownBy(() -> this.client.checkConnection(LONG))
			.withMessageContaining("closed");
	}

	@Test
	void pauseEndsTheQuestionAndTheAttempt() throws Exception {
		this.server.fault(At.CONNECT, Fault.stall());
		CompletableFuture<Void> answer = this.client.checkConnection(LONG);
		Awaitility.await().atMost(SOON).until(() -> this.server.openConnections() == 1);
		this.client.pause().get(20, TimeUnit.SECONDS);
		assertThat(failure(answer, IllegalStateException.class)).hasMessageContaining("paused");
		this.client.resume();
		this.server.release();
		assertAnswers();
	}

	@Test
	void closeEndsTheQuestion() {
		this.server.fault(At.CONNECT, Fault.stall());
		CompletableFuture<Void> answer = this.client.checkConnection(LONG);
		Awaitility.await().atMost(SOON).until(() -> this.server.openConnections() == 1);
		this.client.close();
		assertThat(failure(answer, IllegalStateException.class)).hasMessageContaining("closed");
		this.server.release();
	}

	@Test
	void neverCompletesOnALane() throws Exception {
		for (int i = 0; i < 20; i++) {
			Hold hold = this.server.hold((i == 0) ? At.EHLO : At.NOOP);
			CompletableFuture<String> thread = this.client.checkConnection(LONG)
				.thenApply((answered) -> Thread.currentThread().getName());
			hold.awaitReached(SOON);
			hold.release();
			assertThat(thread.get(60, TimeUnit.SECONDS)).doesNotStartWith("smtp-lane-");
			awaitIdle();
		}
	}

	@Test
	void questionsKeepOneConnectionAndNoMore() {
		rebuild(client(this.server).maxConnections(3).idleTimeout(Duration.ofSeconds(1)));
		Hold hold = this.server.hold(At.DATA);
		List<SendOperation> operations = IntStream.range(0, 3)
			.mapToObj((i) -> this.client.sendAsync(ContractSupport.message("ben@contoso.com")))
			.toList();
		hold.awaitReached(3, SOON);
		hold.release();
		operations.forEach(SendOperation::join);
		Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(SOON).until(() -> {
			assertAnswers();
			return this.client.statistics().lanesOpen() == 1;
		});
	}

	@Test
	void withoutAHostThereIsNobodyToAsk() {
		rebuild(SmtpClient.builder());
		assertThatIllegalStateException().isThrownBy(() -> this.client.checkConnection(LONG))
			.withMessageContaining("mail.smtp.host");
	}

	@Test
	void timeoutIsMoreThanZero() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.checkConnection(Duration.ZERO))
			.withMessageContaining("timeout");
	}

	@Test
	void pickupDirectoryIsLookedAt(@TempDir Path parent) throws IOException {
		Path directory = parent.resolve("pickup");
		rebuild(SmtpClient.builder().pickupDirectory(directory));
		assertThat(failure(this.client.checkConnection(LONG), SmtpException.class))
			.hasMessageContaining("does not exist");
		Files.createDirectory(directory);
		assertAnswers();
		assertThat(directory).isEmptyDirectory();
		send();
		assertAnswers();
	}

}
