package io.sendasync.mail.internal.smtp;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * SASLprep (RFC 4013), the profile of stringprep that makes user names and passwords
 * comparable: spaces and invisible characters are mapped, compatibility forms united
 * (NFKC), what is prohibited is refused.
 *
 * <p>
 * NFKC is that of the JDK's Unicode version, not of 3.2, and characters without meaning
 * are let through as in a query (RFC 3454 §7): both differ only for characters that
 * Unicode 3.2 did not have.
 */
final class SaslPrep {

	private SaslPrep() {
	}

	/**
	 * Prepares a string.
	 * @param what for the message, as in "password"
	 * @param text the string
	 * @return the prepared string, not empty
	 * @throws SaslFailure if nothing is left of it or something in it is prohibited; the
	 * message shows neither
	 */
	static String prepare(String what, String text) throws SaslFailure {
		if (isPrintableAscii(text)) {
			return text;
		}
		StringBuilder mapped = new StringBuilder(text.length());
		text.codePoints().filter((c) -> !isMappedToNothing(c)).forEach((c) -> {
			mapped.appendCodePoint(isNonAsciiSpace(c) ? ' ' : c);
		});
		String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
		if (prepared.isEmpty()) {
			throw new SaslFailure("nothing is left of the " + what + " when it is prepared (RFC 4013)");
		}
		if (has(prepared, SaslPrep::isProhibited)) {
			throw new SaslFailure("the " + what + " contains characters that RFC 4013 §2.3 prohibits, such as control"
					+ " characters. If the server takes it all the same, allow only the mechanism PLAIN");
		}
		checkDirection(what, prepared);
		return prepared;
	}

	private static boolean isPrintableAscii(String text) {
		return !text.isEmpty() && text.chars().allMatch((c) -> c >= ' ' && c < 0x7F);
	}

	/**
	 * RFC 3454 table B.1.
	 */
	private static boolean isMappedToNothing(int c) {
		return c == 0xAD || c == 0x34F || c == 0x1806 || in(c, 0x180B, 0x180D) || in(c, 0x200B, 0x200D) || c == 0x2060
				|| in(c, 0xFE00, 0xFE0F) || c == 0xFEFF;
	}

	/**
	 * RFC 3454 table C.1.2.
	 */
	private static boolean isNonAsciiSpace(int c) {
		return c == 0xA0 || c == 0x1680 || in(c, 0x2000, 0x200B) || c == 0x202F || c == 0x205F || c == 0x3000;
	}

	/**
	 * RFC 3454 tables C.1.2 to C.9; C.3, C.5 and the like by their general category.
	 */
	private static boolean isProhibited(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE -> true;
			default -> isNonAsciiSpace(c) || isInvisibleControl(c) || isNonCharacter(c) || in(c, 0xFFF9, 0xFFFD)
					|| in(c, 0x2FF0, 0x2FFB) || c == 0x340 || c == 0x341 || c == 0xE0001 || in(c, 0xE0020, 0xE007F);
		};
	}

	private static boolean isInvisibleControl(int c) {
		return c == 0x6DD || c == 0x70F || c == 0x180E || in(c, 0x200C, 0x200F) || in(c, 0x2028, 0x202E)
				|| in(c, 0x2060, 0x2063) || in(c, 0x206A, 0x206F) || c == 0xFEFF || in(c, 0x1D173, 0x1D17A);
	}

	private static boolean isNonCharacter(int c) {
		return in(c, 0xFDD0, 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
	}

	/**
	 * RFC 3454 §6: a string with right-to-left characters has none that run the other
	 * way, and begins and ends with one.
	 */
	private static void checkDirection(String what, String text) throws SaslFailure {
		if (has(text, SaslPrep::isRightToLeft) && (has(text, SaslPrep::isLeftToRight)
				|| !isRightToLeft(text.codePointAt(0)) || !isRightToLeft(text.codePointBefore(text.length())))) {
			throw new SaslFailure("the " + what + " mixes writing directions in a way that RFC 4013 §2.4 prohibits."
					+ " If the server takes it all the same, allow only the mechanism PLAIN");
		}
	}

	private static boolean isRightToLeft(int c) {
		byte direction = Character.getDirectionality(c);
		return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
				|| direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
	}

	private static boolean isLeftToRight(int c) {
		return Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
	}

	private static boolean has(String text, IntPredicate property) {
		return text.codePoints().anyMatch(property);
	}

	private static boolean in(int c, int first, int last) {
		return c >= first && c <= last;
	}

}
