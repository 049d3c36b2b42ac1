package io.sendasync.mail.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The server broke the protocol: a reply that cannot be read, or one that nobody asked
 * for. The connection was discarded.
 */
public final class SmtpProtocolException extends SmtpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what was expected and what came
	 * @param outcome what is certain about the message
	 * @param cause the cause, or {@code null}
	 */
	public SmtpProtocolException(String message, SendOutcome outcome, @Nullable Throwable cause) {
		super(message, outcome, null, cause);
	}

}
