package io.sendasync.mail.message;

/**
 * When the sender wants a delivery status notification (RFC 3461 §4.1, the {@code NOTIFY}
 * parameter). A message without any leaves the choice to the servers, which usually
 * report failures.
 */
public enum DeliveryNotification {

	/** When the message was delivered. */
	SUCCESS,

	/** When delivery failed. */
	FAILURE,

	/** When delivery is late. */
	DELAY,

	/** Under no circumstances. Only alone. */
	NEVER

}
