package io.sendasync.mail.sample.changes;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.springframework.stereotype.Component;

/**
 * Numbers the changes of everything that the page shows. Who changes something takes a
 * number and keeps it with the changed value; who watches asks for what has a higher
 * number than it saw last. So a slow watcher holds up nobody, and misses only states that
 * were overtaken.
 *
 * <p>
 * Thread contract: any thread may call any method. {@link #next()} is called under the
 * lock of what changes, so that a number is never visible before its change.
 */
@Component
public final class Changes {

	/**
	 * What {@link #awaitAfter} returns when there will be no more.
	 */
	public static final long CLOSED = -1;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	@GuardedBy("lock")
	private long last;

	@GuardedBy("lock")
	private boolean closed;

	/**
	 * Takes the number of a change.
	 * @return a number higher than all before
	 */
	public long next() {
		this.lock.lock();
		try {
			this.changed.signalAll();
			return ++this.last;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for a change.
	 * @param seen the last number that the caller saw
	 * @param limit how long to wait
	 * @return the highest number, which is {@code seen} if nothing changed, or
	 * {@link #CLOSED}
	 * @throws InterruptedException if the thread is interrupted
	 */
	public long awaitAfter(long seen, Duration limit) throws InterruptedException {
		long nanos = limit.toNanos();
		this.lock.lock();
		try {
			while (this.last == seen && !this.closed && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
			return this.closed ? CLOSED : this.last;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Sends the watchers away: the application stops.
	 */
	public void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
