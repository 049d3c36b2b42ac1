package io.sendasync.mail.internal.send;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How much there may be of something, and the threads that wait for their part: first
 * come, first served.
 *
 * <p>
 * Thread contract: guarded by its owner's lock.
 */
final class Bound {

	private final ReentrantLock lock;

	private final long limit;

	private final Deque<Condition> line = new ArrayDeque<>();

	private long used;

	Bound(ReentrantLock lock, long limit) {
		this.lock = lock;
		this.limit = limit;
	}

	long used() {
		return this.used;
	}

	long limit() {
		return this.limit;
	}

	/**
	 * Takes an amount, waiting for it if need be.
	 * @param deadline until when, by {@code System.nanoTime()}
	 * @param open false ends the wait
	 * @return whether it was taken
	 */
	boolean take(long amount, long deadline, BooleanSupplier open) throws InterruptedException {
		if (this.line.isEmpty() && fits(amount)) {
			this.used += amount;
			return true;
		}
		Condition turn = this.lock.newCondition();
		this.line.add(turn);
		try {
			long left = deadline - System.nanoTime();
			while (open.getAsBoolean() && left > 0) {
				left = turn.awaitNanos(left);
				if (open.getAsBoolean() && this.line.peekFirst() == turn && fits(amount)) {
					this.used += amount;
					return true;
				}
			}
			return false;
		}
		finally {
			this.line.remove(turn);
			signalFirst();
		}
	}

	/**
	 * What alone is more than the limit goes in alone: it would never go otherwise.
	 */
	private boolean fits(long amount) {
		return amount <= this.limit - this.used || this.used == 0;
	}

	/**
	 * Takes an amount without asking.
	 */
	void force(long amount) {
		this.used += amount;
	}

	void giveBack(long amount) {
		this.used -= amount;
		signalFirst();
	}

	private void signalFirst() {
		Condition first = this.line.peekFirst();
		if (first != null) {
			first.signal();
		}
	}

	/**
	 * Lets all who wait look whether it is still open.
	 */
	void signalAll() {
		this.line.forEach(Condition::signal);
	}

}
