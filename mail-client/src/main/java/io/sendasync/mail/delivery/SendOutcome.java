package io.sendasync.mail.delivery;

/**
 * What is certain about a send that failed.
 */
public enum SendOutcome {

	/** It never reached the point where the server could accept it; safe to repeat. */
	NOT_SENT,

	/** The server refused it, for at least one recipient; its reply says why. */
	REJECTED,

	/**
	 * The content went out whole, and no complete final reply came back. The message may
	 * have been delivered: repeating it may deliver it twice.
	 */
	UNKNOWN

}
