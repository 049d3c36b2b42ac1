package io.sendasync.mail.sample.web;

/**
 * Another site's page asks for a change.
 */
final class ForeignOriginException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ForeignOriginException() {
		super("Changes are accepted from this application's own pages, and from clients that are no browsers.");
	}

}
