package io.sendasync.mail.sample.send;

/**
 * As many sends are pending as the list holds.
 */
public final class TooManySendsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TooManySendsException(int pending) {
		super(pending + " sends are pending, and the list holds no more. Wait until one ends, or cancel one.");
	}

}
