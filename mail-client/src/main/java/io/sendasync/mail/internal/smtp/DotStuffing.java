package io.sendasync.mail.internal.smtp;

import java.io.IOException;

import io.sendasync.mail.internal.net.Wire;

/**
 * Content behind DATA: a dot at the start of a line is doubled (RFC 5321 §4.5.2), and a
 * lone one ends the message.
 */
final class DotStuffing extends ContentStream {

	private static final byte[] CRLF = { '\r', '\n' };

	private static final byte[] END = { '.', '\r', '\n' };

	private final Wire wire;

	DotStuffing(Wire wire, long announced) {
		super(wire, announced, true);
		this.wire = wire;
	}

	@Override
	void emit(byte[] octets, int start, int length) throws IOException {
		this.wire.write(octets, start, length);
	}

	@Override
	void complete(boolean lineStart) throws IOException {
		if (!lineStart) {
			this.wire.write(CRLF, 0, CRLF.length);
		}
	}

	@Override
	void end() throws IOException {
		this.wire.write(END, 0, END.length);
	}

}
