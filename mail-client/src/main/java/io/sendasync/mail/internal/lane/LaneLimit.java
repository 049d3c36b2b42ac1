package io.sendasync.mail.internal.lane;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * How many lanes the server can bear, and when it may be asked for another connection.
 * Trouble halves the number, accepted messages raise it by one a round; after failed
 * attempts the next one waits, longer each time, and there is one at a time.
 *
 * <p>
 * Thread contract: any thread may call any method. Time is a parameter, in nanoseconds of
 * {@code System.nanoTime()}.
 */
final class LaneLimit {

	// Several lanes hear of the same trouble: it counts once.
	private static final long ONE_TROUBLE = TimeUnit.SECONDS.toNanos(1);

	private static final long FIRST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(10);

	// Refused credentials that are tried again and again lock the account.
	private static final long FIRST_WAIT_REFUSED = TimeUnit.SECONDS.toNanos(5);

	private static final long LONGEST_WAIT_REFUSED = TimeUnit.SECONDS.toNanos(60);

	private final int max;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private double limit;

	// Whether the limit is below the maximum: spares the lock for each message.
	private volatile boolean restrained;

	@GuardedBy("lock")
	private boolean troubled;

	@GuardedBy("lock")
	private long troubledAt;

	@GuardedBy("lock")
	private int failures;

	@GuardedBy("lock")
	private long failedAt;

	@GuardedBy("lock")
	private boolean refused;

	@GuardedBy("lock")
	private long notBefore;

	LaneLimit(int max) {
		this.max = max;
		this.limit = max;
	}

	/**
	 * How many lanes there may be.
	 * @return 1 to the maximum
	 */
	int lanes() {
		if (!this.restrained) {
			return this.max;
		}
		this.lock.lock();
		try {
			return (int) this.limit;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether asking to connect would get leave.
	 */
	boolean mayConnect(long now) {
		this.lock.lock();
		try {
			return this.failures == 0 || this.notBefore - now <= 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Asks to connect. Whoever gets leave has to report the outcome.
	 * @return zero for leave, else how long to wait before asking again
	 */
	long askToConnect(long now) {
		this.lock.lock();
		try {
			if (this.failures == 0) {
				return 0;
			}
			long wait = this.notBefore - now;
			if (wait > 0) {
				return wait;
			}
			this.notBefore = now + backOff();
			return 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	void connected() {
		this.lock.lock();
		try {
			this.failures = 0;
			this.refused = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * No further connection was to be had. Attempts that were under way together and
	 * failed are one failure.
	 * @param askedAt when there was leave for the attempt
	 * @param open how many of ours there are
	 * @param credentials whether because the server refused the credentials
	 */
	void connectFailed(long now, long askedAt, int open, boolean credentials) {
		this.lock.lock();
		try {
			this.limit = Math.max(1, Math.min(open, this.limit));
			this.restrained = true;
			boolean another = this.failures == 0 || askedAt - this.failedAt >= 0;
			if (another || (credentials && !this.refused)) {
				this.failures += another ? 1 : 0;
				this.failedAt = now;
				this.refused = credentials;
				this.notBefore = now + backOff();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The server has enough of us, but works on.
	 */
	void throttled(long now) {
		this.lock.lock();
		try {
			if (!this.troubled || now - this.troubledAt > ONE_TROUBLE) {
				this.troubled = true;
				this.troubledAt = now;
				this.limit = Math.max(1, this.limit / 2);
				this.restrained = true;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether the limit may be below the maximum.
	 */
	boolean isRestrained() {
		return this.restrained;
	}

	/**
	 * The server accepted a message.
	 * @return whether there may be one lane more because of it
	 */
	boolean accepted() {
		if (!this.restrained) {
			return false;
		}
		this.lock.lock();
		try {
			int before = (int) this.limit;
			this.limit = Math.min(this.max, this.limit + 1 / this.limit);
			this.restrained = this.limit < this.max;
			return (int) this.limit > before;
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private long backOff() {
		long first = this.refused ? FIRST_WAIT_REFUSED : FIRST_WAIT;
		long longest = this.refused ? LONGEST_WAIT_REFUSED : LONGEST_WAIT;
		long wait = Math.min(longest, first << Math.min(this.failures - 1, 20));
		return wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
	}

}
