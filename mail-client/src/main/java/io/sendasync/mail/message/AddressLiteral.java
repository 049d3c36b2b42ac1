package io.sendasync.mail.message;

/**
 * Address literals {@code [192.0.2.1]} and {@code [IPv6:2001:db8::1]} (RFC 5321 §4.1.3).
 * Parsed by hand: the JDK's parser accepts short forms and would ask DNS for anything
 * else.
 */
final class AddressLiteral {

	private static final int IPV6_GROUPS = 8;

	private AddressLiteral() {
	}

	static void check(String literal) {
		String inner = literal.substring(1, literal.length() - 1);
		boolean valid = inner.regionMatches(true, 0, "IPv6:", 0, 5) ? isIpv6(inner.substring(5)) : isIpv4(inner);
		if (!valid) {
			throw new IllegalArgumentException("domain literal is neither an IPv4 address nor IPv6: and an address");
		}
	}

	private static boolean isIpv4(String text) {
		String[] parts = text.split("\\.", -1);
		if (parts.length != 4) {
			return false;
		}
		for (String part : parts) {
			boolean digits = !part.isEmpty() && part.length() <= 3
					&& TextRules.all(part, (character) -> character >= '0' && character <= '9');
			if (!digits || Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
				return false;
			}
		}
		return true;
	}

	/** The two colons stand for two groups at least (RFC 5321 §4.1.3). */
	private static boolean isIpv6(String text) {
		int gap = text.indexOf("::");
		if (gap < 0) {
			return groups(text, true) == IPV6_GROUPS;
		}
		int before = groups(text.substring(0, gap), false);
		int after = groups(text.substring(gap + 2), true);
		return before >= 0 && after >= 0 && before + after <= IPV6_GROUPS - 2;
	}

	/** The number of 16-bit groups in the text, -1 if one is malformed. */
	private static int groups(String text, boolean ipv4AtEnd) {
		if (text.isEmpty()) {
			return 0;
		}
		String[] parts = text.split(":", -1);
		int count = 0;
		for (int i = 0; i < parts.length; i++) {
			if (ipv4AtEnd && i == parts.length - 1 && isIpv4(parts[i])) {
				count += 2;
			}
			else if (isHexGroup(parts[i])) {
				count++;
			}
			else {
				return -1;
			}
		}
		return count;
	}

	private static boolean isHexGroup(String part) {
		return !part.isEmpty() && part.length() <= 4
				&& TextRules.all(part, (character) -> character < 0x80 && Character.digit(character, 16) >= 0);
	}

}
