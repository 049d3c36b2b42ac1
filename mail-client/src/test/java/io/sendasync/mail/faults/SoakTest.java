package io.sendasync.mail.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.TestCertificates;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many messages over a bad network, and the books of both sides compared: nothing that
 * the client calls accepted is missing, nothing that it calls failed is there, nothing is
 * there twice, and it calls unknown exactly what it cannot know.
 * <p>
 * {@code -Dsoak.messages=100000} sends more than the 5,000 of a build, in all,
 * {@code -Dsoak.seed=…} has the same chances again.
 */
class SoakTest {

	// For each of the cases.
	private static final int MESSAGES = Integer.getInteger("soak.messages", 5_000) / 4;

	private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

	private static final int AT_ONCE = 200;

	private static final Map<Integer, String> texts = new ConcurrentHashMap<>();

	private static final String LINE = "0123456789 0123456789 0123456789 0123456789 0123456789 012345678\r\n";

	private final Queue<SendCompleted<?>> heard = new ConcurrentLinkedQueue<>();

	private final Semaphore room = new Semaphore(AT_ONCE);

	private static final Books sum = new Books();

	@AfterAll
	static void closingLine() {
		System.out.println(sum);
	}

	@ParameterizedTest(name = "{0} attempts, trouble {1}, {2}")
	@CsvSource({ "1, 0.01, NONE", "8, 0.04, NONE", "1, 0.01, IMPLICIT", "8, 0.04, IMPLICIT" })
	void nothingIsLostAndNothingIsThereTwice(int attempts, double probability, TlsMode tls) throws Exception {
		TestCertificates certificates = TestCertificates.forHosts("127.0.0.1");
		SSLContext proxyTls = (tls == TlsMode.IMPLICIT) ? certificates.serverSslContext() : null;
		try (SmtpTestServer server = SmtpTestServer.builder()
			.rejectUnknownRecipients((address) -> !address.startsWith("unknown"))
			.start(); SoakProxy proxy = new SoakProxy(server.address(), proxyTls, SEED, probability)) {
			List<SendOperation> operations;
			RetryPolicy retries = new RetryPolicy(attempts, Duration.ofMillis(5), 2, Duration.ofMillis(50));
			try (SmtpClient client = SmtpClient.builder()
				.host("127.0.0.1")
				.port(proxy.port())
				.tls(tls)
				.sslContext(certificates.clientSslContext())
				.retries(retries)
				.sendCompletedListener(this::ended)
				.build()) {
				operations = send(client);
			}
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.openConnections() == 0);
			server.assertNoViolations();
			reconcile(operations, server.messages(), proxy);
		}
	}

	private List<SendOperation> send(SmtpClient client) throws InterruptedException {
		Random random = new Random(SEED);
		List<SendOperation> operations = new ArrayList<>(MESSAGES);
		for (int i = 0; i < MESSAGES; i++) {
			boolean known = random.nextInt(50) > 0;
			int lines = (random.nextInt(20) > 0) ? 1 + random.nextInt(20) : 1_000;
			assertThat(this.room.tryAcquire(60, TimeUnit.SECONDS))
				.as("the end of a send (seed %d, %s)", SEED, client.statistics())
				.isTrue();
			SendOperation operation = client.sendAsync(message(i, known, lines), i);
			operations.add(operation);
		}
		assertThat(this.room.tryAcquire(AT_ONCE, 60, TimeUnit.SECONDS))
			.as("the end of all (seed %d, %s)", SEED, client.statistics())
			.isTrue();
		return operations;
	}

	private void ended(SendCompleted<?> completed) {
		this.heard.add(completed);
		this.room.release();
	}

	private static MailMessage message(int number, boolean known, int lines) {
		return MailMessage.builder()
			.from("sender-" + number + "@contoso.com")
			.to((known ? "known-" : "unknown-") + number + "@example.org")
			.subject("Message " + number)
			.header("X-Lines", String.valueOf(lines))
			.text(texts.computeIfAbsent(lines, LINE::repeat))
			.build();
	}

	private void reconcile(List<SendOperation> operations, List<AcceptedMessage> journal, SoakProxy proxy) {
		Map<String, List<AcceptedMessage>> accepted = journal.stream()
			.collect(Collectors.groupingBy(AcceptedMessage::reversePath));
		Map<SendStatus, List<SendOperation>> ends = operations.stream()
			.collect(Collectors.groupingBy(SendOperation::status));
		List<SendOperation> unknown = ends.getOrDefault(SendStatus.UNKNOWN, List.of());
		List<SendOperation> failed = ends.getOrDefault(SendStatus.FAILED, List.of());
		List<SendOperation> completed = ends.getOrDefault(SendStatus.COMPLETED, List.of());
		long lost = completed.stream().filter((operation) -> !accepted.containsKey(sender(operation))).count();
		int duplicates = journal.size() - accepted.size();
		Books books = new Books();
		books.add(new int[] { operations.size(), completed.size(), failed.size(), unknown.size(), proxy.finalCuts(),
				duplicates, proxy.lostReplies(), (int) lost });
		sum.add(books.figures);
		System.out.printf("%s (seed %d, connections cut %d)%n", books, SEED, proxy.cuts());
		assertThat(lost).as("accepted by the client's word, but not there").isZero();
		assertThat(duplicates).isZero();
		assertThat(failed).as("failed for certain, but there")
			.noneMatch((operation) -> accepted.containsKey(sender(operation)));
		assertThat(unknown).as("unknown, one for each cut behind the end of a content").hasSize(proxy.finalCuts());
		assertThat(unknown).as("unknown and there, one for each lost reply")
			.filteredOn((operation) -> accepted.containsKey(sender(operation)))
			.hasSize(proxy.lostReplies());
		assertThat(completed.size() + failed.size() + unknown.size()).isEqualTo(operations.size());
		assertThat(this.heard).extracting(SendCompleted::operation).containsExactlyInAnyOrderElementsOf(operations);
		assertThat(proxy.cuts()).as("cuts: a soak without trouble proves nothing").isPositive();
		journal.forEach(SoakTest::isWhole);
	}

	private static String sender(SendOperation operation) {
		return operation.message().from().address();
	}

	/** Nothing of another message, nothing missing. */
	private static void isWhole(AcceptedMessage message) {
		String text = message.text();
		int lines = Integer.parseInt(message.header("X-Lines"));
		assertThat(text.substring(text.indexOf("\r\n\r\n") + 4)).hasSize(lines * LINE.length());
		String number = message.reversePath().replaceAll("\\D", "");
		assertThat(message.header("Subject")).isEqualTo("Message " + number);
		assertThat(message.recipients()).containsExactly("known-" + number + "@example.org");
	}

	/** The line that a soak closes with. */
	private static final class Books {

		private final int[] figures = new int[8];

		void add(int[] others) {
			Arrays.setAll(this.figures, (i) -> this.figures[i] + others[i]);
		}

		@Override
		public String toString() {
			return String.format(
					"submitted %d, accepted %d, rejected %d, unknown %d (cut %d), duplicates %d (lost replies %d), lost %d",
					Arrays.stream(this.figures).boxed().toArray());
		}

	}

}
