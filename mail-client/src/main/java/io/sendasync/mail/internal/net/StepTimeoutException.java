package io.sendasync.mail.internal.net;

import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * The watchdog closed the socket because a step's deadline had passed.
 */
public final class StepTimeoutException extends InterruptedIOException {

	private static final long serialVersionUID = 1L;

	private final Duration elapsed;

	StepTimeoutException(String step, Duration elapsed) {
		super("No end of " + step + " after " + elapsed.toMillis() + " ms");
		this.elapsed = elapsed;
	}

	/**
	 * How long the step lasted.
	 * @return the time from its start to the failure
	 */
	public Duration elapsed() {
		return this.elapsed;
	}

}
