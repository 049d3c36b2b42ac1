package io.sendasync.mail.message;

/**
 * How a message came about that no person wrote (RFC 3834 §5).
 */
public enum AutoSubmitted {

	/** By a program, for example at a fixed time or because of an order. */
	GENERATED("auto-generated"),

	/** By a program as the answer to a message. */
	REPLIED("auto-replied");

	private final String value;

	AutoSubmitted(String value) {
		this.value = value;
	}

	String value() {
		return this.value;
	}

}
