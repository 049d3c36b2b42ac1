package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.io.OutputStream;

import io.sendasync.mail.internal.net.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Content on its way behind DATA: a dot at the start of a line is doubled (RFC 5321
 * §4.5.2), and what would be a bare CR or LF never leaves (§2.3.8).
 */
final class DotStuffing extends OutputStream {

	private static final byte[] DOT = { '.' };

	private static final byte[] CRLF = { '\r', '\n' };

	private static final byte[] END = { '.', '\r', '\n' };

	private final Wire wire;

	private final byte[] single = new byte[1];

	// What the last octet was: the state lives on between writes.
	private boolean lineStart = true;

	private boolean afterCr;

	private @Nullable IOException networkFailure;

	DotStuffing(Wire wire) {
		this.wire = wire;
	}

	@Override
	public void write(int octet) throws IOException {
		this.single[0] = (byte) octet;
		write(this.single, 0, 1);
	}

	@Override
	public void write(byte[] octets, int start, int length) throws IOException {
		int end = start + length;
		int pending = start;
		for (int i = start; i < end; i++) {
			byte octet = octets[i];
			if (this.afterCr && octet != '\n') {
				throw bare("CR");
			}
			if (this.lineStart && octet == '.') {
				send(octets, pending, i - pending);
				send(DOT, 0, 1);
				pending = i;
			}
			if (octet == '\n' && !this.afterCr) {
				throw bare("LF");
			}
			this.lineStart = octet == '\n';
			this.afterCr = octet == '\r';
		}
		send(octets, pending, end - pending);
	}

	private void send(byte[] octets, int start, int length) throws IOException {
		try {
			this.wire.write(octets, start, length);
		}
		catch (IOException ex) {
			this.networkFailure = ex;
			throw ex;
		}
	}

	/**
	 * Whose fault a failure was.
	 * @return true if the network's, false if the content's
	 */
	boolean causedByNetwork(IOException failure) {
		return failure == this.networkFailure;
	}

	private static IOException bare(String what) {
		return new ContentException("The content has a bare " + what, null);
	}

	/**
	 * Ends the last line if need be. To be called before the commit point.
	 */
	void finish() throws IOException {
		if (this.afterCr) {
			throw bare("CR");
		}
		if (!this.lineStart) {
			send(CRLF, 0, 2);
			this.lineStart = true;
		}
	}

	/**
	 * Writes the mark after which the server has the message.
	 */
	void end() throws IOException {
		send(END, 0, END.length);
	}

}
