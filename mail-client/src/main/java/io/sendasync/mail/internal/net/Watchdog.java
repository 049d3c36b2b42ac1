package io.sendasync.mail.internal.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps the deadlines of all connections of a client. Blocking writes have no time-out in
 * Java, and a read time-out bounds one read, not one reply; so each wait arms a
 * {@link Watch}, and one thread runs the action of those that are due (it closes a
 * socket).
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class Watchdog implements AutoCloseable {

	private static final long NOT_ARMED = Long.MAX_VALUE;

	private static final long EXPIRED = Long.MIN_VALUE;

	private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

	private final long origin = System.nanoTime();

	private final Thread thread;

	// When the thread wakes next, in nanoseconds since the origin. Written by the thread,
	// lowered by those that arm.
	private final AtomicLong wakeAt = new AtomicLong(NOT_ARMED);

	private volatile boolean closed;

	/**
	 * Starts the thread.
	 * @param threads makes the one thread
	 */
	public Watchdog(ThreadFactory threads) {
		this.thread = threads.newThread(this::run);
		this.thread.start();
	}

	/**
	 * A watch that is not armed.
	 * @param onExpiry runs once on the watchdog's thread; must neither block nor throw
	 * @return the watch, to be closed when no longer needed
	 */
	Watch watch(Runnable onExpiry) {
		Watch watch = new Watch(onExpiry);
		this.watches.add(watch);
		return watch;
	}

	private void run() {
		while (!this.closed) {
			this.wakeAt.set(NOT_ARMED);
			long next = expire(now());
			lowerWakeAt(next);
			long wait = this.wakeAt.get() - now();
			if (wait > 0 && !this.closed) {
				LockSupport.parkNanos(this, wait);
			}
		}
	}

	/**
	 * Expires what is due.
	 * @param now nanoseconds since the origin
	 * @return when to come again
	 */
	private long expire(long now) {
		long next = NOT_ARMED;
		for (Watch watch : this.watches) {
			next = Math.min(next, watch.expireIfDue(now));
		}
		return next;
	}

	private void lowerWakeAt(long deadline) {
		long current = this.wakeAt.get();
		while (deadline < current && !this.wakeAt.compareAndSet(current, deadline)) {
			current = this.wakeAt.get();
		}
	}

	private long now() {
		return System.nanoTime() - this.origin;
	}

	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * One deadline that is moved from wait to wait. It expires at most once.
	 */
	final class Watch implements AutoCloseable {

		private final AtomicLong deadline = new AtomicLong(NOT_ARMED);

		private final Runnable onExpiry;

		private Watch(Runnable onExpiry) {
			this.onExpiry = onExpiry;
		}

		/**
		 * Sets the deadline; without effect once expired.
		 * @param nanos from now
		 * @return now, of {@code System.nanoTime()}
		 */
		long arm(long nanos) {
			long now = System.nanoTime();
			long due = now - Watchdog.this.origin + nanos;
			long current = this.deadline.get();
			if (current != EXPIRED && this.deadline.compareAndSet(current, due) && due < Watchdog.this.wakeAt.get()) {
				lowerWakeAt(due);
				LockSupport.unpark(Watchdog.this.thread);
			}
			return now;
		}

		/**
		 * Takes the deadline away; without effect once expired.
		 */
		void disarm() {
			long current = this.deadline.get();
			if (current != EXPIRED && current != NOT_ARMED) {
				this.deadline.compareAndSet(current, NOT_ARMED);
			}
		}

		/**
		 * Whether the action ran.
		 * @return true once the deadline passed while armed
		 */
		boolean expired() {
			return this.deadline.get() == EXPIRED;
		}

		private long expireIfDue(long now) {
			long due = this.deadline.get();
			if (due == EXPIRED) {
				return NOT_ARMED;
			}
			if (due > now) {
				return due;
			}
			// Losing means that the wait ended in time and the next one has its own
			// deadline.
			if (this.deadline.compareAndSet(due, EXPIRED)) {
				this.onExpiry.run();
				return NOT_ARMED;
			}
			return this.deadline.get();
		}

		@Override
		public void close() {
			Watchdog.this.watches.remove(this);
		}

	}

}
