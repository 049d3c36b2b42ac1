package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Takes a body in pieces of any size and gives it on in lines: each ends in CRLF, where
 * there may have been a bare CR or LF before, also the last one. A NUL and a line that is
 * too long are refused (RFC 5322 §2.3, §2.1.1).
 */
final class RawBody {

	static final int MAX_LINE = 998;

	private final OutputStream out;

	private final PartHeaders parts;

	private final byte[] line = new byte[MAX_LINE + 2];

	private int length;

	private boolean afterCr;

	private boolean eightBit;

	private long lines;

	private long size;

	RawBody(OutputStream out, PartHeaders parts) {
		this.out = out;
		this.parts = parts;
	}

	void transferFrom(InputStream in) throws IOException {
		byte[] buffer = new byte[8192];
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			write(buffer, read);
		}
		finish();
	}

	void write(byte[] octets, int count) throws IOException {
		for (int i = 0; i < count; i++) {
			byte octet = octets[i];
			if (octet == '\n' || this.afterCr) {
				endLine();
			}
			boolean lineFeedOfCrlf = octet == '\n';
			this.afterCr = octet == '\r';
			if (!lineFeedOfCrlf && !this.afterCr) {
				add(octet);
			}
		}
	}

	private void add(byte octet) {
		if (octet == 0) {
			throw refused("has a NUL");
		}
		if (this.length == MAX_LINE) {
			throw refused("has more than " + MAX_LINE + " octets");
		}
		this.eightBit |= octet < 0;
		this.line[this.length++] = octet;
	}

	void finish() throws IOException {
		if (this.afterCr || this.length > 0) {
			endLine();
		}
		this.afterCr = false;
	}

	private void endLine() throws IOException {
		this.parts.line(this.line, this.length);
		this.line[this.length++] = '\r';
		this.line[this.length++] = '\n';
		this.out.write(this.line, 0, this.length);
		this.size += this.length;
		this.length = 0;
		this.lines++;
	}

	boolean eightBit() {
		return this.eightBit;
	}

	long size() {
		return this.size;
	}

	private IllegalArgumentException refused(String what) {
		return new IllegalArgumentException("Line " + (this.lines + 1) + " of the body " + what);
	}

}
