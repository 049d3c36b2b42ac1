package io.sendasync.mail.message;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** Charsets for texts. */
final class MailCharsets {

	/** What MIME itself needs to read unchanged. */
	private static final String PROBE = "\r\n -09AZaz=?_";

	private MailCharsets() {
	}

	/**
	 * RFC 2046 §4.1.1 wants CR LF for the line ends of every text, which UTF-16 and
	 * EBCDIC write in another way.
	 */
	static Charset requireSuitable(String field, Charset charset) {
		if (!charset.canEncode()
				|| !Arrays.equals(PROBE.getBytes(charset), PROBE.getBytes(StandardCharsets.US_ASCII))) {
			throw new IllegalArgumentException(
					field + " must be an extension of US-ASCII that can be written, not " + charset);
		}
		return charset;
	}

	/** To be told is better than question marks in the mail. */
	static void requireEncodable(String field, @Nullable String text, @Nullable Charset charset) {
		if (text == null || charset == null) {
			return;
		}
		CharBuffer characters = CharBuffer.wrap(text);
		try {
			charset.newEncoder().encode(characters);
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException(field + " has a character that " + charset
					+ " cannot represent (position " + characters.position() + ")", ex);
		}
	}

}
