package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault at every step, over each kind of connection: what the client claims has to
 * be what the facts on the server allow, and the client has to go on as if nothing had
 * happened.
 */
class FaultMatrixTest {

	// Such cases do little but wait, so many of them run at once.
	private static final ExecutorService waiting = Executors.newFixedThreadPool(32);

	private static final ExecutorService busy = Executors.newFixedThreadPool(4);

	@AfterAll
	static void noThreadIsLeft() {
		waiting.shutdownNow();
		busy.shutdownNow();
		// Virtual lanes do not show here; each case has asked its client for them.
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("smtp-lane-")));
	}

	@TestFactory
	Stream<DynamicTest> claimIsWhatTheFactsAllow() {
		// All of them start, before the first is waited for.
		List<DynamicTest> tests = FaultCase.all().map(FaultMatrixTest::start).toList();
		return tests.stream();
	}

	private static DynamicTest start(FaultCase context) {
		Future<?> run = (context.isSlow() ? waiting : busy).submit(() -> {
			FaultRun.of(context);
			return null;
		});
		return DynamicTest.dynamicTest(context.toString(), () -> {
			try {
				run.get(10, TimeUnit.MINUTES);
			}
			catch (ExecutionException ex) {
				throw ex.getCause();
			}
		});
	}

}
