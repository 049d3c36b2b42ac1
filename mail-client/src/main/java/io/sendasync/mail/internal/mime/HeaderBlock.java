package io.sendasync.mail.internal.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The header of a message or part. What was planned is written down while it is added,
 * and the octets are compared with it in the end, whatever produced them.
 */
final class HeaderBlock {

	private static final int MAX_LINE = 998;

	private final Octets out;

	private final int start;

	private final List<String> names = new ArrayList<>();

	private final boolean utf8;

	private final HeaderText text;

	/**
	 * Starts an empty one.
	 * @param out where its octets go, behind those that are there
	 * @param utf8 whether raw UTF-8 may stand in it (RFC 6532)
	 */
	HeaderBlock(Octets out, boolean utf8) {
		this(out, utf8, new HeaderText(false));
	}

	/**
	 * The same, with text as it is to stand there.
	 */
	HeaderBlock(Octets out, boolean utf8, HeaderText text) {
		this.out = out;
		this.text = text;
		this.start = out.size();
		this.utf8 = utf8;
	}

	/**
	 * Makes text fit to be added.
	 */
	HeaderText text() {
		return this.text;
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
		this.out.text(name);
		this.out.text(value.startsWith("\r\n") ? ":" : ": ");
		this.out.text(value);
		this.out.lineEnd();
	}

	/**
	 * Ends the header with the empty line.
	 * @return whether it has octets above 127
	 * @throws IllegalArgumentException if it is something else than was planned
	 */
	boolean end() {
		boolean foreign = false;
		int field = -1;
		int line = this.start;
		while (line < this.out.size()) {
			if (this.out.get(line) != ' ') {
				field++;
				requirePlanned(field, line);
			}
			int end = line;
			boolean blank = true;
			for (; this.out.get(end) != '\r'; end++) {
				byte octet = this.out.get(end);
				requireAllowed(octet, field);
				blank &= octet == ' ';
				foreign |= octet < 0;
			}
			require(!blank && this.out.get(end + 1) == '\n' && end - line <= MAX_LINE, field,
					"a line that is empty, broken or longer than 998 octets");
			line = end + 2;
		}
		require(field == this.names.size() - 1, field, "fewer fields than planned");
		this.out.lineEnd();
		return foreign;
	}

	private void requirePlanned(int field, int line) {
		boolean same = field < this.names.size();
		if (same) {
			String name = this.names.get(field);
			for (int i = 0; i < name.length() && same; i++) {
				same = this.out.get(line + i) == name.charAt(i) && name.charAt(i) != ':';
			}
			same = same && !name.isEmpty() && this.out.get(line + name.length()) == ':';
		}
		require(same, Math.min(field, this.names.size() - 1), "a field that was not planned");
	}

	private void requireAllowed(byte octet, int field) {
		if ((octet >= 0 && octet < ' ') || octet == 0x7F || (octet < 0 && !this.utf8)) {
			throw refused(field, String.format(Locale.ROOT, "the octet %02X", octet));
		}
	}

	private void require(boolean right, int field, String otherwise) {
		if (!right) {
			throw refused(field, otherwise);
		}
	}

	private IllegalArgumentException refused(int field, String what) {
		String where = (field >= 0) ? ", in or behind " + this.names.get(field) : "";
		return new IllegalArgumentException("The header would have " + what + where);
	}

}
