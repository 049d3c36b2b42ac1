package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

/**
 * Ends a send at its deadline.
 *
 * <p>
 * Thread contract: any thread may call any method. Whoever cancels before it started does
 * no harm: a send that ended is not ended again.
 */
final class Expiry {

	private final Send send;

	private final Duration deadline;

	private volatile @Nullable Future<?> pending;

	Expiry(Send send, Duration deadline) {
		this.send = send;
		this.deadline = deadline;
	}

	void start(Timers timers) {
		this.pending = timers.after(this.deadline, () -> this.send
			.timeOut("No result before the deadline of " + this.deadline.toMillis() + " ms", this.deadline));
	}

	void cancel() {
		Future<?> started = this.pending;
		if (started != null) {
			started.cancel(false);
		}
	}

}
