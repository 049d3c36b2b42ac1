package io.sendasync.mail.internal.send;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.delivery.SmtpQueueFullException;
import org.jspecify.annotations.Nullable;

/**
 * The door in front of the queue: sends come in while it is open and there is room.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class Admission {

	private enum Door {

		OPEN, PAUSED, CLOSED

	}

	private final int capacity;

	private final ReentrantLock lock = new ReentrantLock();

	// Written under the lock.
	private volatile Door door = Door.OPEN;

	// Of those that wait in the queue and of those on their way into it.
	@GuardedBy("lock")
	private int places;

	// Those that came in and are not known as pending yet.
	@GuardedBy("lock")
	private int entering;

	// Completes when the pause is complete; null if there is no pause.
	@GuardedBy("lock")
	private @Nullable CompletableFuture<Void> pause;

	Admission(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Fails unless the door is open.
	 * @throws IllegalStateException if it is not
	 */
	void requireOpen() {
		switch (this.door) {
			case OPEN -> {
			}
			case PAUSED -> throw new IllegalStateException(
					"The client is paused: it takes no sends before resume(), in Spring before its context starts again");
			case CLOSED -> throw new IllegalStateException("The client is closed");
		}
	}

	/**
	 * Fails if the door is closed for good.
	 * @throws IllegalStateException if it is
	 */
	void requireNotClosed() {
		if (this.door == Door.CLOSED) {
			requireOpen();
		}
	}

	/**
	 * Whether the door is shut, for now or for good.
	 */
	boolean isShut() {
		return this.door != Door.OPEN;
	}

	/**
	 * Takes a place, before work goes into a message.
	 * @throws IllegalStateException if the door is not open
	 * @throws SmtpQueueFullException if there is none
	 */
	void enter() {
		this.lock.lock();
		try {
			requireOpen();
			if (this.places >= this.capacity) {
				throw new SmtpQueueFullException("The queue is full (queued=" + this.places + ", capacity="
						+ this.capacity + "). Send more slowly, or raise the queue's capacity or the number of"
						+ " connections");
			}
			this.places++;
			this.entering++;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * One that came in is known as pending now.
	 */
	void entered() {
		this.lock.lock();
		try {
			this.entering--;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether somebody came in who is not known as pending.
	 */
	boolean isBusy() {
		this.lock.lock();
		try {
			return this.entering > 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * One comes back into the queue; there is always room.
	 */
	void takePlace() {
		changePlaces(1);
	}

	/**
	 * One left the queue, or does not come into it.
	 */
	void leavePlace() {
		changePlaces(-1);
	}

	private void changePlaces(int change) {
		this.lock.lock();
		try {
			this.places += change;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Shuts the door for now.
	 * @return completes when {@link #takePause()} was called and its caller says so
	 */
	CompletableFuture<Void> pause() {
		this.lock.lock();
		try {
			if (this.door == Door.OPEN) {
				this.door = Door.PAUSED;
				this.pause = new CompletableFuture<>();
			}
			return (this.pause != null) ? this.pause : CompletableFuture.completedFuture(null);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Opens the door again.
	 * @return what somebody still waits for, or null
	 * @throws IllegalStateException if it is closed for good
	 */
	@Nullable CompletableFuture<Void> resume() {
		this.lock.lock();
		try {
			requireNotClosed();
			this.door = Door.OPEN;
			return takePause();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Shuts the door for good.
	 */
	void close() {
		this.lock.lock();
		try {
			this.door = Door.CLOSED;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends the wait for a pause.
	 * @return what somebody waits for, or null
	 */
	@Nullable CompletableFuture<Void> takePause() {
		this.lock.lock();
		try {
			CompletableFuture<Void> taken = this.pause;
			this.pause = null;
			return taken;
		}
		finally {
			this.lock.unlock();
		}
	}

}
