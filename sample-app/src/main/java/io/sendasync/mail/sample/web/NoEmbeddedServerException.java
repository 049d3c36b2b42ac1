package io.sendasync.mail.sample.web;

/**
 * Only the embedded server does what somebody wants.
 */
final class NoEmbeddedServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NoEmbeddedServerException() {
		super("Only the embedded server can be made to misbehave or be flooded. Remove mail.smtp.host from the configuration and restart"
				+ " to use it.");
	}

}
