package io.sendasync.mail.delivery;

import org.jspecify.annotations.Nullable;

/**
 * No secure connection although one is demanded: not offered, handshake failed, or the
 * certificate or its host name did not hold. Nothing was sent, no credentials either.
 */
public final class SmtpTlsException extends SmtpException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what was demanded, what happened and what to do
	 * @param reply the refusing reply, or {@code null}
	 * @param cause the failure of the handshake or certificate, or {@code null}
	 */
	public SmtpTlsException(String message, @Nullable SmtpReply reply, @Nullable Throwable cause) {
		super(message, SendOutcome.NOT_SENT, reply, cause);
	}

	/**
	 * Only a 454 to STARTTLS passes by itself; a certificate does not.
	 */
	@Override
	public boolean isTransient() {
		return reply().isPresent() && statusCode().isTransient();
	}

}
