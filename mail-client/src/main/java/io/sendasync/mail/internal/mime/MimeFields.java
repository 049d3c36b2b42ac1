package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;

/**
 * Looks for what could break out of its line in the fields of a message and of its parts,
 * which may come from a caller who relied on Jakarta Mail to check them.
 */
final class MimeFields {

	/** Deeper than any message has a reason for. */
	private static final int MAX_DEPTH = 50;

	private MimeFields() {
	}

	static void check(Part message) throws MessagingException, IOException {
		check(message, 0);
	}

	private static void check(Part part, int depth) throws MessagingException, IOException {
		if (depth > MAX_DEPTH) {
			throw new IllegalArgumentException("The message has parts within parts " + MAX_DEPTH + " times");
		}
		for (Header header : Collections.list(part.getAllHeaders())) {
			checkName(header.getName());
			checkValue(header.getName(), header.getValue());
		}
		Object content = MimeCopy.nested(part);
		if (content instanceof Multipart multipart) {
			for (int i = 0; i < multipart.getCount(); i++) {
				check(multipart.getBodyPart(i), depth + 1);
			}
		}
		else if (content instanceof Part message) {
			check(message, depth + 1);
		}
	}

	private static void checkName(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c <= ' ' || c >= 0x7F || c == ':') {
				throw new IllegalArgumentException(
						"The name of a header field has the character %s at position %d".formatted(shown(c), i));
			}
		}
	}

	/** Folding is a CRLF between other text and white space (RFC 5322 §2.2.3). */
	private static void checkValue(String name, String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c == '\r' && isFold(value, i)) {
				i++;
			}
			else if (Character.isISOControl(c) && c != '\t') {
				throw new IllegalArgumentException(
						"The header field %s has the character %s at position %d".formatted(name, shown(c), i));
			}
		}
	}

	private static boolean isFold(String value, int position) {
		if (!value.startsWith("\r\n", position) || position + 2 == value.length()) {
			return false;
		}
		int end = value.indexOf("\r\n", position + 2);
		String line = value.substring(position + 2, (end < 0) ? value.length() : end);
		return (line.startsWith(" ") || line.startsWith("\t")) && !line.isBlank();
	}

	private static String shown(char c) {
		return String.format(Locale.ROOT, "U+%04X", (int) c);
	}

}
