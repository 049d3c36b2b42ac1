package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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

	private final ReentrantLock lock = new ReentrantLock();

	// Written under the lock.
	private volatile Door door = Door.OPEN;

	private final Duration patience;

	// Of those that wait in the queue and of those on their way into it.
	@GuardedBy("lock")
	private final Bound places;

	// Of their contents, counted where they are limited.
	@GuardedBy("lock")
	private final Bound octets;

	private final boolean octetsLimited;

	// Those that came in and are not known as pending yet. Counted up under the lock, so
	// that whoever shuts the door sees all that came through it.
	private final AtomicInteger entering = new AtomicInteger();

	// Completes when the pause is complete; null if there is no pause.
	@GuardedBy("lock")
	private @Nullable CompletableFuture<Void> pause;

	Admission(QueueBounds bounds) {
		this.patience = bounds.patience();
		this.places = new Bound(this.lock, bounds.sends());
		this.octets = new Bound(this.lock, bounds.octets());
		this.octetsLimited = bounds.octets() < Long.MAX_VALUE;
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
	 * Takes a place, before work goes into a message. Waits for one if the caller may.
	 * @param mayWait false for a caller whom others wait for
	 * @return what was taken
	 * @throws IllegalStateException if the door is not open
	 * @throws SmtpQueueFullException if there is none
	 */
	Ticket enter(boolean mayWait) {
		long patience = mayWait ? this.patience.toNanos() : 0;
		Ticket ticket = new Ticket(System.nanoTime() + patience, patience, 0);
		this.lock.lock();
		try {
			requireOpen();
			take(this.places, 1, ticket);
			this.entering.incrementAndGet();
		}
		finally {
			this.lock.unlock();
		}
		return ticket;
	}

	/**
	 * Takes room for the content of one that has a place. If there is none the place is
	 * free again.
	 * @param octets of the content
	 * @return all that was taken
	 * @throws IllegalStateException if the door was shut during the wait
	 * @throws SmtpQueueFullException if there is none
	 */
	Ticket load(Ticket ticket, long octets) {
		if (!this.octetsLimited) {
			return Ticket.PLACE;
		}
		this.lock.lock();
		try {
			take(this.octets, octets, ticket);
			return new Ticket(0, 0, octets);
		}
		catch (SmtpQueueFullException | IllegalStateException ex) {
			abandonPlace();
			throw ex;
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void abandonPlace() {
		this.places.giveBack(1);
		this.entering.decrementAndGet();
	}

	@GuardedBy("lock")
	private void take(Bound bound, long amount, Ticket ticket) {
		try {
			if (bound.take(amount, ticket.deadline(), () -> this.door == Door.OPEN)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw full(bound, ", interrupted while waiting", ex);
		}
		requireOpen();
		throw full(bound, (ticket.patience() > 0) ? " after waiting " + ticket.patience() / 1_000_000 + " ms" : "",
				null);
	}

	@GuardedBy("lock")
	private SmtpQueueFullException full(Bound bound, String how, @Nullable InterruptedException cause) {
		// Who is refused for his content has a place still.
		long queued = this.places.used() - ((bound == this.octets) ? 1 : 0);
		String octets = this.octetsLimited ? ", octets=" + this.octets.used() + " of " + this.octets.limit() : "";
		return new SmtpQueueFullException(
				"The queue is full" + how + " (queued=" + queued + ", capacity=" + this.places.limit() + octets
						+ "). Send more slowly, or raise the queue's capacity or the number of connections",
				cause);
	}

	/**
	 * What a send takes of the queue.
	 *
	 * @param deadline until when its caller waits
	 * @param patience how long that is, in nanoseconds
	 * @param octets of its content where they are limited, beside its one place
	 */
	record Ticket(long deadline, long patience, long octets) {

		/** One place, for whom nobody waits any more. */
		static final Ticket PLACE = new Ticket(0, 0, 0);

	}

	/**
	 * One that came in is known as pending now.
	 */
	void entered() {
		this.entering.decrementAndGet();
	}

	/**
	 * Whether somebody came in who is not known as pending.
	 */
	boolean isBusy() {
		return this.entering.get() > 0;
	}

	/**
	 * One comes back into the queue; there is always room.
	 */
	void takePlace(Ticket ticket) {
		this.lock.lock();
		try {
			this.places.force(1);
			this.octets.force(ticket.octets());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * One left the queue, or does not come into it.
	 */
	void leavePlace(Ticket ticket) {
		this.lock.lock();
		try {
			this.places.giveBack(1);
			this.octets.giveBack(ticket.octets());
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
				refuseWaiting();
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
			refuseWaiting();
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void refuseWaiting() {
		this.places.signalAll();
		this.octets.signalAll();
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
