package io.sendasync.mail.internal.lane;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.smtp.Events;
import io.sendasync.mail.internal.smtp.SessionOpener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of one client: opened when work waits, up to their number; each ends by
 * itself when it finds none.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class Lanes {

	private static final Logger logger = LoggerFactory.getLogger(Lanes.class);

	// As long as a busy server may take to count its connections anew.
	private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(2);

	private static final AtomicLong numbers = new AtomicLong();

	private final LaneWorker.Maker workers;

	private final WorkSource source;

	private final ThreadFactory threads;

	private final Owner owner;

	private final LaneLimit limit;

	private final ConnectFailures failures;

	private final Events events;

	private final AtomicInteger open = new AtomicInteger();

	private final AtomicInteger sessions = new AtomicInteger();

	private final AtomicInteger attempts = new AtomicInteger();

	private volatile long sessionClosedAt = System.nanoTime() - LATELY_NANOS;

	private final Set<LaneWorker> lanes = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition noneOpen = this.lock.newCondition();

	/**
	 * Creates the frame; no lane is opened yet.
	 * @param frame number and threads
	 * @param workers one for each lane
	 * @param source gives work
	 * @param owner hears of what it has to act on
	 */
	public Lanes(Frame frame, LaneWorker.Maker workers, WorkSource source, Owner owner) {
		this.limit = new LaneLimit(frame.maximum());
		this.failures = new ConnectFailures(this.limit);
		this.workers = workers;
		this.source = source;
		this.threads = frame.threads();
		this.events = frame.events();
		this.owner = owner;
	}

	/**
	 * What lanes are made with.
	 *
	 * @param maximum at most so many
	 * @param threads one for each lane
	 * @param events told of each lane
	 */
	public record Frame(int maximum, ThreadFactory threads, Events events) {
	}

	/**
	 * Hears of what happens on lanes' threads. No method may block or throw.
	 */
	public interface Owner {

		/**
		 * A lane ended, and no other is open.
		 */
		void noneOpen();

		/**
		 * Work waits, there is no lane, and no thread for one.
		 * @param cause why
		 */
		void noThread(Throwable cause);

	}

	/**
	 * Delivery to a server: each lane has a connection.
	 * @param settings life of the connections
	 * @param opener gives sessions
	 * @return makes the lanes' workers
	 */
	public static LaneWorker.Maker connections(LaneSettings settings, SessionOpener opener) {
		return (lanes, source) -> new Lane(lanes, settings, opener, source);
	}

	/**
	 * Opens one more lane if work waits for one and there may be more.
	 * @throws RuntimeException or an error if there is no lane at all and no thread for
	 * one
	 */
	public void openIfWanted() {
		while (true) {
			// First what costs nothing: there is work on all lanes when it matters.
			int current = this.open.get();
			if (current >= this.limit.lanes() || !this.source.wantsLane()
					|| (current > 0 && !this.limit.mayConnect(System.nanoTime()))) {
				return;
			}
			if (this.open.compareAndSet(current, current + 1)) {
				start(current == 0);
				return;
			}
		}
	}

	private void start(boolean only) {
		LaneWorker lane = this.workers.make(this, this.source);
		this.lanes.add(lane);
		boolean started = false;
		try {
			this.threads.newThread(() -> run(lane)).start();
			started = true;
		}
		catch (RuntimeException | Error ex) {
			if (only) {
				throw ex;
			}
			logger.warn("No thread for another connection, going on with fewer", ex);
		}
		finally {
			if (!started) {
				forget(lane);
			}
		}
	}

	private void run(LaneWorker lane) {
		long number = numbers.incrementAndGet();
		long started = System.nanoTime();
		this.events.tell((listener) -> listener.laneOpened(new SmtpEvent.LaneOpened(number)));
		try {
			lane.run();
		}
		finally {
			Duration lived = Duration.ofNanos(System.nanoTime() - started);
			this.events.tell((listener) -> listener.laneClosed(new SmtpEvent.LaneClosed(number, lived)));
			forget(lane);
			// Work that came after this lane had looked, and saw no room for another one.
			try {
				openIfWanted();
			}
			catch (RuntimeException | OutOfMemoryError ex) {
				this.owner.noThread(ex);
			}
		}
	}

	private void forget(LaneWorker lane) {
		this.lanes.remove(lane);
		if (this.open.decrementAndGet() == 0) {
			this.owner.noneOpen();
			this.lock.lock();
			try {
				this.noneOpen.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/**
	 * Waits until no lane is left.
	 * @param limit how long
	 * @return whether none is left
	 * @throws InterruptedException if interrupted
	 */
	public boolean awaitNone(Duration limit) throws InterruptedException {
		long left = limit.toNanos();
		this.lock.lock();
		try {
			while (this.open.get() > 0 && left > 0) {
				left = this.noneOpen.awaitNanos(left);
			}
			return this.open.get() == 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What the server can bear.
	 */
	LaneLimit limit() {
		return this.limit;
	}

	/**
	 * How attempts to connect failed.
	 */
	ConnectFailures failures() {
		return this.failures;
	}

	/**
	 * Whether the other side was heard, or took much content, then or later, over a
	 * connection that is there still.
	 * @param nanos of {@code System.nanoTime()}
	 * @return true if it was
	 */
	public boolean aliveSince(long nanos) {
		return this.lanes.stream().anyMatch((lane) -> lane.aliveSince(nanos));
	}

	/**
	 * Why there is no connection, if an attempt failed then or later.
	 * @param nanos of {@code System.nanoTime()}
	 * @return the failure, or null if there was none or there is a connection
	 */
	public @Nullable SmtpException failureSince(long nanos) {
		return (this.sessions.get() == 0) ? this.failures.since(nanos) : null;
	}

	/**
	 * Whether there are more lanes than the server can bear.
	 * @return true if one should end
	 */
	public boolean isCrowded() {
		return this.open.get() > this.limit.lanes();
	}

	/**
	 * Whether there are more sessions than the server can bear.
	 */
	boolean hasSurplus() {
		return this.limit.isRestrained() && this.sessions.get() > this.limit.lanes();
	}

	/**
	 * Takes one session away if there are more than the server can bear. Never the last
	 * one, even if all lanes ask at once.
	 * @return whether the caller's session is to be closed; it is no longer counted then
	 */
	boolean giveUpSession() {
		while (hasSurplus()) {
			int current = this.sessions.get();
			if (current > this.limit.lanes() && this.sessions.compareAndSet(current, current - 1)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A lane tries to open a session. It tells of the session before the end of the
	 * attempt, so that others see one or the other.
	 */
	void attemptStarted() {
		this.attempts.incrementAndGet();
	}

	void attemptEnded() {
		this.attempts.decrementAndGet();
	}

	/**
	 * How many lanes are opening a session.
	 */
	int attempts() {
		return this.attempts.get();
	}

	void sessionOpened() {
		this.sessions.incrementAndGet();
	}

	void sessionClosed() {
		this.sessionClosedAt = System.nanoTime();
		this.sessions.decrementAndGet();
	}

	/**
	 * Whether a session ended in the moments before.
	 * @param nanos of {@code System.nanoTime()}
	 */
	boolean hadSessionLately(long nanos) {
		return nanos - this.sessionClosedAt < LATELY_NANOS;
	}

	/**
	 * How many sessions are open.
	 */
	int sessions() {
		return this.sessions.get();
	}

	/**
	 * How many lanes there are.
	 * @return at most the maximum
	 */
	public int open() {
		return this.open.get();
	}

	/**
	 * Closes every connection at once, whatever it is doing.
	 */
	public void abort() {
		this.lanes.forEach(LaneWorker::abort);
	}

}
