package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.io.OutputStream;

import io.sendasync.mail.internal.net.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way to the server. What would be a bare CR or LF never leaves (RFC 5321
 * §2.3.8), and content that is longer or shorter than it announced never comes to its
 * end.
 */
abstract class ContentStream extends OutputStream {

	private static final byte[] DOT = { '.' };

	private final Wire wire;

	private final boolean doublesDots;

	private final long announced;

	private final long sentBefore;

	private final byte[] single = new byte[1];

	private long count;

	// What the last octet was: the state lives on between writes.
	private boolean lineStart = true;

	private boolean afterCr;

	private @Nullable IOException failure;

	/**
	 * A stream for one content.
	 * @param wire where to
	 * @param announced how many octets there will be
	 * @param doublesDots whether a dot at the start of a line is doubled
	 */
	ContentStream(Wire wire, long announced, boolean doublesDots) {
		this.wire = wire;
		this.announced = announced;
		this.doublesDots = doublesDots;
		this.sentBefore = wire.sent();
	}

	/**
	 * Writes octets that were checked.
	 */
	abstract void emit(byte[] octets, int start, int length) throws IOException;

	/**
	 * Writes what is left but for what ends the message.
	 * @param lineStart whether the content ended with a whole line
	 */
	abstract void complete(boolean lineStart) throws IOException;

	/**
	 * Writes what ends the message. To be called behind the commit point.
	 * @throws IOException if the connection broke
	 */
	abstract void end() throws IOException;

	@Override
	public final void write(int octet) throws IOException {
		this.single[0] = (byte) octet;
		write(this.single, 0, 1);
	}

	@Override
	public final void write(byte[] octets, int start, int length) throws IOException {
		attempt(() -> {
			this.count += length;
			if (this.count > this.announced) {
				throw new ContentException(
						"The content has more than the " + this.announced + " octets that it announced", null);
			}
			check(octets, start, start + length);
		});
	}

	/**
	 * Goes from line end to line end: what is between is looked at by a loop that does
	 * nothing else, a third of the time of one that keeps the state at each octet.
	 */
	private void check(byte[] octets, int start, int end) throws IOException {
		int pending = start;
		for (int i = start; i < end; i++) {
			if (this.afterCr) {
				require(octets[i] == '\n', "CR");
				this.afterCr = false;
				this.lineStart = true;
				continue;
			}
			if (this.lineStart) {
				i = EncodedLines.skip(octets, i, end);
				if (i == end) {
					break;
				}
				if (octets[i] == '.' && this.doublesDots) {
					emit(octets, pending, i - pending);
					emit(DOT, 0, 1);
					pending = i;
				}
			}
			i = endOfLine(octets, i, end);
			this.lineStart = false;
			if (i < end) {
				require(octets[i] == '\r', "LF");
				this.afterCr = true;
			}
		}
		emit(octets, pending, end - pending);
	}

	/**
	 * The position of the next CR or LF.
	 */
	private static int endOfLine(byte[] octets, int start, int end) {
		for (int i = start; i < end; i++) {
			if (octets[i] <= '\r' && (octets[i] == '\r' || octets[i] == '\n')) {
				return i;
			}
		}
		return end;
	}

	private static void require(boolean right, String bare) throws IOException {
		if (!right) {
			throw bare(bare);
		}
	}

	private static IOException bare(String what) {
		return new ContentException("The content has a bare " + what, null);
	}

	/**
	 * Ends everything but the message. To be called before the commit point. Content that
	 * has begun to leave leaves to its last octet here, so that a connection that breaks
	 * under it breaks before the commit point.
	 * @throws IOException if the content is not what it announced, or the connection
	 * broke
	 */
	final void finish() throws IOException {
		attempt(() -> {
			if (this.afterCr) {
				throw bare("CR");
			}
			if (this.count != this.announced) {
				throw new ContentException(
						"The content has " + this.count + " octets, not the " + this.announced + " that it announced",
						null);
			}
			complete(this.lineStart);
			if (this.wire.sent() != this.sentBefore) {
				this.wire.flush();
			}
		});
	}

	/**
	 * Does a part of the work; after a failure nothing more, even if the content ignores
	 * it.
	 */
	private void attempt(Part part) throws IOException {
		if (this.failure != null) {
			throw this.failure;
		}
		try {
			part.perform();
		}
		catch (IOException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	/**
	 * Why this stream takes no more.
	 * @return a {@link ContentException}, a {@link RefusalException}, another one if the
	 * connection broke, or null if the stream is not to blame
	 */
	final @Nullable IOException failure() {
		return this.failure;
	}

	@FunctionalInterface
	private interface Part {

		void perform() throws IOException;

	}

}
