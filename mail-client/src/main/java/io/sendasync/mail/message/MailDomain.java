package io.sendasync.mail.message;

import java.net.IDN;

/**
 * The part behind the {@code @}: a host name or an address literal (RFC 5321 §4.1.2,
 * §4.1.3).
 *
 * @param text as shown, with U-labels
 * @param ascii as written on the wire, with A-labels
 */
record MailDomain(String text, String ascii) {

	static final int MAX_OCTETS = 255;

	private static final int MAX_LABEL = 63;

	/**
	 * Check a domain and convert it.
	 * @param domain the domain without white space or comments around it
	 * @return the domain
	 * @throws IllegalArgumentException saying what is wrong
	 */
	static MailDomain of(String domain) {
		// Also a bound for the conversion, whose cost grows with the square of a label's
		// length.
		if (domain.length() > MAX_OCTETS) {
			throw new IllegalArgumentException("domain longer than 255 octets");
		}
		if (domain.startsWith("[")) {
			AddressLiteral.check(domain);
			return new MailDomain(domain, domain);
		}
		boolean plain = TextRules.isAscii(domain);
		String ascii = plain ? domain : convert(domain);
		checkLabels(ascii);
		return new MailDomain(plain ? domain : IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES), ascii);
	}

	/**
	 * The JDK implements IDNA2003, which maps the four deviation characters of IDNA2008
	 * to other, registrable domains: {@code faß.de} would silently become
	 * {@code fass.de}.
	 */
	private static String convert(String domain) {
		for (int i = 0; i < domain.length(); i++) {
			if ("\u00DF\u1E9E\u03C2\u200C\u200D".indexOf(domain.charAt(i)) >= 0) {
				throw new IllegalArgumentException(TextRules.codePoint(domain.charAt(i))
						+ " in the domain is ambiguous, write the domain in its xn-- form");
			}
		}
		try {
			return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
		}
		catch (RuntimeException ex) {
			// Besides IllegalArgumentException the JDK lets its parser's index errors
			// through.
			throw new IllegalArgumentException("not an internationalized domain name", ex);
		}
	}

	/**
	 * After the conversion, because it can bring forth separators and specials
	 * ({@code U+FF20} becomes {@code @}).
	 */
	private static void checkLabels(String ascii) {
		if (ascii.length() > MAX_OCTETS) {
			throw new IllegalArgumentException("domain longer than 255 octets");
		}
		int start = 0;
		while (start <= ascii.length()) {
			int dot = ascii.indexOf('.', start);
			int end = (dot >= 0) ? dot : ascii.length();
			checkLabel(ascii, start, end);
			start = end + 1;
		}
	}

	private static void checkLabel(String ascii, int start, int end) {
		if (start == end) {
			throw new IllegalArgumentException("empty label in the domain");
		}
		if (end - start > MAX_LABEL) {
			throw new IllegalArgumentException("label in the domain longer than 63 octets");
		}
		boolean allowed = ascii.charAt(start) != '-' && ascii.charAt(end - 1) != '-';
		for (int i = start; i < end && allowed; i++) {
			allowed = isLetterDigitHyphen(ascii.charAt(i));
		}
		if (!allowed) {
			throw new IllegalArgumentException("label in the domain not of letters, digits and inner hyphens");
		}
	}

	private static boolean isLetterDigitHyphen(int character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || character == '-';
	}

}
