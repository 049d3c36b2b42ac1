package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.util.function.Consumer;

import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.internal.net.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Content behind BDAT (RFC 3030 §2): octets as they are, in chunks, each of which waits
 * for the reply to the one before. The last octet of the last one is kept back until the
 * end: it is what makes the message the server's.
 */
final class Chunks extends ContentStream {

	private final Session session;

	private final Wire wire;

	private final Flight flight;

	private final Consumer<SmtpReply> onLastReply;

	private @Nullable SmtpReply chunkReply;

	// Of the content, and of the chunk that is being sent.
	private long contentLeft;

	private long chunkLeft;

	private byte lastOctet;

	/**
	 * A stream for one content.
	 * @param session where to
	 * @param announced how many octets there will be
	 * @param onLastReply is given the reply to the last chunk
	 */
	Chunks(Session session, long announced, Consumer<SmtpReply> onLastReply) {
		super(session.wire(), announced, false);
		this.session = session;
		this.wire = session.wire();
		this.flight = session.flight();
		this.contentLeft = announced;
		this.onLastReply = onLastReply;
	}

	@Override
	void emit(byte[] octets, int start, int length) throws IOException {
		int position = start;
		int end = start + length;
		while (position < end) {
			if (this.chunkLeft == 0) {
				beginChunk();
			}
			int part = (int) Math.min(end - position, this.chunkLeft);
			this.chunkLeft -= part;
			this.contentLeft -= part;
			boolean withLast = this.contentLeft == 0;
			this.wire.write(octets, position, withLast ? part - 1 : part);
			position += part;
			if (withLast) {
				this.lastOctet = octets[position - 1];
			}
		}
	}

	private void beginChunk() throws IOException {
		this.flight.drain();
		if (this.chunkReply != null && !this.chunkReply.isPositive()) {
			throw new RefusalException(this.chunkReply);
		}
		if (this.flight.hasUnasked()) {
			// It would be taken for the reply to this chunk.
			throw new ReplyException("A reply that nobody asked for");
		}
		this.chunkLeft = Math.min(this.contentLeft, this.session.chunkSize());
		boolean last = this.chunkLeft == this.contentLeft;
		SmtpTimeouts timeouts = this.session.timeouts();
		this.flight.send(Command.bdat(this.chunkLeft, last), Flight.Kind.COMPLETION,
				last ? timeouts.endOfData() : timeouts.data(),
				last ? this.onLastReply : (reply) -> this.chunkReply = reply);
	}

	@Override
	void complete(boolean lineStart) {
		// The octets are the message as it is.
	}

	@Override
	void end() throws IOException {
		if (this.flight.due() == 0) {
			// Without octets the command itself is the end.
			beginChunk();
			return;
		}
		this.wire.write(new byte[] { this.lastOctet }, 0, 1);
	}

}
