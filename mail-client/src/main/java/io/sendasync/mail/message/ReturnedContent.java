package io.sendasync.mail.message;

/**
 * How much of a message comes back with the notice that its delivery failed (RFC 3461
 * §4.3, the {@code RET} parameter).
 */
public enum ReturnedContent {

	/** All of it. */
	FULL,

	/** The header only. */
	HEADERS

}
