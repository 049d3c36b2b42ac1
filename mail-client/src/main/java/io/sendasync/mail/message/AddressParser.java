package io.sendasync.mail.message;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads mailboxes (RFC 5322 §3.4) from left to right with one cursor: linear time, no
 * recursion. Comments, tabs between the tokens and the obsolete white space around
 * {@code @} are accepted and dropped. Source routes, groups and the obsolete mixed local
 * parts ({@code "a".b@c}) are refused. A display name may be unquoted text, also with
 * non-ASCII letters, as people write it; what has a meaning in the grammar must be
 * quoted. Errors say where it went wrong, and never show the text, which may come from an
 * attacker and end up in a log.
 */
final class AddressParser {

	private static final int END = -1;

	private static final String SPECIALS = " \t\"(),<>@[]:;\\";

	// The same as a table: each character of each address is looked up.
	private static final boolean[] IS_SPECIAL = new boolean[0x80];

	static {
		SPECIALS.chars().forEach((character) -> IS_SPECIAL[character] = true);
	}

	private final String input;

	private final @Nullable String field;

	private int position;

	AddressParser(String input) {
		this.input = input;
		this.field = null;
	}

	/** Errors name the field. */
	AddressParser(String field, String input) {
		this.input = input;
		this.field = field;
	}

	MailAddress single() {
		checkCharacters();
		MailAddress address = mailbox();
		if (peek() == ',') {
			throw error("more than one address, or a comma in a display name without quotes");
		}
		return address;
	}

	List<MailAddress> list() {
		checkCharacters();
		MailAddress first = mailbox();
		if (peek() == END) {
			return List.of(first);
		}
		List<MailAddress> addresses = new ArrayList<>();
		addresses.add(first);
		while (peek() == ',') {
			this.position++;
			addresses.add(mailbox());
		}
		return List.copyOf(addresses);
	}

	private void checkCharacters() {
		for (int i = 0; i < this.input.length(); i += Character.charCount(this.input.codePointAt(i))) {
			int codePoint = this.input.codePointAt(i);
			if (codePoint != '\t' && (TextRules.isLineBreakOrControl(codePoint) || TextRules.isSurrogate(codePoint)
					|| TextRules.isBidiControl(codePoint))) {
				this.position = i;
				throw notAllowed(codePoint);
			}
		}
	}

	/** One mailbox, up to a comma or the end. */
	private MailAddress mailbox() {
		skipComments();
		int start = this.position;
		skipWord();
		boolean bare = peek() == '@';
		this.position = start;
		MailAddress address = bare ? addrSpec("") : withPhrase();
		skipComments();
		if (peek() != END && peek() != ',') {
			throw error("unexpected text behind the address");
		}
		return address;
	}

	private MailAddress withPhrase() {
		int start = this.position;
		String phrase = phrase();
		if (peek() == '<') {
			this.position++;
			MailAddress address = addrSpec(phrase);
			if (peek() != '>') {
				throw error("'>' expected");
			}
			this.position++;
			return address;
		}
		if (peek() == '@') {
			this.position = start;
			return addrSpec("");
		}
		throw error(phrase.isEmpty() ? "address missing" : "no '@' in the address");
	}

	/**
	 * What stands in front of {@code <} or {@code @}, with its words separated by one
	 * space.
	 */
	private String phrase() {
		StringBuilder text = new StringBuilder();
		boolean space = false;
		while (true) {
			int next = peek();
			if (isSpace(next) || next == '(') {
				skipComments();
				space = text.length() > 0;
			}
			else if (next == END || "<@,".indexOf(next) >= 0) {
				return text.toString();
			}
			else if (")>[]:;\\".indexOf(next) >= 0) {
				throw error(
						(next == ':' || next == ';') ? "groups are not supported, quote a display name with ':' or ';'"
								: "unexpected '" + (char) next + "', quote the display name");
			}
			else {
				text.append(space ? " " : "").append((next == '"') ? quotedString() : rawWord());
				space = false;
			}
		}
	}

	private String rawWord() {
		int start = this.position;
		skipWord();
		return this.input.substring(start, this.position);
	}

