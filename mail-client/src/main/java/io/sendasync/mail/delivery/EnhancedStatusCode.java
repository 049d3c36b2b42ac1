package io.sendasync.mail.delivery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463 §2), as servers put in front of a reply's
 * text when they announce ENHANCEDSTATUSCODES (RFC 2034).
 *
 * @param statusClass 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatusCode(int statusClass, int subject, int detail) {

	// Bounded repetition only: the text comes from a server.
	private static final Pattern PREFIX = Pattern.compile("([245])\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})(?: |$)");

	/**
	 * Creates a code.
	 * @throws IllegalArgumentException if a part is out of range
	 */
	public EnhancedStatusCode {
		if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
			throw new IllegalArgumentException("The class of an enhanced status code is 2, 4 or 5, not " + statusClass);
		}
		if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
			throw new IllegalArgumentException(
					"Subject and detail of an enhanced status code are 0 to 999, not " + subject + " and " + detail);
		}
	}

	/**
	 * Reads the code that a reply's text starts with.
	 * @param text a reply's first line, without the reply code
	 * @return the code, or empty if the text starts with none
	 */
	public static Optional<EnhancedStatusCode> startOf(String text) {
		Matcher matcher = PREFIX.matcher(text);
		if (!matcher.lookingAt()) {
			return Optional.empty();
		}
		return Optional.of(new EnhancedStatusCode(Integer.parseInt(matcher.group(1)),
				Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
	}

	@Override
	public String toString() {
		return this.statusClass + "." + this.subject + "." + this.detail;
	}

}
