package io.sendasync.mail.internal.smtp;

import org.jspecify.annotations.Nullable;

/**
 * A SASL exchange that the client must not begin or go on with. The message says why,
 * without secrets.
 */
final class SaslFailure extends Exception {

	private static final long serialVersionUID = 1L;

	SaslFailure(String message) {
		this(message, null);
	}

	SaslFailure(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	static SaslFailure unasked() {
		return new SaslFailure("the server asked for more than the mechanism has");
	}

}
