package io.sendasync.mail.sample.changes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The numbers of changes.
 */
class ChangesTests {

	private final Changes changes = new Changes();

	@Test
	void changeThatWasNotSeenEndsTheWaitAtOnce() throws Exception {
		long number = this.changes.next();
		assertThat(this.changes.awaitAfter(0, Duration.ofDays(1))).isEqualTo(number);
	}

	@Test
	void waitEndsAfterItsLimit() throws Exception {
		long number = this.changes.next();
		assertThat(this.changes.awaitAfter(number, Duration.ofMillis(1))).isEqualTo(number);
	}

	@Test
	void closeSendsTheWatchersAway() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CompletableFuture<Long> watcher = CompletableFuture.supplyAsync(() -> {
			started.countDown();
			return awaitForever();
		});
		started.await();
		this.changes.close();
		assertThat(watcher.get(10, TimeUnit.SECONDS)).isEqualTo(Changes.CLOSED);
	}

	private long awaitForever() {
		try {
			return this.changes.awaitAfter(0, Duration.ofDays(1));
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
