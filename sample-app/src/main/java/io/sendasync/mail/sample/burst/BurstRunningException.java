package io.sendasync.mail.sample.burst;

/**
 * One burst at a time.
 */
public final class BurstRunningException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	BurstRunningException() {
		super("A burst is running. Wait for its end, or cancel it.");
	}

}
