package io.sendasync.mail.testserver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The argument of MAIL or RCPT: a path and parameters (RFC 5321 §4.1.1.2, §4.1.1.3).
 *
 * @param path the address without angle brackets
 * @param parameters values by keyword in upper case
 * @param spaceAfterColon whether there was a space that must not be there
 */
record PathArgument(String path, Map<String, String> parameters, boolean spaceAfterColon) {

	static @Nullable PathArgument parse(String prefix, String argument) {
		if (!argument.regionMatches(true, 0, prefix, 0, prefix.length())) {
			return null;
		}
		String rest = argument.substring(prefix.length());
		String path = rest.stripLeading();
		int end = endOfPath(path);
		if (end < 0) {
			return null;
		}
		String parameters = path.substring(end + 1);
		if (!parameters.isEmpty() && parameters.charAt(0) != ' ') {
			return null;
		}
		return new PathArgument(path.substring(1, end), parameters(parameters), path.length() < rest.length());
	}

	private static int endOfPath(String text) {
		if (!text.startsWith("<")) {
			return -1;
		}
		boolean quoted = false;
		for (int i = 1; i < text.length(); i++) {
			switch (text.charAt(i)) {
				case '"' -> quoted = !quoted;
				case '\\' -> i += quoted ? 1 : 0;
				case '>' -> {
					if (!quoted) {
						return i;
					}
				}
				default -> {
				}
			}
		}
		return -1;
	}

	private static Map<String, String> parameters(String text) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String parameter : text.strip().split(" +", -1)) {
			int equals = parameter.indexOf('=');
			String keyword = (equals < 0) ? parameter : parameter.substring(0, equals);
			if (!keyword.isEmpty()) {
				parameters.put(keyword.toUpperCase(Locale.ROOT), (equals < 0) ? "" : parameter.substring(equals + 1));
			}
		}
		return Collections.unmodifiableMap(parameters);
	}

}
