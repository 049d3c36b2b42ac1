package io.sendasync.mail.internal.send;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.internal.lane.LaneTask;
import io.sendasync.mail.internal.lane.LaneWork;
import io.sendasync.mail.internal.lane.Probe;
import io.sendasync.mail.internal.lane.WorkSource;
import org.jspecify.annotations.Nullable;

/**
 * The sends that wait for a lane, and the lanes that wait for sends.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class SendQueue implements WorkSource {

	private final Admission admission;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition workCame = this.lock.newCondition();

	private final Condition closing = this.lock.newCondition();

	@GuardedBy("lock")
	private final SendLine waiting = new SendLine();

	@GuardedBy("lock")
	private final @Nullable RateLimit rate;

	@GuardedBy("lock")
	private int idleLanes;

	// Put to a lane that finds no work.
	@GuardedBy("lock")
	private @Nullable Probe probe;

	@GuardedBy("lock")
	private boolean closed;

	// Connections of an earlier one are to be left. Changed under the lock, so that no
	// idle lane misses it.
	private final AtomicLong generation = new AtomicLong();

	/**
	 * Creates an empty queue.
	 * @param admission keeps its places
	 * @param rate how fast sends may leave, or null for no limit
	 */
	SendQueue(Admission admission, QueueBounds.@Nullable Rate rate) {
		this.admission = admission;
		this.rate = (rate != null) ? new RateLimit(rate) : null;
	}

	/**
	 * Takes back one that waited for its next attempt elsewhere; there is always room.
	 */
	void addAgain(Send send) {
		this.admission.takePlace(send.ticket());
		if (!addLocked(send)) {
			this.admission.leavePlace(send.ticket());
		}
	}

	/**
	 * Takes one that has its place. If it ended already, the place is free again.
	 * @return false if no lane will come any more
	 */
	boolean add(Send send) {
		if (addLocked(send)) {
			return true;
		}
		this.admission.leavePlace(send.ticket());
		return send.status().isFinal();
	}

	private boolean addLocked(Send send) {
		this.lock.lock();
		try {
			if (this.closed || send.status().isFinal()) {
				return false;
			}
			this.waiting.add(send);
			this.workCame.signal();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	void remove(Send send) {
		boolean removed;
		this.lock.lock();
		try {
			removed = this.waiting.remove(send);
			if (this.closed && this.waiting.size() == 0) {
				// Lanes that waited until the rate allows the next one need not wait.
				this.workCame.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (removed) {
			this.admission.leavePlace(send.ticket());
		}
	}

	@Override
	public void announceIdle() {
		changeIdle(1);
	}

	@Override
	public void withdrawIdle() {
		changeIdle(-1);
	}

	private void changeIdle(int change) {
		this.lock.lock();
		try {
			this.idleLanes += change;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public @Nullable LaneTask take(long nanos, long generation) {
		Send taken;
		this.lock.lock();
		try {
			awaitWork(nanos, generation);
			this.idleLanes--;
			taken = next();
			Probe asked = this.probe;
			if (taken == null && asked != null) {
				this.probe = null;
				return asked;
			}
		}
		finally {
			this.lock.unlock();
		}
		return withoutPlace(taken);
	}

	@GuardedBy("lock")
	private void awaitWork(long nanos, long generation) {
		long end = System.nanoTime() + nanos;
		try {
			while (true) {
				long now = System.nanoTime();
				boolean empty = this.waiting.size() == 0;
				long wait = empty ? Long.MAX_VALUE : rateWait(now);
				boolean over = empty && (this.closed || this.admission.isShut());
				if (wait <= 0 || over || this.probe != null || generation != this.generation.get() || end - now <= 0) {
					return;
				}
				this.workCame.awaitNanos(Math.min(wait, end - now));
			}
		}
		catch (InterruptedException ex) {
			// Nobody but a stopping JVM interrupts a lane: it ends if there is no work.
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public @Nullable Send poll() {
		Send taken;
		this.lock.lock();
		try {
			taken = next();
		}
		finally {
			this.lock.unlock();
		}
		return withoutPlace(taken);
	}

	/**
	 * Takes the next one, unless it has to wait.
	 */
	@GuardedBy("lock")
	private @Nullable Send next() {
		if (this.rate == null) {
			return this.waiting.poll();
		}
		long now = System.nanoTime();
		if (this.rate.left(now) > 0) {
			return null;
		}
		Send send = this.waiting.poll();
		if (send != null) {
			this.rate.take(now);
		}
		return send;
	}

	@GuardedBy("lock")
	private long rateWait(long now) {
		return (this.rate != null) ? this.rate.left(now) : 0;
	}

	private @Nullable Send withoutPlace(@Nullable Send taken) {
		if (taken != null) {
			this.admission.leavePlace(taken.ticket());
		}
		return taken;
	}

	@Override
	public void giveBack(LaneWork work) {
		Send send = (Send) work;
		this.admission.takePlace(send.ticket());
		this.lock.lock();
		try {
			this.waiting.add(send);
			this.workCame.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Puts a question to the next lane that finds no work.
	 */
	void ask(Probe probe) {
		this.lock.lock();
		try {
			if (!this.closed) {
				this.probe = probe;
				this.workCame.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wakes a lane again for a question: the one that was woken may have found work.
	 */
	void remind(Probe probe) {
		this.lock.lock();
		try {
			if (this.probe == probe) {
				this.workCame.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a question back.
	 * @return whether no lane has taken it
	 */
	boolean withdraw(Probe probe) {
		this.lock.lock();
		try {
			boolean waits = this.probe == probe;
			this.probe = waits ? null : this.probe;
			return waits;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public long generation() {
		return this.generation.get();
	}

	/**
	 * Begins a new generation of connections.
	 */
	void retire() {
		this.lock.lock();
		try {
			this.generation.incrementAndGet();
			this.workCame.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets idle lanes see that the door is shut.
	 */
	void wakeIdle() {
		this.lock.lock();
		try {
			this.workCame.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean pause(long nanos) {
		this.lock.lock();
		try {
			long left = nanos;
			while (!this.closed && left > 0) {
				left = this.closing.awaitNanos(left);
			}
			return !this.closed;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean wantsLane() {
		this.lock.lock();
		try {
			return this.waiting.size() + ((this.probe != null) ? 1 : 0) > this.idleLanes;
		}
		finally {
			this.lock.unlock();
		}
	}

	int size() {
		this.lock.lock();
		try {
			return this.waiting.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	int idleLanes() {
		this.lock.lock();
		try {
			return this.idleLanes;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lets idle lanes end; what still waits can be taken.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.workCame.signalAll();
			this.closing.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
