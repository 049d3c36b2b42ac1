package io.sendasync.mail.sample.web;

/**
 * The address names nothing that is in the inbox.
 */
final class NoSuchMailException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoSuchMailException(String what) {
		super("There is " + what + ". GET /api/inbox lists the last mails.");
	}

}
