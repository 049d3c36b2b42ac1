package io.sendasync.mail.testserver;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A latch in the dialogue: each connection that reaches the step waits until the test
 * lets go. Lets a test prove what a client does "meanwhile" without sleeping. Safe for
 * use by several threads.
 */
public final class Hold {

	private final At at;

	private final CountDownLatch released = new CountDownLatch(1);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	/** Guarded by {@link #lock}. */
	private int arrivals;

	Hold(At at) {
		this.at = at;
	}

	/**
	 * Waits until a connection stands at the step.
	 * @param timeout how long to wait
	 * @throws AssertionError if none came in time
	 */
	public void awaitReached(Duration timeout) {
		awaitReached(1, timeout);
	}

	/**
	 * Waits until connections have come to the step that often.
	 * @param count how many arrivals to wait for
	 * @param timeout how long to wait
	 * @throws AssertionError if fewer came in time
	 */
	public void awaitReached(int count, Duration timeout) {
		long left = timeout.toNanos();
		this.lock.lock();
		try {
			while (this.arrivals < count) {
				if (left <= 0) {
					throw new AssertionError("%s was reached %d times in %d ms, not %d times".formatted(this.at,
							this.arrivals, timeout.toMillis(), count));
				}
				left = this.arrived.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for " + this.at, ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * How many connections have come to the step so far.
	 * @return the number of arrivals
	 */
	public int arrivals() {
		this.lock.lock();
		try {
			return this.arrivals;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets all go on, and holds nobody any more.
	 */
	public void release() {
		this.released.countDown();
	}

	At at() {
		return this.at;
	}

	boolean isReleased() {
		return this.released.getCount() == 0;
	}

	void pass() {
		this.lock.lock();
		try {
			this.arrivals++;
			this.arrived.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		awaitRelease();
	}

	private void awaitRelease() {
		try {
			// The server's close() releases every hold.
			while (!this.released.await(1, TimeUnit.HOURS)) {
				Thread.onSpinWait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public String toString() {
		return "Hold at " + this.at + (isReleased() ? " (released)" : " (" + arrivals() + " arrivals)");
	}

}
