package io.sendasync.mail.internal.smtp;

import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * Content in the way of BDAT (RFC 3030): no leave is asked for, but the envelope's
 * replies must have been read before, and nothing follows the last chunk before its reply
 * was.
 */
final class ChunkPhase extends ContentPhase {

	private final Flight flight;

	private boolean granted;

	ChunkPhase(Session session, MailContent content) {
		super(session, content);
		this.flight = session.flight();
	}

	@Override
	@Nullable Command companion() {
		return null;
	}

	@Override
	void request() {
		SmtpReply farewell = this.flight.farewell();
		this.granted = farewell == null;
		if (farewell != null) {
			verdict(farewell);
		}
	}

	@Override
	boolean isGranted() {
		return this.granted;
	}

	@Override
	void takeBack() {
		throw new IllegalStateException("Nothing was asked for without an accepted recipient");
	}

	@Override
	@Nullable SmtpReply dataReply() {
		return null;
	}

	@Override
	ContentStream open(Session session, MailContent content) {
		return new Chunks(session, content.size(), this::verdict);
	}

	@Override
	void expectVerdict() {
		// The last BDAT did.
	}

}
