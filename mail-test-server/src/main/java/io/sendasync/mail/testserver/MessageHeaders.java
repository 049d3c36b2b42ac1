package io.sendasync.mail.testserver;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads header fields (RFC 5322 §2.2) leniently, for assertions.
 */
final class MessageHeaders {

	private MessageHeaders() {
	}

	static List<String> values(String message, String name) {
		List<String> values = new ArrayList<>();
		StringBuilder field = new StringBuilder();
		for (String line : message.split("\r\n|\n", -1)) {
			if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
				field.append(line);
				continue;
			}
			add(values, field, name);
			field.setLength(0);
			if (line.isEmpty()) {
				return values;
			}
			field.append(line);
		}
		add(values, field, name);
		return values;
	}

	private static void add(List<String> values, StringBuilder field, String name) {
		int colon = field.indexOf(":");
		if (colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name)) {
			values.add(field.substring(colon + 1).strip());
		}
	}

}
