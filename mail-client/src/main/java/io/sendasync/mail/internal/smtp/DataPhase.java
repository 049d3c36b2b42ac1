package io.sendasync.mail.internal.smtp;

import java.io.IOException;

import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * Content in the way of DATA (RFC 5321 §4.1.1.4): the server gives leave with a 354, a
 * lone dot is the end.
 */
final class DataPhase extends ContentPhase {

	private final Session session;

	private boolean requested;

	private @Nullable SmtpReply reply;

	DataPhase(Session session, MailContent content) {
		super(session, content);
		this.session = session;
	}

	@Override
	Command companion() {
		return Command.DATA;
	}

	@Override
	void request() throws IOException {
		if (!this.requested) {
			this.requested = true;
			this.session.flight()
				.send(Command.DATA, Flight.Kind.INTERMEDIATE, this.session.timeouts().data(),
						(received) -> this.reply = received);
		}
	}

	@Override
	boolean isGranted() {
		return this.reply != null && this.reply.isIntermediate();
	}

	/**
	 * A lone dot ends it (RFC 2920 §3.1), and whatever the server answers, nothing was
	 * delivered.
	 */
	@Override
	void takeBack() throws IOException {
		byte[] dot = { '.', '\r', '\n' };
		this.session.wire().write(dot, 0, dot.length);
		Flight flight = this.session.flight();
		flight.expect("reply to an empty content", this.session.timeouts().endOfData(), (received) -> {
		});
		flight.drain();
	}

	@Override
	@Nullable SmtpReply dataReply() {
		return this.reply;
	}

	@Override
	ContentStream open(Session session, MailContent content) {
		return new DotStuffing(session.wire(), content.size());
	}

	@Override
	void expectVerdict() {
		this.session.flight()
			.expect("reply to the end of the content", this.session.timeouts().endOfData(), this::verdict);
	}

}
