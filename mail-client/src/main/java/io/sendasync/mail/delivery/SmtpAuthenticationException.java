package io.sendasync.mail.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Credentials are set, and the server refused them or offers no way to use them. Nothing
 * was sent.
 */
public final class SmtpAuthenticationException extends SmtpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what happened and what to do, without the credentials
	 * @param reply the refusing reply, or {@code null} if AUTH was not offered
	 */
	public SmtpAuthenticationException(String message, @Nullable SmtpReply reply) {
		this(message, reply, null);
	}

	/**
	 * Creates an exception with a cause.
	 * @param message what happened and what to do, without the credentials
	 * @param reply the refusing reply, or {@code null} if the server did not speak
	 * @param cause the cause, or {@code null}
	 */
	public SmtpAuthenticationException(String message, @Nullable SmtpReply reply, @Nullable Throwable cause) {
		super(message, SendOutcome.NOT_SENT, reply, cause);
	}

	/**
	 * Only a 4yz reply such as 454 passes by itself (RFC 4954 §6).
	 */
	@Override
	public boolean isTransient() {
		return reply().isPresent() && statusCode().isTransient();
	}

}
