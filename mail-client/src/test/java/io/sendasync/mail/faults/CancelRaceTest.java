package io.sendasync.mail.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.sendasync.mail.EventPairs;
import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cancelling at moments that nobody chose: whoever is told that a message is cancelled
 * never finds it accepted, and whoever is not finds it accepted once.
 */
class CancelRaceTest {

	private static final int SENDS = 1_000;

	// So many are under way at once that some wait in the queue.
	private static final int AT_ONCE = 12;

	private static final long SEED = Long.getLong("cancel.seed", System.nanoTime());

	private final Queue<SendCompleted<?>> heard = new ConcurrentLinkedQueue<>();

	private final EventPairs events = new EventPairs();

	private final Semaphore room = new Semaphore(AT_ONCE);

	private final AtomicInteger latestMicros = new AtomicInteger(8_000);

	@ParameterizedTest
	@EnumSource(value = ServerTls.class, names = { "NONE", "STARTTLS" })
	void cancelledIsNeverAcceptedAndTheRestIsAcceptedOnce(ServerTls tls) throws Exception {
		Map<SendOperation, Future<Boolean>> cancels;
		try (SmtpTestServer server = SmtpTestServer.builder().tls(tls).start()) {
			SmtpClient.Builder builder = SmtpClient.builder()
				.host("127.0.0.1")
				.port(server.port())
				.maxConnections(4)
				.tls((tls == ServerTls.NONE) ? TlsMode.NONE : TlsMode.STARTTLS)
				.sslContext(server.certificates().clientSslContext())
				.sendCompletedListener(this::ended)
				.eventListener(this.events);
			try (SmtpClient client = builder.build()) {
				cancels = race(client);
			}
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.openConnections() == 0);
			judge(server, cancels);
			server.assertNoViolations();
		}
		this.events.assertAllEnded();
		assertThat(this.heard).hasSize(SENDS).allSatisfy((completed) -> {
			assertThat(completed.cancelled()).isEqualTo(completed.operation().isCancelled());
			assertThat(completed.error()).isNull();
		});
	}

	private Map<SendOperation, Future<Boolean>> race(SmtpClient client) throws Exception {
		Random random = new Random(SEED);
		Map<SendOperation, Future<Boolean>> cancels = new LinkedHashMap<>();
		ScheduledExecutorService canceller = Executors.newSingleThreadScheduledExecutor();
		try {
			for (int i = 0; i < SENDS; i++) {
				assertThat(this.room.tryAcquire(30, TimeUnit.SECONDS)).as("the end of a send (seed %d)", SEED).isTrue();
				SendOperation operation = client.sendAsync(message(i, random.nextInt(40_000)));
				cancels.put(operation, canceller.schedule(() -> cancel(operation),
						random.nextInt(this.latestMicros.get()), TimeUnit.MICROSECONDS));
			}
			for (Future<Boolean> cancel : cancels.values()) {
				cancel.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			canceller.shutdownNow();
		}
		return cancels;
	}

	/** However slow the machine is, neither side is to win always. */
	private boolean cancel(SendOperation operation) {
		boolean cancelled = operation.cancel(true);
		this.latestMicros
			.updateAndGet((micros) -> cancelled ? Math.min(micros * 5 / 4, 2_000_000) : Math.max(micros * 4 / 5, 100));
		return cancelled;
	}

	private static void judge(SmtpTestServer server, Map<SendOperation, Future<Boolean>> cancels) throws Exception {
		Map<String, Long> accepted = server.messages()
			.stream()
			.collect(Collectors.groupingBy((message) -> message.reversePath(), Collectors.counting()));
		List<Boolean> ends = new ArrayList<>();
		for (Map.Entry<SendOperation, Future<Boolean>> entry : cancels.entrySet()) {
			SendOperation operation = entry.getKey();
			boolean cancelled = entry.getValue().get();
			ends.add(cancelled);
			assertThat(operation.isCancelled()).isEqualTo(cancelled);
			assertThat(operation.status()).as("seed %d", SEED)
				.isEqualTo(cancelled ? SendStatus.CANCELLED : SendStatus.COMPLETED);
			assertThat(accepted.getOrDefault(operation.message().from().address(), 0L))
				.as("acceptances of %s, cancelled: %s, seed %d", operation, cancelled, SEED)
				.isEqualTo(cancelled ? 0 : 1);
		}
		// A race that one side always wins proves nothing.
		assertThat(ends).contains(true, false);
	}

	private void ended(SendCompleted<?> completed) {
		this.heard.add(completed);
		this.room.release();
	}

	private static MailMessage message(int number, int size) {
		return MailMessage.builder()
			.from("sender-" + number + "@contoso.com")
			.to("ann@example.org")
			.text("0123456789 0123456789 0123456789 0123456789 0123456789 012345678\r\n".repeat(size / 66 + 1))
			.build();
	}

}
