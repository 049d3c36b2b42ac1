package io.sendasync.mail.message;

import java.util.function.IntPredicate;

/**
 * Which characters may stand where. What is not allowed is refused, never removed:
 * removal changes the meaning silently ({@code a@b<CR><LF>.evil} would become
 * {@code a@b.evil}).
 */
final class TextRules {

	private TextRules() {
	}

	/**
	 * One line of text that ends up in a header: no controls (CR, LF, NUL, HTAB, DEL,
	 * C1), no lone surrogates.
	 */
	static String requireLine(String field, String value) {
		requireAll(field, value, TextRules::isLineBreakOrControl);
		return value;
	}

	/** A line that also reads in the order in which it is written. */
	static String requireName(String field, String value) {
		requireAll(field, requireLine(field, value), TextRules::isBidiControl);
		return value;
	}

	/** A body: line breaks and tabs are fine, NUL and lone surrogates are not. */
	static String requireBody(String field, String value) {
		requireAll(field, value, (codePoint) -> codePoint == 0);
		return value;
	}

	/**
	 * The name of a file: a line without anything that a receiver could take for a path
	 * or read backwards.
	 */
	static String requireFileName(String field, String value) {
		requireAll(field, requireName(field, value), (codePoint) -> codePoint == '/' || codePoint == '\\');
		String name = value.strip();
		if (name.isEmpty() || name.equals(".") || name.equals("..")) {
			throw new IllegalArgumentException(field + " is no file name");
		}
		if (name.length() > 255) {
			throw new IllegalArgumentException(field + " is longer than 255 characters (" + name.length() + ")");
		}
		return name;
	}

	/**
	 * Printable ASCII without space and angle brackets: what stands between the brackets
	 * of an identifier.
	 */
	static String requireIdentifier(String field, String value, int limit) {
		if (value.isEmpty() || value.length() > limit) {
			throw new IllegalArgumentException(
					field + " must have 1 to " + limit + " characters, not " + value.length());
		}
		requireAll(field, value,
				(codePoint) -> codePoint <= ' ' || codePoint >= 0x7F || codePoint == '<' || codePoint == '>');
		return value;
	}

	/**
	 * Whether all characters are of a kind. Asked for each address of each message: a
	 * stream would cost more than the question.
	 */
	static boolean all(String text, IntPredicate kind) {
		for (int i = 0; i < text.length(); i++) {
			if (!kind.test(text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	static boolean isAscii(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}

	/** RFC 2045 §5.1 token. */
	static boolean isToken(String value) {
		return !value.isEmpty() && all(value, TextRules::isTokenCharacter);
	}

	static boolean isTokenCharacter(int character) {
		return character > ' ' && character < 0x7F && "()<>@,;:\\\"/[]?=".indexOf(character) < 0;
	}

	static boolean isLineBreakOrControl(int codePoint) {
		return Character.isISOControl(codePoint) || codePoint == 0x2028 || codePoint == 0x2029;
	}

	/**
	 * Embeddings, overrides and isolates, with which "gpj.exe" can be made to look like
	 * "exe.jpg".
	 */
	static boolean isBidiControl(int codePoint) {
		return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
	}

	static boolean isSurrogate(int codePoint) {
		return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
	}

	static String codePoint(int codePoint) {
		return "U+%04X".formatted(codePoint);
	}

	private static void requireAll(String field, String value, IntPredicate refused) {
		for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
			int codePoint = value.codePointAt(i);
			if (isSurrogate(codePoint)) {
				throw new IllegalArgumentException(
						field + " has half a surrogate pair (" + codePoint(codePoint) + ") at position " + i);
			}
			if (refused.test(codePoint)) {
				throw new IllegalArgumentException(
						field + " must not contain " + codePoint(codePoint) + " (position " + i + ")");
			}
		}
	}

}
