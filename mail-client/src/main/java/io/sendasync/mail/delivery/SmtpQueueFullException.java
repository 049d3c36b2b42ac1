package io.sendasync.mail.delivery;

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

	@Override
	public boolean isTransient() {
		return true;
	}

}
