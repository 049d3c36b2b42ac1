package io.sendasync.mail.internal.net;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.internal.lane.Threads;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchdogTest {

	private static final long HOUR = Duration.ofHours(1).toNanos();

	private final Watchdog watchdog = new Watchdog(Threads.platform("watchdog-test-"));

	@AfterEach
	void close() {
		this.watchdog.close();
	}

	@Test
	void actionRunsWhenTheDeadlinePasses() throws InterruptedException {
		CountDownLatch expired = new CountDownLatch(1);
		Watchdog.Watch watch = this.watchdog.watch(expired::countDown);
		watch.arm(1_000_000);
		assertThat(expired.await(10, TimeUnit.SECONDS)).isTrue();
		Awaitility.await().until(watch::expired);
	}

	@Test
	void earlierDeadlineWakesTheThread() throws InterruptedException {
		this.watchdog.watch(() -> {
		}).arm(HOUR);
		CountDownLatch expired = new CountDownLatch(1);
		this.watchdog.watch(expired::countDown).arm(1_000_000);
		assertThat(expired.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void movedDeadlineDoesNotExpire() throws InterruptedException {
		Watchdog.Watch moved = this.watchdog.watch(() -> {
		});
		CountDownLatch later = new CountDownLatch(1);
		Watchdog.Watch other = this.watchdog.watch(later::countDown);
		moved.arm(Duration.ofMillis(200).toNanos());
		moved.arm(HOUR);
		other.arm(Duration.ofMillis(300).toNanos());
		assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(moved.expired()).isFalse();
	}

	@Test
	void disarmedWatchDoesNotExpire() throws InterruptedException {
		Watchdog.Watch disarmed = this.watchdog.watch(() -> {
		});
		disarmed.arm(Duration.ofMillis(200).toNanos());
		disarmed.disarm();
		CountDownLatch later = new CountDownLatch(1);
		this.watchdog.watch(later::countDown).arm(Duration.ofMillis(300).toNanos());
		assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(disarmed.expired()).isFalse();
	}

	@Test
	void expiredWatchStaysExpired() {
		Watchdog.Watch watch = this.watchdog.watch(() -> {
		});
		watch.arm(0);
		Awaitility.await().until(watch::expired);
		watch.arm(HOUR);
		watch.disarm();
		assertThat(watch.expired()).isTrue();
	}

}