	private void skipWord() {
		for (int next = peek(); next != END && !(next < 0x80 && IS_SPECIAL[next]); next = peek()) {
			this.position++;
		}
	}

	private MailAddress addrSpec(String displayName) {
		skipComments();
		int start = this.position;
		if (peek() == '@') {
			throw error("source routes are not supported, or the local part is missing");
		}
		String localPart = (peek() == '"') ? quotedString() : dotAtom();
		checkLocalPart(localPart, start);
		skipComments();
		if (peek() != '@') {
			throw error("'@' expected");
		}
		this.position++;
		skipComments();
		int domainStart = this.position;
		String domain = (peek() == '[') ? literal() : rawWord();
		skipComments();
		try {
			return MailAddress.checked(displayName, localPart, MailDomain.of(domain));
		}
		catch (IllegalArgumentException ex) {
			this.position = domainStart;
			throw error(String.valueOf(ex.getMessage()));
		}
	}

	private String dotAtom() {
		int start = this.position;
		String text = rawWord();
		if (text.isEmpty()) {
			throw error("local part missing");
		}
		if (!MailAddress.isDotAtom(text)) {
			this.position = start;
			throw error("local part has a dot at its start or end or two in a row, or a character that needs quotes");
		}
		return text;
	}

	private void checkLocalPart(String localPart, int start) {
		if (localPart.isEmpty()) {
			this.position = start;
			throw error("local part empty");
		}
		for (int i = 0; i < localPart.length(); i += Character.charCount(localPart.codePointAt(i))) {
			int codePoint = localPart.codePointAt(i);
			if (codePoint >= 0x80 && !isAllowedInLocalPart(codePoint)) {
				this.position = start;
				throw error(TextRules.codePoint(codePoint) + " not allowed in the local part");
			}
		}
	}

	/**
	 * No spaces and invisible characters, and nothing like {@code U+FF20} that a server's
	 * normalization (RFC 6532 §3.1) could turn into a special.
	 */
	private static boolean isAllowedInLocalPart(int codePoint) {
		int type = Character.getType(codePoint);
		if (type == Character.FORMAT || type == Character.SPACE_SEPARATOR) {
			return false;
		}
		String normal = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
		return TextRules.all(normal, (character) -> character >= 0x80 || MailAddress.isAtomText(character));
	}

	private String quotedString() {
		int start = this.position++;
		StringBuilder text = new StringBuilder();
		while (peek() != '"') {
			if (peek() == '\\') {
				this.position++;
			}
			if (peek() == END) {
				this.position = start;
				throw error("quote not closed");
			}
			if (peek() == '\t') {
				throw notAllowed('\t');
			}
			text.append((char) peek());
			this.position++;
		}
		this.position++;
		return text.toString();
	}

	private String literal() {
		int start = this.position;
		int end = this.input.indexOf(']', start);
		if (end < 0) {
			throw error("']' expected");
		}
		this.position = end + 1;
		return this.input.substring(start, end + 1);
	}

	/** White space and comments, which nest. */
	private void skipComments() {
		int start = this.position;
		int depth = 0;
		while (isSpace(peek()) || peek() == '(' || depth > 0) {
			start = (depth == 0) ? this.position : start;
			switch (peek()) {
				case '(' -> depth++;
				case ')' -> depth--;
				case '\\' -> this.position++;
				case END -> {
					this.position = start;
					throw error("comment not closed");
				}
				default -> {
				}
			}
			this.position++;
		}
	}

	private int peek() {
		return (this.position < this.input.length()) ? this.input.charAt(this.position) : END;
	}

	/** RFC 5322 §2.2.2 and §3.2.2, without the line breaks. */
	private static boolean isSpace(int character) {
		return character == ' ' || character == '\t';
	}

	private IllegalArgumentException notAllowed(int codePoint) {
		return error(TextRules.codePoint(codePoint) + " not allowed");
	}

	private IllegalArgumentException error(String what) {
		String reason = "Not a mail address: " + what + " at position " + Math.min(this.position, this.input.length());
		return new IllegalArgumentException((this.field != null) ? this.field + ": " + reason : reason);
	}

}
