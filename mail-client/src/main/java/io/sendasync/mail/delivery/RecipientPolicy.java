package io.sendasync.mail.delivery;

/**
 * What to do when the server accepts only some of the recipients.
 */
public enum RecipientPolicy {

	/**
	 * The accepted ones get the message; the send then fails with an exception that lists
	 * the others.
	 */
	DELIVER_TO_ACCEPTED,

	/** Nobody gets it. */
	ALL_OR_NOTHING

}
