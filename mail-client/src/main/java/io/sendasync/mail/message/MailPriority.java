package io.sendasync.mail.message;

/**
 * How urgent a message is, as shown by the reader's mail program. It has no influence on
 * the order of sending.
 */
public enum MailPriority {

	/** No priority header is written. */
	NORMAL,

	/** {@code X-Priority: 5}, {@code Importance: low}. */
	LOW,

	/** {@code X-Priority: 1}, {@code Importance: high}. */
	HIGH

}
