package io.sendasync.mail.delivery;

import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * What the mechanisms can carry. The messages show positions, never characters of
 * secrets.
 */
final class CredentialRules {

	private CredentialRules() {
	}

	static void checkText(String name, String value) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		if (value.isEmpty()) {
			throw new IllegalArgumentException("'" + name + "' must not be empty");
		}
		checkNoNul(name, value);
	}

	static void checkNoNul(String name, String value) {
		check(name, value, (c) -> c != 0, "must not contain NUL (RFC 4616 §2)");
	}

	/**
	 * OAUTHBEARER separates its fields with U+0001 (RFC 7628 §3.1).
	 */
	static void checkNoControl(String name, String value) {
		check(name, value, (c) -> !Character.isISOControl(c), "must not contain control characters");
	}

	/**
	 * More than RFC 6750 §2.1 allows, as some issuers do.
	 */
	static void checkPrintable(String name, String value) {
		check(name, value, (c) -> c > ' ' && c < 0x7F, "must consist of printable ASCII characters");
	}

	private static void check(String name, String value, IntPredicate allowed, String rule) {
		for (int i = 0; i < value.length(); i++) {
			if (!allowed.test(value.charAt(i))) {
				throw new IllegalArgumentException("'" + name + "' " + rule + " (position " + i + ")");
			}
		}
	}

}
