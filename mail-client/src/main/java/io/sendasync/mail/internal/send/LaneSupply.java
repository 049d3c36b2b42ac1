package io.sendasync.mail.internal.send;

import java.time.Duration;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.lane.Lanes;

/**
 * Sees to it that what waits finds a lane, also when the system has no thread for one.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class LaneSupply {

	// After which threads may be to be had again.
	private static final Duration NEXT_THREAD = Duration.ofSeconds(1);

	private final SendQueue queue;

	private final Lanes lanes;

	private final Timers timers;

	LaneSupply(SendQueue queue, Lanes lanes, Timers timers) {
		this.queue = queue;
		this.lanes = lanes;
		this.timers = timers;
	}

	/**
	 * A send has come into the queue. If there is no lane, and no thread for one, it
	 * fails.
	 */
	void openFor(Send send) {
		try {
			this.lanes.openIfWanted();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			send.fail(noThread(ex));
			openLater(ex);
		}
	}

	/**
	 * Opens a lane if one is wanted, now or when there is a thread for it.
	 */
	void open() {
		try {
			this.lanes.openIfWanted();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			openLater(ex);
		}
	}

	/**
	 * Work waits, and there is no thread for it. If there is none for a timer either,
	 * what waits fails: nobody would come back to it.
	 */
	void openLater(Throwable cause) {
		try {
			if (this.queue.size() == 0 || this.timers.after(NEXT_THREAD, this::open) != null) {
				return;
			}
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			cause.addSuppressed(ex);
		}
		for (Send send = this.queue.poll(); send != null; send = this.queue.poll()) {
			send.abandon(noThread(cause), noThread(cause));
		}
	}

	/**
	 * What somebody is told for whom there is no lane.
	 */
	static SmtpException noThread(Throwable cause) {
		return new SmtpException("No thread for a connection: " + cause.getMessage(), SendOutcome.NOT_SENT, null,
				cause);
	}

}
