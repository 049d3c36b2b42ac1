package io.sendasync.mail.internal.mime;

/**
 * Quoted-printable (RFC 2045 §6.7) for text with line ends of any kind. Runs of octets
 * that stand for themselves are copied as a whole.
 */
final class QuotedPrintable {

	private static final int MAX_LINE = 76;

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E',
			'F' };

	// Those that stand for themselves, space and tab unless they end a line.
	private static final boolean[] LITERAL = new boolean[256];

	static {
		for (int octet = ' '; octet < 0x7F; octet++) {
			LITERAL[octet] = octet != '=';
		}
		LITERAL['\t'] = true;
	}

	private QuotedPrintable() {
	}

	static void write(Octets out, byte[] octets) {
		int column = 0;
		int position = 0;
		while (position < octets.length) {
			if (isLineEnd(octets[position])) {
				out.lineEnd();
				column = 0;
				position = LineEnds.behind(octets, position);
				continue;
			}
			int run = endOfRun(octets, position, Math.min(octets.length, position + MAX_LINE - 1 - column));
			if (run > position) {
				out.add(octets, position, run - position);
				column += run - position;
				position = run;
				continue;
			}
			column = writeOne(out, octets, position++, column);
		}
	}

	private static int endOfRun(byte[] octets, int start, int limit) {
		int end = start;
		while (end < limit && LITERAL[octets[end] & 0xFF]) {
			end++;
		}
		boolean spaceEndsLine = end > start && octets[end - 1] <= ' ' && endsLine(octets, end);
		return spaceEndsLine ? end - 1 : end;
	}

	private static int writeOne(Octets out, byte[] octets, int position, int column) {
		byte octet = octets[position];
		boolean last = endsLine(octets, position + 1);
		// White space at the end of a line gets lost on some ways.
		boolean literal = LITERAL[octet & 0xFF] && !(last && octet <= ' ');
		int width = literal ? 1 : 3;
		int start = column;
		// The sign of a soft line break needs a column, unless the line ends here.
		if (column + width > (last ? MAX_LINE : MAX_LINE - 1)) {
			out.add('=');
			out.lineEnd();
			start = 0;
		}
		if (literal) {
			out.add(octet);
		}
		else {
			out.add('=');
			out.add(HEX[(octet >> 4) & 0xF]);
			out.add(HEX[octet & 0xF]);
		}
		return start + width;
	}

	private static boolean endsLine(byte[] octets, int position) {
		return position == octets.length || isLineEnd(octets[position]);
	}

	private static boolean isLineEnd(byte octet) {
		return octet == '\r' || octet == '\n';
	}

}
