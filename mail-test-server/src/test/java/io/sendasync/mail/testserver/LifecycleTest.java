package io.sendasync.mail.testserver;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Start, many connections, latency, end.
 */
class LifecycleTest {

	@RepeatedTest(10)
	void closeLeavesNoThreadWhateverConnectionsDo() throws Exception {
		SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start();
		String prefix = "smtp-test-server-" + server.port();
		server.fault(At.MAIL.onConnection(1), Fault.stall());
		server.fault(At.MAIL.onConnection(2), Fault.delay(Duration.ofMinutes(5)));
		Hold hold = server.hold(At.MAIL.onConnection(3));
		List<TestClient> clients = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			clients.add(TestClient.greeted(server));
		}
		for (TestClient client : clients.subList(0, 4)) {
			client.send("MAIL FROM:<a@x.test>");
		}
		clients.get(4).command("STARTTLS");
		hold.awaitReached(TestClient.PATIENCE);
		long start = System.nanoTime();
		server.close();
		server.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith(prefix + "-"));
		assertThat(server.openConnections()).isZero();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> TestClient.silent(server));
		for (TestClient client : clients) {
			client.close();
		}
	}

	@Test
	void threadsAreNamedDaemons() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			assertThat(client.command("NOOP")).startsWith("250");
			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> thread.getName().startsWith("smtp-test-server-" + server.port()))
				.hasSize(2)
				.allMatch(Thread::isDaemon);
			assertThat(server.address().getPort()).isEqualTo(server.port());
			assertThat(server.address().getAddress().getHostAddress()).isEqualTo(server.host());
		}
	}

	@Test
	void droppedConnectionsEnd() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.dropConnections();
			assertThat(client.read()).isNegative();
			Awaitility.await().until(() -> server.openConnections() == 0);
			assertThat(server.connectionCount()).isOne();
		}
	}

	@Test
	void manyConnectionsAreServedAtOnce() throws Exception {
		int clients = 20;
		int messages = 20;
		ExecutorService executor = Executors.newFixedThreadPool(clients);
		try (SmtpTestServer server = SmtpTestServer.start()) {
			List<Future<Boolean>> results = new ArrayList<>();
			for (int i = 0; i < clients; i++) {
				results.add(executor.submit(() -> sendMany(server, messages)));
			}
			for (Future<Boolean> result : results) {
				assertThat(result.get()).isTrue();
			}
			assertThat(server.messages()).hasSize(clients * messages).allMatch(AcceptedMessage::replySent);
			assertThat(server.connectionCount()).isEqualTo(clients);
			server.assertNoViolations();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static boolean sendMany(SmtpTestServer server, int messages) throws Exception {
		try (TestClient client = TestClient.greeted(server)) {
			boolean accepted = true;
			for (int i = 0; i < messages; i++) {
				accepted &= client.sendMessage("a@x.test", "b@x.test", "Hi").startsWith("250");
			}
			client.quit();
			return accepted;
		}
	}

	@Test
	void latencyIsPaidOncePerGroup() throws Exception {
		Duration latency = Duration.ofMillis(300);
		try (SmtpTestServer server = SmtpTestServer.builder().latency(latency).start();
				TestClient client = TestClient.greeted(server)) {
			long start = System.nanoTime();
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "RCPT TO:<c@x.test>", "RCPT TO:<d@x.test>");
			client.replies(4);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(latency, latency.multipliedBy(2));
		}
	}

	@Test
	void smallReceiveBufferMakesTheClientBlock() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().receiveBuffer(4096).start();
				TestClient client = TestClient.greeted(server)) {
			server.fault(At.CONTENT, Fault.stall());
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			client.replies(3);
			Thread writer = new Thread(() -> {
				try {
					client.raw("x\r\n".repeat(5_000_000));
				}
				catch (IOException ex) {
					// The end of the test.
				}
			});
			writer.start();
			writer.join(300);
			assertThat(writer.isAlive()).isTrue();
			client.hangUp();
			writer.join();
		}
	}

}
