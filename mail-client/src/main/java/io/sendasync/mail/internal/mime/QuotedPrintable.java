package io.sendasync.mail.internal.mime;

import java.io.ByteArrayOutputStream;

/**
 * Quoted-printable (RFC 2045 §6.7) for text whose lines end in CRLF. Jakarta Mail's
 * encoder would search the class path for its provider at each message.
 */
final class QuotedPrintable {

	private static final int MAX_LINE = 76;

	private static final String HEX = "0123456789ABCDEF";

	private QuotedPrintable() {
	}

	static void write(ByteArrayOutputStream out, byte[] octets) {
		int column = 0;
		int position = 0;
		while (position < octets.length) {
			if (isLineEnd(octets, position)) {
				Ascii.write(out, "\r\n");
				column = 0;
				position += 2;
				continue;
			}
			boolean last = position + 1 == octets.length || isLineEnd(octets, position + 1);
			boolean literal = isLiteral(octets[position], last);
			int width = literal ? 1 : 3;
			// The sign of a soft line break needs a column, unless the line ends here.
			if (column + width > (last ? MAX_LINE : MAX_LINE - 1)) {
				Ascii.write(out, "=\r\n");
				column = 0;
			}
			write(out, octets[position++], literal);
			column += width;
		}
	}

	private static void write(ByteArrayOutputStream out, byte octet, boolean literal) {
		if (literal) {
			out.write(octet);
			return;
		}
		out.write('=');
		out.write(HEX.charAt((octet >> 4) & 0xF));
		out.write(HEX.charAt(octet & 0xF));
	}

	/** White space at the end of a line gets lost on some ways. */
	private static boolean isLiteral(byte octet, boolean last) {
		return (octet > ' ' && octet < 0x7F && octet != '=') || ((octet == ' ' || octet == '\t') && !last);
	}

	private static boolean isLineEnd(byte[] octets, int position) {
		return position + 1 < octets.length && octets[position] == '\r' && octets[position + 1] == '\n';
	}

}
