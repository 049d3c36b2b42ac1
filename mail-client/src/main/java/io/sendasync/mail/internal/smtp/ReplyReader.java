package io.sendasync.mail.internal.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import io.sendasync.mail.delivery.SmtpReply;

/**
 * Reads replies (RFC 5321 §4.2), bounded in every direction. Lines may end in LF alone,
 * as some servers send them; anything else that is not a reply is an error, because
 * guessing would pair later replies with the wrong commands.
 */
final class ReplyReader {

	private static final int MAX_LINE = 16 * 1024;

	private static final int MAX_REPLY = 64 * 1024;

	private static final int MAX_LINES = 1000;

	// As in a reply; also half a character, where a line is cut.
	private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

	/**
	 * A source of octets, as a wire is one.
	 */
	@FunctionalInterface
	interface Source {

		int read() throws IOException;

	}

	private final Source source;

	// The present line, without its end.
	private byte[] line = new byte[128];

	private int length;

	ReplyReader(Source source) {
		this.source = source;
	}

	/**
	 * Reads one reply.
	 * @return the reply
	 * @throws EOFException if the connection ended before or within it
	 * @throws ReplyException if it is none
	 */
	SmtpReply read() throws IOException {
		List<String> lines = new ArrayList<>(1);
		int code = -1;
		int total = 0;
		boolean last = false;
		while (!last) {
			readLine(lines.isEmpty());
			total += this.length;
			if (total > MAX_REPLY || lines.size() == MAX_LINES) {
				throw new ReplyException(
						"A reply with more than " + lines.size() + " lines or " + MAX_REPLY + " octets");
			}
			int lineCode = code();
			if (code >= 0 && lineCode != code) {
				throw new ReplyException("A reply that changes its code from " + code + " to " + lineCode);
			}
			code = lineCode;
			last = this.length == 3 || this.line[3] == ' ';
			lines.add((this.length > 4) ? text(4) : "");
		}
		return new SmtpReply(code, lines);
	}

	private int code() throws ReplyException {
		if (this.length < 3 || (this.length > 3 && this.line[3] != ' ' && this.line[3] != '-')) {
			throw unreadable(text(0));
		}
		int code = 0;
		for (int i = 0; i < 3; i++) {
			int digit = this.line[i] - '0';
			if (digit < 0 || digit > 9) {
				throw unreadable(text(0));
			}
			code = code * 10 + digit;
		}
		if (code < 200 || code > 599) {
			throw unreadable(text(0));
		}
		return code;
	}

	private static ReplyException unreadable(String line) {
		String shown = (line.length() > 80) ? line.substring(0, 80) + "…" : line;
		return new ReplyException(
				"Not an SMTP reply: '" + INVISIBLE.matcher(shown).replaceAll("\uFFFD") + "'" + hint(line));
	}

	private static String hint(String line) {
		if (line.startsWith("HTTP/")) {
			return " (an HTTP server answers on this port)";
		}
		if (!line.isEmpty() && (line.charAt(0) == 0x15 || line.charAt(0) == 0x16)) {
			return " (the server speaks TLS from the start: use implicit TLS)";
		}
		return "";
	}

	private void readLine(boolean first) throws IOException {
		this.length = 0;
		while (true) {
			int octet = this.source.read();
			if (octet < 0) {
				throw new EOFException((first && this.length == 0) ? "The server closed the connection"
						: "The server closed the connection within a reply");
			}
			if (octet == '\n') {
				if (this.length > 0 && this.line[this.length - 1] == '\r') {
					this.length--;
				}
				return;
			}
			if (this.length == MAX_LINE) {
				throw new ReplyException("A reply line with more than " + MAX_LINE + " octets");
			}
			if (this.length == this.line.length) {
				this.line = Arrays.copyOf(this.line, 2 * this.length);
			}
			this.line[this.length++] = (byte) octet;
		}
	}

	private String text(int start) {
		return new String(this.line, start, this.length - start, StandardCharsets.UTF_8);
	}

}
