package io.sendasync.mail.internal.mime;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;

/**
 * What one look at a text counts, in octets.
 */
final class TextCensus {

	private static final int MAX_LINE = 998;

	private int length;

	private int high;

	private int controls;

	private int longest;

	// Line ends of one octet, which CRLF makes longer.
	private int shortEnds;

	// How many octets more than characters there were so far.
	private int extra;

	private int lineStart;

	private int behindCr = -1;

	private TextCensus() {
	}

	/**
	 * Looks at a text as it is in UTF-8.
	 * @throws CharacterCodingException if it has half a surrogate pair
	 */
	static TextCensus of(String text) throws CharacterCodingException {
		TextCensus census = new TextCensus();
		for (int i = next(text, 0); i < text.length(); i = next(text, i + 1)) {
			char c = text.charAt(i);
			if (c < 0x80) {
				census.count(c, Math.addExact(i, census.extra));
			}
			else if (Character.isSurrogate(c)) {
				if (!Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
					throw new MalformedInputException(1);
				}
				census.foreign(4, 2);
			}
			else {
				census.foreign((c < 0x800) ? 2 : 3, 1);
			}
		}
		census.end(Math.addExact(text.length(), census.extra));
		return census;
	}

	/**
	 * The position of the next character that counts: a loop that does nothing else takes
	 * half the time.
	 */
	private static int next(String text, int start) {
		int length = text.length();
		for (int i = start; i < length; i++) {
			char c = text.charAt(i);
			if (c < ' ' || c >= 0x7F) {
				return i;
			}
		}
		return length;
	}

	/**
	 * Looks at a text in a charset that has the codes of ASCII.
	 */
	static TextCensus of(byte[] octets) {
		TextCensus census = new TextCensus();
		for (int i = 0; i < octets.length; i++) {
			byte octet = octets[i];
			if (octet < ' ' || octet == 0x7F) {
				census.count(octet & 0xFF, i);
			}
		}
		census.end(octets.length);
		return census;
	}

	private void foreign(int octets, int characters) {
		this.high += octets;
		this.extra = Math.addExact(this.extra, octets - characters);
	}

	private void count(int code, int position) {
		if (code == '\n' || code == '\r') {
			endLine(position);
			this.lineStart = position + 1;
			boolean both = code == '\n' && position == this.behindCr;
			this.shortEnds += both ? -1 : 1;
			this.behindCr = (code == '\r') ? position + 1 : -1;
		}
		else if (code >= 0x80) {
			this.high++;
		}
		else if (code != '\t') {
			this.controls++;
		}
	}

	private void endLine(int position) {
		this.longest = Math.max(this.longest, position - this.lineStart);
	}

	private void end(int position) {
		endLine(position);
		this.length = position;
	}

	/**
	 * The number of octets.
	 */
	int length() {
		return this.length;
	}

	boolean isAscii() {
		return this.high == 0;
	}

	/**
	 * How many octets longer the text gets when each of its lines ends in CRLF.
	 */
	int missingLineEnds() {
		return this.shortEnds;
	}

	/**
	 * How many octets quoted-printable has to encode, but for equals signs and spaces at
	 * ends of lines.
	 */
	int unreadable() {
		return this.high + this.controls;
	}

	/**
	 * Whether it can be sent as it is to whom takes octets above 127.
	 */
	boolean isCanonical() {
		return this.longest <= MAX_LINE && this.controls == 0;
	}

}
