package io.sendasync.mail.internal.mime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Text in its charset and the transfer encoding (RFC 2045 §6) that suits it: as it is if
 * it can be, quoted-printable while that is readable, else base64.
 */
final class TextBody {

	private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

	private static final int MAX_LINE = 998;

	private final Charset charset;

	private final byte[] octets;

	// Whether a line could be taken for the end of a part.
	private final boolean delimiter;

	private final String encoding;

	TextBody(String text, @Nullable Charset charset) {
		String lines = LINE_END.matcher(text).replaceAll("\r\n");
		this.charset = (charset != null) ? charset
				: (isAscii(lines) ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8);
		this.octets = encode(lines, this.charset);
		this.delimiter = lines.contains(MessageStructure.DELIMITER);
		this.encoding = chooseEncoding();
	}

	MimePart part(String mediaType) {
		return new MimePart.Leaf(mediaType + "; charset=" + this.charset.name().toLowerCase(Locale.ROOT), this.encoding,
				"", "", this::writeTo);
	}

	private static boolean isAscii(String text) {
		return text.chars().allMatch((c) -> c < 0x80);
	}

	private static byte[] encode(String text, Charset charset) {
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

	private String chooseEncoding() {
		int line = 0;
		int longest = 0;
		int foreign = 0;
		for (byte octet : this.octets) {
			line = (octet == '\n') ? 0 : line + ((octet == '\r') ? 0 : 1);
			longest = Math.max(longest, line);
			if (octet < 0 || (octet < ' ' && octet != '\r' && octet != '\n' && octet != '\t') || octet == 0x7F) {
				foreign++;
			}
		}
		if (foreign == 0 && !this.delimiter && longest <= MAX_LINE) {
			return "7bit";
		}
		return (foreign <= this.octets.length / 3) ? "quoted-printable" : "base64";
	}

	private void writeTo(ByteArrayOutputStream out) {
		switch (this.encoding) {
			case "7bit" -> out.writeBytes(this.octets);
			case "base64" -> Base64Body.write(out, this.octets);
			default -> QuotedPrintable.write(out, this.octets);
		}
	}

	/**
	 * Lines of base64 (RFC 2045 §6.8).
	 */
	static final class Base64Body {

		private static final byte[] CRLF = { '\r', '\n' };

		private Base64Body() {
		}

		static void write(ByteArrayOutputStream out, byte[] octets) {
			out.writeBytes(Base64.getMimeEncoder(76, CRLF).encode(octets));
		}

	}

}
