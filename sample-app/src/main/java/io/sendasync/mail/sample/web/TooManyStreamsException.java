package io.sendasync.mail.sample.web;

/**
 * As many browsers follow the events as there are places for.
 */
final class TooManyStreamsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TooManyStreamsException(int limit) {
		super(limit + " clients follow the events already. Close a page, or GET /api/sends from time to time.");
	}

}
