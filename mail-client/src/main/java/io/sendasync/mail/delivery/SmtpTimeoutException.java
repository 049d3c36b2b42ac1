package io.sendasync.mail.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A wait took too long. The message names the wait, how long it lasted and the figures
 * that explain it.
 */
public final class SmtpTimeoutException extends SmtpException {

	private static final long serialVersionUID = 1L;

	private final Duration elapsed;

	/**
	 * Creates an exception.
	 * @param message which wait, after how long, and why
	 * @param outcome what is certain about the message
	 * @param elapsed how long the wait lasted
	 * @param cause the cause, or {@code null}
	 */
	public SmtpTimeoutException(String message, SendOutcome outcome, Duration elapsed, @Nullable Throwable cause) {
		super(message, outcome, null, cause);
		this.elapsed = elapsed;
	}

	/**
	 * How long the wait lasted.
	 * @return the time until it was given up
	 */
	public Duration elapsed() {
		return this.elapsed;
	}

	/**
	 * Before the commit point the next try may be quicker.
	 */
	@Override
	public boolean isTransient() {
		return outcome() == SendOutcome.NOT_SENT;
	}

}
