package io.sendasync.mail.internal.mime;

/**
 * The last look at a finished body, whatever encoded it: lines end in CRLF and nowhere
 * else, none is too long (RFC 5322 §2.1.1, §2.3), and there is neither NUL nor an octet
 * above 127.
 */
final class BodyGate {

	private static final int MAX_LINE = 998;

	private BodyGate() {
	}

	static void check(byte[] octets, int start) {
		int lineStart = start;
		for (int i = start; i < octets.length; i++) {
			byte octet = octets[i];
			if (octet == '\r') {
				require(i + 1 < octets.length && octets[i + 1] == '\n', "a bare CR", i);
				require(i - lineStart <= MAX_LINE, "a line of more than 998 octets", i);
			}
			else if (octet == '\n') {
				require(i > start && octets[i - 1] == '\r', "a bare LF", i);
				lineStart = i + 1;
			}
			else {
				require(octet > 0, "NUL or an octet above 127", i);
			}
		}
		require(lineStart == octets.length, "a last line without CRLF", octets.length);
	}

	private static void require(boolean right, String otherwise, int position) {
		if (!right) {
			throw new IllegalArgumentException("The body would have " + otherwise + " at octet " + position);
		}
	}

}
