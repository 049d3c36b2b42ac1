package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.sendasync.mail.internal.net.Wire;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * One command line (RFC 5321 §4.1.1), the only way for text to become one: every
 * character is printable, or it is no command. The check is on the characters before they
 * become octets, and the encoding is UTF-8 only where SMTPUTF8 allows it, so nothing can
 * turn into a line end on the way.
 */
final class Command {

	// RFC 5321 §4.5.3.1.4 with room for the parameters of extensions.
	private static final int LIMIT = 2048;

	static final Command RSET = of("RSET", "RSET");

	static final Command DATA = of("DATA", "DATA");

	static final Command STARTTLS = of("STARTTLS", "STARTTLS");

	static final Command NOOP = of("NOOP", "NOOP");

	static final Command QUIT = of("QUIT", "QUIT");

	private static final Verb MAIL = Verb.of("MAIL");

	private static final Verb RCPT = Verb.of("RCPT");

	// Room for most lines.
	private static final int USUAL = 96;

	private final Verb verb;

	// With its CRLF.
	private final byte[] octets;

	private Command(Verb verb, byte[] octets) {
		this.verb = verb;
		this.octets = octets;
	}

	/**
	 * What a command is called.
	 *
	 * @param text the word
	 * @param step that its reply is, for messages
	 */
	private record Verb(String text, String step) {

		static Verb of(String text) {
			return new Verb(text, "reply to " + text);
		}

	}

	static Command ehlo(String name) {
		return of("EHLO", "EHLO " + name);
	}

	static Command helo(String name) {
		return of("HELO", "HELO " + name);
	}

	static Command mail(Mail mail, MailParameters parameters) {
		StringBuilder line = new StringBuilder(USUAL).append("MAIL FROM:");
		appendPath(line, mail.envelope().reversePath());
		parameters.appendToMail(line);
		return of(MAIL, line, mail.content().smtpUtf8());
	}

	static Command rcpt(MailAddress recipient, Mail mail, MailParameters parameters) {
		StringBuilder line = new StringBuilder(USUAL).append("RCPT TO:");
		appendPath(line, recipient);
		parameters.appendToRecipient(line, recipient);
		return of(RCPT, line, mail.content().smtpUtf8());
	}

	/**
	 * Announces a chunk (RFC 3030 §2).
	 */
	static Command bdat(long octets, boolean last) {
		return of("BDAT", "BDAT " + octets + (last ? " LAST" : ""));
	}

	private static void appendPath(StringBuilder line, @Nullable MailAddress address) {
		line.append('<');
		if (address != null) {
			line.append(address.wireAddress());
		}
		line.append('>');
	}

	static Command of(String verb, CharSequence line) {
		return of(Verb.of(verb), line, false);
	}

	private static Command of(Verb verb, CharSequence line, boolean utf8) {
		byte[] octets = octets(verb, line, utf8);
		if (octets.length > LIMIT && !verb.text().equals("AUTH")) {
			throw new IllegalArgumentException(
					"The " + verb.text() + " command would have " + octets.length + " octets, more than " + LIMIT);
		}
		return new Command(verb, octets);
	}

	/**
	 * Checks and encodes a line at once, as long as it is ASCII, which it nearly always
	 * is.
	 */
	private static byte[] octets(Verb verb, CharSequence line, boolean utf8) {
		int length = line.length();
		byte[] octets = new byte[length + 2];
		boolean ascii = true;
		for (int i = 0; i < length; i++) {
			char c = line.charAt(i);
			if (c < ' ' || c == 0x7F || (c > 0x7F && (!utf8 || Character.isISOControl(c)))
					|| isLoneSurrogate(line, i)) {
				throw new IllegalArgumentException("The " + verb.text() + " command must not contain the character U+"
						+ String.format("%04X", (int) c) + " (position " + i + ")");
			}
			ascii &= c < 0x80;
			octets[i] = (byte) c;
		}
		octets[length] = '\r';
		octets[length + 1] = '\n';
		return ascii ? octets : (line + "\r\n").getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isLoneSurrogate(CharSequence line, int index) {
		char c = line.charAt(index);
		if (Character.isHighSurrogate(c)) {
			return index + 1 == line.length() || !Character.isLowSurrogate(line.charAt(index + 1));
		}
		return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(line.charAt(index - 1)));
	}

	/**
	 * For messages: the command without its arguments, which may be secrets.
	 */
	String verb() {
		return this.verb.text();
	}

	/**
	 * For messages: the wait for its reply.
	 */
	String step() {
		return this.verb.step();
	}

	int length() {
		return this.octets.length;
	}

	void writeTo(Wire wire) throws IOException {
		wire.write(this.octets, 0, this.octets.length);
	}

	/**
	 * For the wire log: all of it, but nothing of what proves who we are.
	 */
	@Override
	public String toString() {
		return verb().equals("AUTH") ? "AUTH ******" : new String(this.octets, StandardCharsets.UTF_8).stripTrailing();
	}

}
