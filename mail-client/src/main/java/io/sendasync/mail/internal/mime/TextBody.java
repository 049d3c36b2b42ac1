package io.sendasync.mail.internal.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.sendasync.mail.message.TransferEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Text in its charset and the transfer encoding (RFC 2045 §6) that suits it: as it is if
 * it can be, quoted-printable while that is readable, else base64.
 */
final class TextBody {

	private static final int MAX_LINE = 998;

	private final Charset charset;

	private final byte[] octets;

	private final String encoding;

	/**
	 * Looks at a text.
	 * @param text with line ends of any kind
	 * @param charset to write it in, or null for US-ASCII or else UTF-8
	 * @param transfer how to encode it, or null for what suits it
	 * @param eightBit whether octets above 127 may go as they are
	 */
	TextBody(String text, @Nullable Charset charset, @Nullable TransferEncoding transfer, boolean eightBit) {
		this.octets = encode(text, (charset != null) ? charset : StandardCharsets.UTF_8);
		Census census = Census.of(this.octets);
		this.charset = (charset != null) ? charset
				: ((census.high == 0) ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8);
		// A line could be taken for the end of a part.
		boolean readable = census.longest <= MAX_LINE && !text.contains(MessageStructure.DELIMITER);
		this.encoding = (transfer != null) ? transfer.value() : census.encoding(readable, eightBit, this.octets.length);
	}

	MimePart part(String mediaType) {
		return new MimePart.Leaf(mediaType + "; charset=" + this.charset.name().toLowerCase(Locale.ROOT), this.encoding,
				"", "", this::writeTo);
	}

	private static byte[] encode(String text, Charset charset) {
		if (charset.equals(StandardCharsets.UTF_8) && isWhole(text)) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		try {
			ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
			byte[] octets = new byte[encoded.remaining()];
			encoded.get(octets);
			return octets;
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("The text has characters that " + charset + " cannot encode", ex);
		}
	}

	/**
	 * Whether no half of a surrogate pair is in it, for which the JDK's short way would
	 * write a question mark.
	 */
	private static boolean isWhole(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
					return false;
				}
				i++;
			}
		}
		return true;
	}

	private void writeTo(Pieces out) {
		switch (this.encoding) {
			case "7bit", "8bit" -> LineEnds.write(out.octets(), this.octets);
			case "quoted-printable" -> QuotedPrintable.write(out.octets(), this.octets);
			default -> {
				Octets lines = new Octets(this.octets.length + this.octets.length / 32);
				LineEnds.write(lines, this.octets);
				Base64Lines.write(out.octets(), lines.array(), lines.size());
			}
		}
	}

	/**
	 * What one look at a text counts.
	 */
	private static final class Census {

		private int high;

		private int controls;

		private int longest;

		static Census of(byte[] octets) {
			Census census = new Census();
			int lineStart = 0;
			for (int i = 0; i < octets.length; i++) {
				byte octet = octets[i];
				if (octet >= ' ' && octet != 0x7F) {
					continue;
				}
				if (octet == '\n' || octet == '\r') {
					census.longest = Math.max(census.longest, i - lineStart);
					lineStart = i + 1;
				}
				else if (octet < 0) {
					census.high++;
				}
				else if (octet != '\t') {
					census.controls++;
				}
			}
			census.longest = Math.max(census.longest, octets.length - lineStart);
			return census;
		}

		String encoding(boolean readable, boolean eightBit, int size) {
			if (readable && this.controls == 0 && (this.high == 0 || eightBit)) {
				return (this.high == 0) ? "7bit" : "8bit";
			}
			return (this.high + this.controls <= size / 3) ? "quoted-printable" : "base64";
		}

	}

}
