package io.sendasync.mail.internal.dkim;

import java.security.MessageDigest;
import java.util.Base64;

/**
 * The hash of a body in relaxed form (RFC 6376 §3.4.4): white space is one space, none at
 * the end of a line, no empty lines at the end. Takes it in pieces of any size, in lines
 * that end in CRLF.
 */
final class RelaxedBody {

	private final MessageDigest digest;

	private final byte[] canonical = new byte[8192];

	private int length;

	// Not written as long as nothing follows them.
	private long emptyLines;

	private boolean space;

	private boolean lineIsEmpty = true;

	RelaxedBody(MessageDigest digest) {
		this.digest = digest;
	}

	void write(byte[] octets, int start, int end) {
		int position = start;
		while (position < end) {
			byte octet = octets[position];
			if (octet == '\n') {
				endLine();
				position++;
			}
			else if (octet == ' ' || octet == '\t') {
				this.space = true;
				position++;
			}
			else if (octet == '\r') {
				position++;
			}
			else {
				int run = endOfRun(octets, position, end);
				write(octets, position, run, this.space);
				position = run;
			}
		}
	}

	private static int endOfRun(byte[] octets, int start, int end) {
		int run = start;
		while (run < end && (octets[run] > ' ' || !isSpecial(octets[run]))) {
			run++;
		}
		return run;
	}

	private static boolean isSpecial(byte octet) {
		return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
	}

	private void write(byte[] octets, int start, int end, boolean withSpace) {
		for (; this.emptyLines > 0; this.emptyLines--) {
			lineEnd();
		}
		if (withSpace) {
			add((byte) ' ');
		}
		this.space = false;
		this.lineIsEmpty = false;
		int count = end - start;
		if (count > this.canonical.length - this.length) {
			flush();
		}
		if (count > this.canonical.length) {
			this.digest.update(octets, start, count);
			return;
		}
		System.arraycopy(octets, start, this.canonical, this.length, count);
		this.length += count;
	}

	private void endLine() {
		this.space = false;
		if (this.lineIsEmpty) {
			this.emptyLines++;
		}
		else {
			lineEnd();
			this.lineIsEmpty = true;
		}
	}

	private void lineEnd() {
		add((byte) '\r');
		add((byte) '\n');
	}

	private void add(byte octet) {
		if (this.length == this.canonical.length) {
			flush();
		}
		this.canonical[this.length++] = octet;
	}

	private void flush() {
		this.digest.update(this.canonical, 0, this.length);
		this.length = 0;
	}

	/**
	 * Ends the body.
	 * @return its hash in base64
	 */
	String finish() {
		if (!this.lineIsEmpty) {
			lineEnd();
		}
		flush();
		return Base64.getEncoder().encodeToString(this.digest.digest());
	}

}
