package io.sendasync.mail.sample.web;

/**
 * A client asks more often than it may.
 */
final class TooManyRequestsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final long seconds;

	TooManyRequestsException(long seconds) {
		super("This address sent more requests than sample.rate-limit allows. Try again in " + seconds
				+ ((seconds == 1) ? " second." : " seconds."));
		this.seconds = seconds;
	}

	/**
	 * When to try again.
	 * @return seconds from now, at least 1
	 */
	long seconds() {
		return this.seconds;
	}

}
