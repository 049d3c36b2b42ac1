package io.sendasync.mail.internal.mime;

/**
 * Line ends of text: CRLF, a lone CR and a lone LF each end a line, and become CRLF (RFC
 * 5321 §2.3.8). For charsets in which these octets stand for nothing else, as all do that
 * extend US-ASCII.
 */
final class LineEnds {

	private LineEnds() {
	}

	/**
	 * Where the next line starts.
	 * @param position of a CR or LF
	 */
	static int behind(byte[] octets, int position) {
		boolean both = octets[position] == '\r' && position + 1 < octets.length && octets[position + 1] == '\n';
		return position + (both ? 2 : 1);
	}

	/**
	 * Copies text in whole lines.
	 */
	static void write(Octets out, byte[] octets) {
		int start = 0;
		for (int i = 0; i < octets.length; i++) {
			byte octet = octets[i];
			if (octet == '\n' || octet == '\r') {
				out.add(octets, start, i - start);
				out.lineEnd();
				start = behind(octets, i);
				i = start - 1;
			}
		}
		out.add(octets, start, octets.length - start);
	}

	/**
	 * Copies text that is ASCII in whole lines. The JDK looks for one character, and
	 * copies a stretch, many octets at a time.
	 */
	static void write(Octets out, String ascii) {
		int start = 0;
		int cr = position(ascii, '\r', 0);
		int lf = position(ascii, '\n', 0);
		for (int end = Math.min(cr, lf); end < ascii.length(); end = Math.min(cr, lf)) {
			out.ascii(ascii, start, end);
			out.lineEnd();
			start = end + (ascii.startsWith("\r\n", end) ? 2 : 1);
			cr = (cr < start) ? position(ascii, '\r', start) : cr;
			lf = (lf < start) ? position(ascii, '\n', start) : lf;
		}
		out.ascii(ascii, start, ascii.length());
	}

	private static int position(String text, char c, int start) {
		int position = text.indexOf(c, start);
		return (position >= 0) ? position : text.length();
	}

}
