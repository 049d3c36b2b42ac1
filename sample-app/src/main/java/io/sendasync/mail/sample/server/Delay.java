package io.sendasync.mail.sample.server;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * Holds the server's replies while the server is to be slow.
 *
 * <p>
 * Thread contract: any thread may call any method; {@link #hold} blocks.
 */
final class Delay {

	private final Duration length;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	@GuardedBy("lock")
	private boolean slow;

	Delay(Duration length) {
		this.length = length;
	}

	boolean isSlow() {
		this.lock.lock();
		try {
			return this.slow;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Makes the server slow or fast; fast also lets go what is held.
	 */
	void setSlow(boolean slow) {
		this.lock.lock();
		try {
			this.slow = slow;
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
		long nanos = this.length.toNanos();
		this.lock.lock();
		try {
			while (this.slow && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
