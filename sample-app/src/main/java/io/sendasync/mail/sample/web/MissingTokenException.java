package io.sendasync.mail.sample.web;

/**
 * A form without the token of its page, as another site's page would send it.
 */
final class MissingTokenException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MissingTokenException() {
		super("Load the page anew and send its form again: the form's token does not match the cookie. Clients that are"
				+ " no browsers send JSON, or the header 'X-Requested-With' with any value.");
	}

}
