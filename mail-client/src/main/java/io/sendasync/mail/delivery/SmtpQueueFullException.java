package io.sendasync.mail.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The queue of the client is full; the send was not taken on.
 */
public final class SmtpQueueFullException extends SmtpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message the figures of the queue
	 */
	public SmtpQueueFullException(String message) {
		super(message, SendOutcome.NOT_SENT, null, null);
	}

	/**
	 * Creates an exception with a cause.
	 * @param message the figures of the queue
	 * @param cause the cause, or {@code null}
	 */
	public SmtpQueueFullException(String message, @Nullable Throwable cause) {
		super(message, SendOutcome.NOT_SENT, null, cause);
	}

	@Override
	public boolean isTransient() {
		return true;
	}

}
