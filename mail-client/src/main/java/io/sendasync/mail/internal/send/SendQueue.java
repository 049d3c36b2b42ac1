package io.sendasync.mail.internal.send;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.internal.lane.LaneWork;
import io.sendasync.mail.internal.lane.WorkSource;
import org.jspecify.annotations.Nullable;

/**
 * The sends that wait for a lane, and the lanes that wait for sends.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class SendQueue implements WorkSource {

	private final int capacity;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition workCame = this.lock.newCondition();

	private final Condition closing = this.lock.newCondition();

	@GuardedBy("lock")
	private final SendLine waiting = new SendLine();

	@GuardedBy("lock")
	private int reserved;

	@GuardedBy("lock")
	private int idleLanes;

	@GuardedBy("lock")
	private boolean closed;

	SendQueue(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Makes sure of a place before work goes into a message.
	 * @throws SmtpQueueFullException if there is none
	 */
	void reserve() {
		this.lock.lock();
		try {
			int taken = this.waiting.size() + this.reserved;
			if (taken >= this.capacity) {
				throw new SmtpQueueFullException("The queue is full (queued=" + taken + ", capacity=" + this.capacity
						+ "). Send more slowly, or raise the queue's capacity or the number of connections");
			}
			this.reserved++;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Gives a reserved place back.
	 */
	void release() {
		this.lock.lock();
		try {
			this.reserved--;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes back one that waited for its next attempt elsewhere; there is always room.
	 */
	void addAgain(Send send) {
		this.lock.lock();
		try {
			if (!send.status().isFinal()) {
				this.waiting.add(send);
				this.workCame.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Fills a reserved place.
	 * @return false if no lane will come any more
	 */
	boolean add(Send send) {
		this.lock.lock();
		try {
			this.reserved--;
			if (this.closed) {
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
		this.lock.lock();
		try {
			this.waiting.remove(send);
		}
		finally {
			this.lock.unlock();
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
	public @Nullable Send take(long nanos) {
		this.lock.lock();
		try {
			awaitWork(nanos);
			this.idleLanes--;
			return this.waiting.poll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void awaitWork(long nanos) {
		long left = nanos;
		try {
			while (this.waiting.size() == 0 && !this.closed && left > 0) {
				left = this.workCame.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			// Nobody but a stopping JVM interrupts a lane: it ends if there is no work.
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public @Nullable Send poll() {
		this.lock.lock();
		try {
			return this.waiting.poll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void giveBack(LaneWork work) {
		this.lock.lock();
		try {
			this.waiting.add((Send) work);
			this.workCame.signal();
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
			return this.waiting.size() > this.idleLanes;
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
