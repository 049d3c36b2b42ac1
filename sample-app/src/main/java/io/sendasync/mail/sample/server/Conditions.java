package io.sendasync.mail.sample.server;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * The weather of this moment, and the waiting that slowness is made of.
 *
 * <p>
 * Thread contract: any thread may call any method; {@link #hold} blocks.
 */
final class Conditions {

	private final Duration delay;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	@GuardedBy("lock")
	private Weather weather;

	Conditions(Weather weather, Duration delay) {
		this.weather = weather;
		this.delay = delay;
	}

	Weather weather() {
		this.lock.lock();
		try {
			return this.weather;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Changes the weather, which also lets go what is held.
	 */
	void set(Weather weather) {
		this.lock.lock();
		try {
			this.weather = weather;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits as long as a reply is to be held.
	 */
	void hold() throws InterruptedException {
		long nanos = this.delay.toNanos();
		this.lock.lock();
		try {
			while (this.weather == Weather.SLOW && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
