package io.sendasync.mail.internal.mime;

/**
 * The last look at a finished body, whatever encoded it: lines end in CRLF and nowhere
 * else, none is too long (RFC 5322 §2.1.1, §2.3), and there is no NUL.
 */
final class BodyGate {

	private static final int MAX_LINE = 998;

	private BodyGate() {
	}

	/**
	 * Looks at one stretch, which begins and ends with a line.
	 * @param eightBit whether octets above 127 are allowed
	 * @return whether there are any
	 * @throws IllegalArgumentException if it must not be sent
	 */
	static boolean check(byte[] octets, int start, int end, boolean eightBit) {
		boolean foreign = false;
		int lineStart = start;
		for (int i = next(octets, start, end); i < end; i = next(octets, i + 1, end)) {
			byte octet = octets[i];
			if (octet == '\r') {
				require(i + 1 < end && octets[i + 1] == '\n', "a bare CR", i);
				require(i - lineStart <= MAX_LINE, "a line of more than 998 octets", i);
			}
			else if (octet == '\n') {
				require(i > start && octets[i - 1] == '\r', "a bare LF", i);
				lineStart = i + 1;
			}
			else {
				require(octet != 0 && (octet > 0 || eightBit), "NUL or an octet above 127", i);
				foreign |= octet < 0;
			}
		}
		require(lineStart == end, "a last line without CRLF", end);
		return foreign;
	}

	/**
	 * The position of the next octet that is worth a look: a loop that does nothing else
	 * takes half the time.
	 */
	private static int next(byte[] octets, int start, int end) {
		for (int i = start; i < end; i++) {
			if (octets[i] <= '\r') {
				return i;
			}
		}
		return end;
	}

	private static void require(boolean right, String otherwise, int position) {
		if (!right) {
			throw new IllegalArgumentException("The body would have " + otherwise + " at octet " + position);
		}
	}

}
