package io.sendasync.mail.delivery;

import org.jspecify.annotations.Nullable;

/**
 * No usable connection: the name did not resolve, nothing answered, or the greeting was
 * missing or negative. Nothing was sent.
 */
public final class SmtpConnectException extends SmtpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what was tried and what happened
	 * @param reply the refusing greeting, or {@code null}
	 * @param cause the cause, or {@code null}
	 */
	public SmtpConnectException(String message, @Nullable SmtpReply reply, @Nullable Throwable cause) {
		super(message, SendOutcome.NOT_SENT, reply, cause);
	}

	/**
	 * Without a reply: the network or the server may be back later.
	 */
	@Override
	public boolean isTransient() {
		return reply().isEmpty() || statusCode().isTransient();
	}

}
