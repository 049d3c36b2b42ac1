package io.sendasync.mail.boot.observation;

import io.sendasync.mail.delivery.SmtpEvent;

/**
 * Marks an observation as failed. The exception itself is not told: its text may be the
 * server's, which often repeats addresses.
 */
public final class SmtpFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	SmtpFailure(SmtpEvent.Failure failure) {
		super(failure.type() + ((failure.statusCode().value() > 0) ? ", reply " + failure.statusCode() : ""), null,
				false, false);
	}

}
