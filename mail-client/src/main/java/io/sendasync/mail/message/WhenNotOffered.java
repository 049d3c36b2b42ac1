package io.sendasync.mail.message;

/**
 * What to do with a message that asks for an extension which the server does not offer.
 */
public enum WhenNotOffered {

	/** The send fails, and the server hears nothing of the message. */
	FAIL,

	/** The message is sent without what it asks for. */
	GO_WITHOUT

}
