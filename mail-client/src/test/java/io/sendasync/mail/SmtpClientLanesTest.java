package io.sendasync.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailPriority;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SessionRecord;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * How connections come and go.
 */
class SmtpClientLanesTest {

	private static final Duration SOON = Completions.SOON;

	private static SmtpClient.Builder client(SmtpTestServer server) {
		return SmtpClient.builder().host("localhost").port(server.port());
	}

	private static MailMessage message(String recipient) {
		return ContractSupport.message(recipient);
	}

	private static List<SendOperation> send(SmtpClient client, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> client.sendAsync(message("ben" + i + "@contoso.com")))
			.toList();
	}

	@Test
	void lanesOpenOnDemandUpToTheMaximum() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(3).build()) {
			Hold hold = server.hold(At.DATA);
			List<SendOperation> operations = send(client, 10);
			hold.awaitReached(3, SOON);
			assertThat(client.statistics().lanesOpen()).isEqualTo(3);
			assertThat(client.statistics().queued()).isEqualTo(7);
			assertThat(client.statistics().inFlight()).isEqualTo(3);
			hold.release();
			operations.forEach(SendOperation::join);
			assertThat(server.connectionCount()).isEqualTo(3);
			server.assertNoViolations();
		}
	}

	@Test
	void idleLanesSayGoodbye() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).idleTimeout(Duration.ofMillis(50)).build()) {
			client.send(message("ben@contoso.com"));
			Awaitility.await().atMost(SOON).until(() -> client.statistics().lanesOpen() == 0);
			// The client does not wait for the answer, so the server may be behind.
			Awaitility.await()
				.atMost(SOON)
				.untilAsserted(() -> assertThat(server.sessions().get(0).commands()).endsWith("QUIT"));
			client.send(message("ben@contoso.com"));
			assertThat(server.connectionCount()).isEqualTo(2);
		}
	}

	@Test
	void wornOutConnectionsAreReplaced() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(1).maxMessages(5).build()) {
			send(client, 20).forEach(SendOperation::join);
			assertThat(server.connectionCount()).isEqualTo(4);
			assertThat(server.messages()).hasSize(20);
			server.assertNoViolations();
		}
	}

	@Test
	void serverThatBearsOneConnectionGetsAllOverThatOne() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(8).build()) {
			for (int connection = 2; connection <= 200; connection++) {
				server.fault(At.CONNECT.onConnection(connection),
						Fault.replyThenClose("421 4.7.0 too many connections"));
			}
			Hold hold = server.hold(At.DATA);
			List<SendOperation> operations = new ArrayList<>(send(client, 1));
			hold.awaitReached(SOON);
			operations.addAll(send(client, 50));
			hold.release();
			operations.forEach(SendOperation::join);
			assertThat(server.messages()).hasSize(51);
			// Not one attempt a message: failed attempts wait, and there is one at a
			// time.
			assertThat(server.connectionCount()).isLessThan(15);
		}
	}

	@Test
	void connectionsComeDownToWhatTheServerBearsThoughWorkWaits() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(8).build()) {
			List<Hold> holds = IntStream.rangeClosed(1, 8)
				.mapToObj((i) -> server.hold(At.DATA.onConnection(i)))
				.toList();
			List<SendOperation> operations = send(client, 160);
			holds.forEach((hold) -> hold.awaitReached(SOON));
			server.fault(At.END_OF_DATA.onConnection(1), Fault.reply("451 4.7.1 slow down"));
			holds.get(0).release();
			Awaitility.await()
				.atMost(SOON)
				.until(() -> operations.stream().anyMatch(SendOperation::isCompletedExceptionally));
			// The others end their messages behind that, and find themselves too many.
			holds.forEach(Hold::release);
			CompletableFuture<?>[] ends = operations.stream()
				.map((operation) -> operation.handle((receipt, failure) -> failure))
				.toArray(CompletableFuture<?>[]::new);
			assertThat(CompletableFuture.allOf(ends)).succeedsWithin(SOON);
			assertThat(operations).filteredOn(SendOperation::isCompletedExceptionally).hasSize(1);
			// Those that ended came again, one after the other, when it went well.
			assertThat(server.connectionCount()).isGreaterThan(8);
			assertThat(server.sessions()).filteredOn((session) -> session.ending() == SessionRecord.Ending.QUIT)
				.isNotEmpty();
		}
	}

	@Test
	void connectionThatIsRefusedFailsNoSendWhileAnotherIsBeingOpened() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(2).build()) {
			server.fault(At.CONNECT.onConnection(2), Fault.replyThenClose("421 4.7.0 too many connections"));
			Hold hold = server.hold(At.EHLO);
			List<SendOperation> operations = new ArrayList<>(send(client, 1));
			hold.awaitReached(SOON);
			operations.addAll(send(client, 1));
			Awaitility.await()
				.atMost(SOON)
				.until(() -> server.connectionCount() == 2 && client.statistics().lanesOpen() == 1);
			hold.release();
			operations.forEach(SendOperation::join);
			assertThat(server.messages()).hasSize(2);
		}
	}

	@Test
	void renewalThatIsRefusedOnceFailsNoSend() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(1).maxMessages(5).build()) {
			server.fault(At.CONNECT.onConnection(2), Fault.replyThenClose("421 4.7.0 too many connections"));
			send(client, 10).forEach(SendOperation::join);
			assertThat(server.messages()).hasSize(10);
			assertThat(server.connectionCount()).isEqualTo(3);
			server.assertNoViolations();
		}
	}

	@Test
	void serverThatLetsNobodyInAnyMoreFailsTheSendInTheEnd() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(1).maxMessages(1).build()) {
			client.send(message("ben@contoso.com"));
			server.fault(At.CONNECT, Fault.replyThenClose("421 4.3.2 shutting down").always());
			SmtpConnectException failure = catchThrowableOfType(SmtpConnectException.class,
					() -> client.send(message("ben@contoso.com")));
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure.statusCode().value()).isEqualTo(421);
		}
	}

	@Test
	void serverThatIsDownFailsTheFirstAndGetsTheRestWhenItIsBack() throws IOException {
		int port;
		try (ServerSocket reserved = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = reserved.getLocalPort();
		}
		try (SmtpClient client = SmtpClient.builder().host("localhost").port(port).build()) {
			SmtpConnectException failure = catchThrowableOfType(SmtpConnectException.class,
					() -> client.send(message("ben@contoso.com")));
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure.isTransient()).isTrue();
			List<SendOperation> operations = send(client, 200);
			Awaitility.await()
				.atMost(SOON)
				.until(() -> operations.stream().filter(SendOperation::isCompletedExceptionally).count() >= 2);
			client.sendAsyncCancel();
			// One attempt at a time, and each waits longer: most were never tried.
			assertThat(operations.stream().filter((operation) -> operation.status() == SendStatus.CANCELLED).count())
				.isGreaterThan(180);
		}
	}

	@Test
	void urgentMessagesGoFirstAndNoneStarves() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).maxConnections(1).build()) {
			Hold hold = server.hold(At.DATA);
			List<SendOperation> operations = new ArrayList<>();
			operations.add(client.sendAsync(message("first@contoso.com")));
			hold.awaitReached(SOON);
			for (MailPriority priority : List.of(MailPriority.LOW, MailPriority.NORMAL, MailPriority.HIGH)) {
				for (int i = 0; i < 20; i++) {
					operations.add(client
						.sendAsync(message(priority + "@contoso.com").toBuilder().priority(priority).build()));
				}
			}
			hold.release();
			operations.forEach(SendOperation::join);
			List<String> order = server.messages().stream().skip(1).map((m) -> m.recipients().get(0)).toList();
			assertThat(order.subList(0, 7)).filteredOn("HIGH@contoso.com"::equals).hasSize(4);
			assertThat(order.subList(0, 7)).contains("LOW@contoso.com");
			assertThat(order.subList(0, 28)).filteredOn("HIGH@contoso.com"::equals).hasSize(16);
		}
	}

	@Test
	void threadsAndSocketsAreGoneAfterClose() {
		try (SmtpTestServer server = SmtpTestServer.builder().start()) {
			SmtpClient client = client(server).build();
			send(client, 50).forEach(SendOperation::join);
			client.close();
			Awaitility.await().atMost(SOON).until(() -> server.openConnections() == 0);
			assertThat(client.statistics().lanesOpen()).isZero();
			Awaitility.await()
				.atMost(SOON)
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((t) -> t.getName().startsWith("smtp-lane-")));
		}
	}

}
