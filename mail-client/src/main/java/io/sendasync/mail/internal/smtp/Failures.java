package io.sendasync.mail.internal.smtp;

import java.io.EOFException;
import java.io.IOException;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpProtocolException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.internal.net.StepTimeoutException;

/**
 * Names for what a broken connection means to a message.
 */
final class Failures {

	private Failures() {
	}

	static SmtpException of(String where, SendOutcome outcome, IOException cause) {
		String certainty = (outcome == SendOutcome.UNKNOWN)
				? ". The message went out whole, whether it was accepted is unknown" : "";
		if (cause instanceof StepTimeoutException timeout) {
			return new SmtpTimeoutException(where + ": " + timeout.getMessage() + certainty, outcome, timeout.elapsed(),
					timeout);
		}
		if (cause instanceof ReplyException) {
			return new SmtpProtocolException(where + ": " + cause.getMessage() + certainty, outcome, cause);
		}
		String what = (cause instanceof EOFException) ? cause.getMessage()
				: "connection lost (" + cause.getMessage() + ")";
		return new SmtpException(where + ": " + what + certainty, outcome, null, cause);
	}

}
