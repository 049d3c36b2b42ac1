package io.sendasync.mail.delivery;

/**
 * What is certain about a send that failed.
 */
public enum SendOutcome {

	/** It never reached the point where the server could accept it; safe to repeat. */
	NOT_SENT,

	/**
	 * At least one recipient does not have it: the server refused, as its reply says, or
	 * the message did not get to that recipient although others have it.
	 */
	REJECTED,

	/**
	 * The content went out whole, and no complete final reply came back. The message may
	 * have been delivered: repeating it may deliver it twice.
	 */
	UNKNOWN

}
