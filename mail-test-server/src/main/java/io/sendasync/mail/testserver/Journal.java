package io.sendasync.mail.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The messages that were accepted, in order. Safe for use by several threads.
 */
final class Journal {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition grown = this.lock.newCondition();

	/** Guarded by {@link #lock}. */
	private final List<AcceptedMessage> messages = new ArrayList<>();

	/** Guarded by {@link #lock}. */
	private int taken;

	/** Returns the number of the message, from 1. */
	int add(AcceptedMessage message) {
		this.lock.lock();
		try {
			this.messages.add(message);
			this.grown.signalAll();
			return this.messages.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	List<AcceptedMessage> messages() {
		this.lock.lock();
		try {
			return List.copyOf(this.messages);
		}
		finally {
			this.lock.unlock();
		}
	}

	void clear() {
		this.lock.lock();
		try {
			this.messages.clear();
			this.taken = 0;
			this.grown.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits until the messages are as wanted; the predicate runs without the lock. */
	boolean await(Predicate<List<AcceptedMessage>> wanted, Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (true) {
			List<AcceptedMessage> seen = messages();
			if (wanted.test(seen)) {
				return true;
			}
			if (!awaitOthers(seen, deadline)) {
				return false;
			}
		}
	}

	private boolean awaitOthers(List<AcceptedMessage> seen, long deadline) throws InterruptedException {
		this.lock.lock();
		try {
			// Messages have no equals, so this compares who they are.
			while (this.messages.equals(seen)) {
				long left = deadline - System.nanoTime();
				if (left <= 0) {
					return false;
				}
				this.grown.awaitNanos(left);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The oldest message that was not taken yet, or {@code null} after the time-out. */
	@Nullable AcceptedMessage take(Duration timeout) throws InterruptedException {
		long left = timeout.toNanos();
		this.lock.lock();
		try {
			while (this.taken == this.messages.size()) {
				if (left <= 0) {
					return null;
				}
				left = this.grown.awaitNanos(left);
			}
			return this.messages.get(this.taken++);
		}
		finally {
			this.lock.unlock();
		}
	}

}
