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
 * it can be, quoted-printable while that is readable, else base64. Text in ASCII, the
 * usual one, gets from its string to its place in the message in one step.
 */
final class TextBody {

	private final String text;

	private final Charset charset;

	// Null for ASCII, which needs none to be sent as it is.
	private final byte @Nullable [] octets;

	private final TextCensus census;

	private final String encoding;

	private TextBody(String text, Charset charset, byte @Nullable [] octets, TextCensus census, String encoding) {
		this.text = text;
		this.charset = charset;
		this.octets = octets;
		this.census = census;
		this.encoding = encoding;
	}

	/**
	 * Looks at a text.
	 * @param text with line ends of any kind
	 * @param charset to write it in, or null for US-ASCII or else UTF-8
	 * @param transfer how to encode it, or null for what suits it
	 * @param eightBit whether octets above 127 may go as they are
	 */
	static TextBody of(String text, @Nullable Charset charset, @Nullable TransferEncoding transfer, boolean eightBit) {
		try {
			TextCensus census = TextCensus.of(text);
			byte[] octets = null;
			if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
				octets = encode(text, charset);
				census = TextCensus.of(octets);
			}
			else if (!census.isAscii()) {
				octets = Utf8.encode(text, census.length());
			}
			Charset shortest = census.isAscii() ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
			return new TextBody(text, (charset != null) ? charset : shortest, octets, census,
					(transfer != null) ? transfer.value() : suitable(text, census, eightBit));
		}
		catch (CharacterCodingException ex) {
			Charset wanted = (charset != null) ? charset : StandardCharsets.UTF_8;
			throw new IllegalArgumentException("The text has characters that " + wanted + " cannot encode", ex);
		}
	}

	private static byte[] encode(String text, Charset charset) throws CharacterCodingException {
		ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
		byte[] octets = new byte[encoded.remaining()];
		encoded.get(octets);
		return octets;
	}

	private static String suitable(String text, TextCensus census, boolean eightBit) {
		// A line could be taken for the end of a part.
		if (census.isCanonical() && (census.isAscii() || eightBit) && !text.contains(MessageStructure.DELIMITER)) {
			return census.isAscii() ? "7bit" : "8bit";
		}
		return (census.unreadable() <= census.length() / 3) ? "quoted-printable" : "base64";
	}

	MimePart part(String mediaType) {
		return new MimePart.Leaf(mediaType + "; charset=" + this.charset.name().toLowerCase(Locale.ROOT), this.encoding,
				"", "", expectedSize(), this::writeTo);
	}

	/**
	 * With the line end that a message without one gets.
	 */
	private long expectedSize() {
		long lines = this.census.length() + this.census.missingLineEnds() + 2L;
		return switch (this.encoding) {
			case "7bit", "8bit" -> lines;
			case "quoted-printable" -> (lines + 2L * this.census.unreadable()) * 17 / 16;
			default -> Base64Lines.size(lines);
		};
	}

	private void writeTo(Pieces out) {
		if (this.octets == null && this.encoding.equals("7bit")) {
			LineEnds.write(out.octets(), this.text);
			return;
		}
		byte[] source = (this.octets != null) ? this.octets : this.text.getBytes(StandardCharsets.US_ASCII);
		switch (this.encoding) {
			case "7bit", "8bit" -> LineEnds.write(out.octets(), source);
			case "quoted-printable" -> QuotedPrintable.write(out.octets(), source);
			default -> {
				Octets lines = new Octets(source.length + this.census.missingLineEnds());
				LineEnds.write(lines, source);
				Base64Lines.write(out.octets(), lines.array(), lines.size());
			}
		}
	}

}
