package io.sendasync.mail.sample.web;

/**
 * The id names no send that is remembered.
 */
final class NoSuchSendException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoSuchSendException(String id) {
		super("There is no send " + id + ". GET /api/sends lists the last ones.");
	}

}
