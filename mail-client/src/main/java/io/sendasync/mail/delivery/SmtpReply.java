package io.sendasync.mail.delivery;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A complete reply of the server (RFC 5321 §4.2). The text is the server's, for people to
 * read: control characters and invisible ones are replaced, and no decision should rest
 * on it.
 *
 * @param code the reply code, 200 to 599
 * @param lines the text of each line without the code, at least one (which may be empty)
 */
public record SmtpReply(int code, List<String> lines) {

	// What could forge a line of a log, steer a terminal, write backwards or hide.
	private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

	// A reply may have 64 KiB.
	private static final int MAX_SHOWN = 1000;

	/**
	 * Creates a reply.
	 * @throws IllegalArgumentException if the code is out of range or there is no line
	 */
	public SmtpReply {
		if (code < 200 || code > 599) {
			throw new IllegalArgumentException("Not an SMTP reply code: " + code);
		}
		if (lines.isEmpty()) {
			throw new IllegalArgumentException("A reply has at least one line");
		}
		// Most have one line, and there is a reply to each command.
		lines = (lines.size() == 1) ? List.of(printable(lines.get(0)))
				: lines.stream().map(SmtpReply::printable).toList();
	}

	/**
	 * The code as a value.
	 * @return the status code
	 */
	public SmtpStatusCode statusCode() {
		return new SmtpStatusCode(this.code);
	}

	/**
	 * The text of all lines.
	 * @return the lines, joined by single spaces
	 */
	public String text() {
		return String.join(" ", this.lines);
	}

	/**
	 * The enhanced status code, if the first line starts with one of the same class as
	 * the reply code (RFC 2034 §4).
	 * @return the enhanced code, or empty
	 */
	public Optional<EnhancedStatusCode> enhancedStatusCode() {
		return EnhancedStatusCode.startOf(this.lines.get(0))
			.filter((enhanced) -> enhanced.statusClass() == this.code / 100);
	}

	/**
	 * Whether the command was carried out (2yz).
	 * @return true for 200 to 299
	 */
	public boolean isPositive() {
		return this.code / 100 == 2;
	}

	/**
	 * Whether the server waits for more (3yz), as after DATA.
	 * @return true for 300 to 399
	 */
	public boolean isIntermediate() {
		return this.code / 100 == 3;
	}

	/**
	 * Whether the same command may succeed later (4yz).
	 * @return true for 400 to 499
	 */
	public boolean isTransient() {
		return this.code / 100 == 4;
	}

	/**
	 * Whether the server refused for good (5yz).
	 * @return true for 500 to 599
	 */
	public boolean isPermanent() {
		return this.code / 100 == 5;
	}

	private static String printable(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
				return INVISIBLE.matcher(text.replace('\t', ' ')).replaceAll("\uFFFD");
			}
		}
		return text;
	}

	/**
	 * For messages and logs.
	 * @return the code and the text, cut after 1,000 characters
	 */
	@Override
	public String toString() {
		String text = text();
		if (text.length() > MAX_SHOWN) {
			int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
			text = text.substring(0, end) + "\u2026";
		}
		return text.isEmpty() ? Integer.toString(this.code) : this.code + " " + text;
	}

}
