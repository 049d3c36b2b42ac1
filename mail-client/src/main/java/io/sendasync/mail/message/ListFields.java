package io.sendasync.mail.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * The fields of mailing lists (RFC 2369, RFC 8058).
 */
final class ListFields {

	static final String POST = "List-Unsubscribe-Post";

	static final String ONE_CLICK = "List-Unsubscribe=One-Click";

	private static final int MAX_URI = 900;

	private ListFields() {
	}

	static String unsubscribe(URI oneClick, URI... others) {
		if (!"https".equalsIgnoreCase(Objects.requireNonNull(oneClick, "oneClick").getScheme())
				|| oneClick.getHost() == null || oneClick.getUserInfo() != null || oneClick.getFragment() != null) {
			throw new IllegalArgumentException(
					"listUnsubscribe must be an absolute https address without user and fragment (RFC 8058)");
		}
		StringBuilder value = new StringBuilder(element("listUnsubscribe", oneClick.toASCIIString()));
		for (URI other : others) {
			value.append(", ").append(element("listUnsubscribe", other.toASCIIString()));
		}
		return value.toString();
	}

	private static String element(String field, String uri) {
		TextRules.requireIdentifier(field, uri, MAX_URI);
		try {
			if (!new URI(uri).isAbsolute() || uri.indexOf(',') >= 0) {
				throw new IllegalArgumentException(field + " must be absolute and have no comma, %2C stands for one");
			}
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(field + " is no URI, at position " + ex.getIndex());
		}
		return "<" + uri + ">";
	}

	/** One or more addresses in angle brackets, separated by commas (RFC 2369 §2). */
	static void check(String field, String value) {
		if (value.toUpperCase(Locale.ROOT).equals("NO")) {
			return;
		}
		for (String element : value.split(",", -1)) {
			String uri = element.strip();
			if (!uri.startsWith("<") || !uri.endsWith(">")) {
				throw new IllegalArgumentException(field + " must be addresses in angle brackets, with commas between");
			}
			element(field, uri.substring(1, uri.length() - 1));
		}
	}

}
