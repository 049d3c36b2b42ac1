package io.sendasync.mail.internal.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The header of a message or part. What was planned is written down while it is added,
 * and the octets are compared with it in the end, whatever produced them.
 */
final class HeaderBlock {

	private final StringBuilder block = new StringBuilder();

	private final List<String> names = new ArrayList<>();

	private final boolean utf8;

	/**
	 * Starts an empty one.
	 * @param utf8 whether raw UTF-8 may stand in it (RFC 6532)
	 */
	HeaderBlock(boolean utf8) {
		this.utf8 = utf8;
	}

	/**
	 * Adds a field, folded at spaces.
	 */
	void add(String name, String value) {
		addFolded(name, HeaderWords.fold(name, value));
	}

	/**
	 * Adds a field whose value has its line breaks already.
	 */
	void addFolded(String name, String value) {
		this.names.add(name);
		this.block.append(name).append(value.startsWith("\r\n") ? ":" : ": ").append(value).append("\r\n");
	}

	/**
	 * Writes the fields and the empty line behind them.
	 */
	void writeTo(ByteArrayOutputStream out) {
		String text = this.block.append("\r\n").toString();
		check(text);
		out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
	}

	private void check(String text) {
		List<String> found = new ArrayList<>();
		int start = 0;
		while (start < text.length() - 2) {
			int end = text.indexOf("\r\n", start);
			String line = text.substring(start, end);
			checkLine(line);
			if (line.charAt(0) != ' ') {
				found.add(line.substring(0, line.indexOf(':')));
			}
			start = end + 2;
		}
		if (!found.equals(this.names)) {
			throw new IllegalArgumentException(
					"The header would have the fields " + found + " instead of " + this.names);
		}
	}

	private void checkLine(String line) {
		if (line.isBlank() || (line.charAt(0) != ' ' && line.indexOf(':') <= 0)) {
			throw new IllegalArgumentException("The header would have a line that is no field");
		}
		if (line.getBytes(StandardCharsets.UTF_8).length > 998) {
			throw new IllegalArgumentException(
					"The header would have a line of more than 998 octets, in or behind " + this.names.get(0));
		}
		for (int i = 0; i < line.length(); i++) {
			char c = line.charAt(i);
			if (c < ' ' || c == 0x7F || (c > 0x7F && !this.utf8)) {
				throw new IllegalArgumentException(String.format(Locale.ROOT,
						"The header would have the character U+%04X in the field %s", (int) c, line.split(":", 2)[0]));
			}
		}
	}

}
