package io.sendasync.mail.internal.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.sendasync.mail.internal.lane.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CallbackPoolTest {

	private static final int MAXIMUM = 4;

	private static final long SOON = TimeUnit.SECONDS.toNanos(20);

	private final AtomicBoolean noThreads = new AtomicBoolean();

	private final ThreadFactory threads = Threads.platform("callback-pool-test-");

	private final CallbackPool pool = new CallbackPool((task) -> {
		if (this.noThreads.get()) {
			throw new OutOfMemoryError("unable to create native thread, on purpose");
		}
		return this.threads.newThread(task);
	}, MAXIMUM);

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void close() throws InterruptedException {
		this.release.countDown();
		this.pool.close(SOON);
	}

	private void block() {
		blockUntil(this.release);
	}

	private static void blockUntil(CountDownLatch latch) {
		try {
			await(latch);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void tasksThatBlockHoldUpNoOtherAsLongAsThereAreThreads() throws InterruptedException {
		for (int i = 1; i < MAXIMUM; i++) {
			this.pool.execute(this::block);
		}
		for (int i = 0; i < 100; i++) {
			runOne();
		}
	}

	private void runOne() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.pool.execute(done::countDown);
		await(done);
	}

	@Test
	void taskBehindOneThatBlocksRunsThoughBothCameAtOnce() throws InterruptedException {
		for (int i = 0; i < 200; i++) {
			// A batch, so that its thread waits for another one.
			runSeveral(10);
			CountDownLatch blocking = new CountDownLatch(1);
			CountDownLatch done = new CountDownLatch(1);
			this.pool.execute(() -> {
				blockUntil(done);
				blocking.countDown();
			});
			this.pool.execute(done::countDown);
			await(blocking);
		}
	}

	@Test
	void allThreadsComeForTasksThatBlockThoughTasksCameOften() throws InterruptedException {
		for (int i = 0; i < 100; i++) {
			// Often enough for a thread to watch instead of working.
			runSeveral(500);
			CountDownLatch allAtWork = new CountDownLatch(MAXIMUM);
			for (int j = 0; j < MAXIMUM; j++) {
				this.pool.execute(() -> {
					allAtWork.countDown();
					blockUntil(allAtWork);
				});
			}
			await(allAtWork);
		}
	}

	private void runSeveral(int count) throws InterruptedException {
		CountDownLatch done = new CountDownLatch(count);
		for (int i = 0; i < count; i++) {
			this.pool.execute(done::countDown);
		}
		await(done);
	}

	@Test
	void everyTaskRunsOnceWhoeverGivesItAndOnNoMoreThreadsThanAllowed() throws InterruptedException {
		int givers = 4;
		int each = 5000;
		AtomicInteger runs = new AtomicInteger();
		Set<Thread> users = ConcurrentHashMap.newKeySet();
		List<Thread> started = new ArrayList<>();
		for (int i = 0; i < givers; i++) {
			Thread giver = this.threads.newThread(() -> {
				for (int j = 0; j < each; j++) {
					this.pool.execute(() -> {
						users.add(Thread.currentThread());
						runs.incrementAndGet();
					});
				}
			});
			started.add(giver);
			giver.start();
		}
		for (Thread giver : started) {
			giver.join();
		}
		assertThat(this.pool.close(SOON)).isTrue();
		assertThat(runs).hasValue(givers * each);
		assertThat(users).hasSizeLessThanOrEqualTo(MAXIMUM);
	}

	@Test
	void taskThatFailsHarmsNoOther() throws InterruptedException {
		for (int i = 0; i < 2 * MAXIMUM; i++) {
			this.pool.execute(() -> {
				Thread.currentThread().interrupt();
				throw new AssertionError("on purpose");
			});
		}
		runSeveral(10);
	}

	@Test
	void closeWaitsForWhatIsThereAndRefusesWhatComesLater() throws InterruptedException {
		runSeveral(10);
		for (int i = 0; i < MAXIMUM; i++) {
			this.pool.execute(this::block);
		}
		AtomicBoolean ran = new AtomicBoolean();
		this.pool.execute(() -> ran.set(true));
		assertThat(this.pool.close(TimeUnit.MILLISECONDS.toNanos(10))).isFalse();
		assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> this.pool.execute(this::block));
		this.release.countDown();
		assertThat(this.pool.close(SOON)).isTrue();
		assertThat(ran).isTrue();
	}

	@Test
	void taskWithoutAnyThreadIsGivenBack() throws InterruptedException {
		this.noThreads.set(true);
		AtomicBoolean ran = new AtomicBoolean();
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> this.pool.execute(() -> ran.set(true)));
		this.noThreads.set(false);
		runSeveral(10);
		assertThat(ran).isFalse();
	}

	@Test
	void taskForWhichThereIsNoFurtherThreadIsGivenBackOrRunsOnce() throws InterruptedException {
		CountDownLatch blocking = new CountDownLatch(1);
		this.pool.execute(() -> {
			blocking.countDown();
			block();
		});
		await(blocking);
		this.noThreads.set(true);
		AtomicInteger runs = new AtomicInteger();
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> this.pool.execute(runs::incrementAndGet));
		this.noThreads.set(false);
		this.release.countDown();
		assertThat(this.pool.close(SOON)).isTrue();
		assertThat(runs).hasValue(0);
	}

}
