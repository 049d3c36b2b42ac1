package io.sendasync.mail.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A setting that the client cannot work with, and whose value may hold a secret: it is
 * told what is wrong, never the value.
 */
final class SmtpConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	SmtpConfigurationException(String problem, String action, @Nullable Throwable cause) {
		super(problem, cause);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
