package io.sendasync.mail.internal.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameter that names a file (RFC 2183 §2.3). A short ASCII name stands as it is,
 * unless it looks like an encoded-word, which lenient readers decode here as well. Any
 * other is written in the extended form of RFC 2231, in as many segments as it takes,
 * behind a short ASCII form for readers that know no other. Jakarta Mail can do the same,
 * but with segments of any length and as the application's system properties tell it.
 */
final class FileName {

	/** What leaves room for the parameter's name on a line of 78 (RFC 5322 §2.1.1). */
	private static final int MAX_VALUE = 60;

	private static final int MAX_EXTENSION = 10;

	/** RFC 2231 §7 attribute-char, besides letters and digits. */
	private static final String UNESCAPED = "!#$&+-.^_`{|}~";

	private FileName() {
	}

	/** With the semicolon and the line end in front. */
	static String parameter(String name) {
		String quoted = quote(name);
		if (isAscii(name) && quoted.length() <= MAX_VALUE && !name.contains("=?")) {
			return ";\r\n filename=" + quoted;
		}
		List<String> segments = segments(name);
		StringBuilder parameters = new StringBuilder(";\r\n filename=").append(quote(shortAscii(name)));
		for (int i = 0; i < segments.size(); i++) {
			String section = (segments.size() == 1) ? "*" : "*" + i + "*";
			parameters.append(";\r\n filename").append(section).append('=').append(segments.get(i));
		}
		return parameters.toString();
	}

	private static boolean isAscii(String name) {
		return name.chars().allMatch((character) -> character < 0x80);
	}

	/** Shortened in the middle: readers go by the extension. */
	private static String shortAscii(String name) {
		String ascii = name.codePoints()
			.mapToObj((c) -> (c < 0x7F && c != '"' && c != '\\') ? Character.toString(c) : "_")
			.reduce("", String::concat)
			.replace("=?", "__");
		if (ascii.length() <= MAX_VALUE - 2) {
			return ascii;
		}
		int dot = Math.max(ascii.lastIndexOf('.'), 0);
		String extension = (ascii.length() - dot <= MAX_EXTENSION) ? ascii.substring(dot) : "";
		return ascii.substring(0, MAX_VALUE - 2 - extension.length()) + extension;
	}

	/** Whole characters in each, so that each can be decoded alone. */
	private static List<String> segments(String name) {
		List<String> segments = new ArrayList<>();
		StringBuilder segment = new StringBuilder("UTF-8''");
		name.codePoints().forEach((codePoint) -> {
			String escaped = escape(codePoint);
			if (segment.length() + escaped.length() > MAX_VALUE) {
				segments.add(segment.toString());
				segment.setLength(0);
			}
			segment.append(escaped);
		});
		segments.add(segment.toString());
		return segments;
	}

	private static String escape(int codePoint) {
		if (codePoint < 0x80 && (Character.isLetterOrDigit(codePoint) || UNESCAPED.indexOf(codePoint) >= 0)) {
			return Character.toString(codePoint);
		}
		StringBuilder escaped = new StringBuilder();
		for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
			escaped.append("%%%02X".formatted(octet));
		}
		return escaped.toString();
	}

	private static String quote(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

}
