package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Lines of base64 (RFC 2045 §6.8), without a line end behind the last one. The JDK's
 * encoder for MIME works line by line; its plain one, for which there are machine
 * instructions, and a copy into lines take a third of that time.
 */
final class Base64Lines {

	private static final int RAW_LINE = 57;

	private static final int LINE = 76;

	// 16 KB, which make 22 KB: too large for the connection's buffer, into which smaller
	// ones would be copied.
	private static final int RAW_BLOCK = RAW_LINE * 288;

	private Base64Lines() {
	}

	/**
	 * The number of octets that so much content becomes.
	 */
	static long size(long length) {
		long characters = (length + 2) / 3 * 4;
		return (characters == 0) ? 0 : characters + (characters - 1) / LINE * 2;
	}

	static void write(Octets out, byte[] octets, int length) {
		byte[] raw = (octets.length == length) ? octets : Arrays.copyOf(octets, length);
		byte[] encoded = Base64.getEncoder().encode(raw);
		out.reserve(Math.toIntExact(size(length)));
		for (int start = 0; start < encoded.length; start += LINE) {
			if (start > 0) {
				out.lineEnd();
			}
			out.add(encoded, start, Math.min(LINE, encoded.length - start));
		}
	}

	/**
	 * Encodes content while it is read.
	 * @throws IOException from {@code out}, as it is, or because of the content
	 */
	static void write(StreamedContent content, OutputStream out) throws IOException {
		byte[] raw = new byte[(int) Math.min(RAW_BLOCK, Math.max(1, content.length()))];
		byte[] encoded = new byte[(raw.length + 2) / 3 * 4];
		byte[] lines = new byte[2 + (int) size(raw.length)];
		try (StreamedContent.Reading reading = content.open()) {
			boolean first = true;
			for (int read = reading.read(raw); read > 0; read = reading.read(raw)) {
				int count = Base64.getEncoder().encode((read == raw.length) ? raw : Arrays.copyOf(raw, read), encoded);
				int start = first ? 2 : 0;
				out.write(lines, start, toLines(encoded, count, lines) - start);
				first = false;
			}
		}
	}

	/** With a line end in front. */
	private static int toLines(byte[] encoded, int count, byte[] lines) {
		int end = 0;
		int start = 0;
		// Faster with a length that the compiler knows.
		while (start <= count - LINE) {
			System.arraycopy(encoded, start, lines, lineEnd(lines, end), LINE);
			start += LINE;
			end += 2 + LINE;
		}
		if (start < count) {
			System.arraycopy(encoded, start, lines, lineEnd(lines, end), count - start);
			end += 2 + count - start;
		}
		return end;
	}

	private static int lineEnd(byte[] lines, int position) {
		lines[position] = '\r';
		lines[position + 1] = '\n';
		return position + 2;
	}

}
