package io.sendasync.mail.internal.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of a message, and which of them are signed. Octets are characters here, one
 * for one.
 *
 * @param fields in their order, each with its name and value as they are
 */
record DkimHeader(List<Field> fields) {

	/**
	 * Listed once more than they occur (RFC 6376 §8.15): a field of that name that
	 * somebody adds later breaks the signature. Also if there is none now.
	 */
	private static final Set<String> COMPLETE = Set.of("from", "reply-to", "subject");

	/**
	 * Likewise, but servers on the way may add them where there is none.
	 */
	private static final Set<String> COMPLETE_IF_THERE = Set.of("date", "message-id", "to", "cc", "mime-version",
			"content-type", "content-transfer-encoding");

	/** In the order of h=. */
	private static final List<String> SIGNED = List.of("from", "sender", "reply-to", "to", "cc", "subject", "date",
			"message-id", "in-reply-to", "references", "mime-version", "content-type", "content-transfer-encoding",
			"auto-submitted", "list-id", "list-unsubscribe", "list-unsubscribe-post", "list-help", "list-subscribe",
			"list-post", "list-owner", "list-archive");

	/**
	 * A field.
	 *
	 * @param name in lower case
	 * @param value as it is, with its line ends
	 */
	record Field(String name, String value) {

		/**
		 * Its relaxed form (RFC 6376 §3.4.2), without a line end.
		 */
		String relaxed() {
			StringBuilder relaxed = new StringBuilder(this.name).append(':');
			boolean space = false;
			int start = relaxed.length();
			for (int i = 0; i < this.value.length(); i++) {
				char c = this.value.charAt(i);
				if (c == ' ' || c == '\t') {
					space = true;
				}
				else if (c != '\r' && c != '\n') {
					if (space && relaxed.length() > start) {
						relaxed.append(' ');
					}
					space = false;
					relaxed.append(c);
				}
			}
			return relaxed.toString();
		}

	}

	static DkimHeader parse(String header) {
		List<Field> fields = new ArrayList<>();
		int start = 0;
		while (start < header.length()) {
			int end = header.indexOf("\r\n", start);
			while (end >= 0 && end + 2 < header.length() && isSpace(header.charAt(end + 2))) {
				end = header.indexOf("\r\n", end + 2);
			}
			int next = (end < 0) ? header.length() : end + 2;
			String line = header.substring(start, (end < 0) ? next : end);
			int colon = line.indexOf(':');
			if (colon > 0) {
				fields.add(new Field(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
						line.substring(colon + 1)));
			}
			start = next;
		}
		return new DkimHeader(fields);
	}

	private static boolean isSpace(char c) {
		return c == ' ' || c == '\t';
	}

	/**
	 * The fields of a name, last one first, as signatures count them (RFC 6376 §5.4.2).
	 */
	private List<Field> lastFirst(String name) {
		List<Field> found = new ArrayList<>();
		for (Field field : this.fields) {
			if (field.name().equals(name)) {
				found.add(0, field);
			}
		}
		return found;
	}

	/**
	 * The value of the only field of a name.
	 * @return the value, or empty text if there is none or more than one
	 */
	String only(String name) {
		List<Field> found = lastFirst(name);
		return (found.size() == 1) ? found.get(0).value() : "";
	}

	/**
	 * The names for h=.
	 */
	List<String> signedNames() {
		List<String> names = new ArrayList<>();
		for (String name : SIGNED) {
			int count = lastFirst(name).size();
			boolean complete = COMPLETE.contains(name) || (count > 0 && COMPLETE_IF_THERE.contains(name));
			for (int i = complete ? -1 : 0; i < count; i++) {
				names.add(name);
			}
		}
		return names;
	}

	/**
	 * What is signed of the header, in relaxed form.
	 */
	String signedFields() {
		StringBuilder signed = new StringBuilder();
		for (String name : SIGNED) {
			for (Field field : lastFirst(name)) {
				signed.append(field.relaxed()).append("\r\n");
			}
		}
		return signed.toString();
	}

}
