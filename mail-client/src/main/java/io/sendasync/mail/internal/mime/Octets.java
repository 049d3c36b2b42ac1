package io.sendasync.mail.internal.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Octets that are being put together. Unlike the JDK's stream it takes no lock for each
 * octet, and gives its array away without a copy if hardly any of it is unused.
 */
final class Octets {

	private byte[] octets;

	private int size;

	Octets(int expected) {
		this.octets = new byte[Math.max(64, expected)];
	}

	int size() {
		return this.size;
	}

	byte get(int index) {
		return this.octets[index];
	}

	byte[] array() {
		return this.octets;
	}

	/** Makes sure that so many more fit into the array. */
	void reserve(int more) {
		if (more > this.octets.length - this.size) {
			int grown = Math.max(Math.addExact(this.size, more), (int) Math.min(this.octets.length * 2L, 1 << 30));
			this.octets = Arrays.copyOf(this.octets, grown);
		}
	}

	void add(int octet) {
		reserve(1);
		this.octets[this.size++] = (byte) octet;
	}

	void add(byte[] source, int start, int length) {
		reserve(length);
		System.arraycopy(source, start, this.octets, this.size, length);
		this.size += length;
	}

	/**
	 * Appends a stretch of text that is known to be ASCII. The JDK's method is deprecated
	 * because it drops the high octets, of which there are none here; it is the only one
	 * that copies from a string into an array that is there already.
	 */
	@SuppressWarnings("deprecation")
	void ascii(String text, int start, int end) {
		reserve(end - start);
		text.getBytes(start, end, this.octets, this.size);
		this.size += end - start;
	}

	void lineEnd() {
		reserve(2);
		this.octets[this.size++] = '\r';
		this.octets[this.size++] = '\n';
	}

	/**
	 * Text as UTF-8, which for ASCII is ASCII.
	 * @throws IllegalArgumentException if it has half a surrogate pair
	 */
	void text(String text) {
		reserve(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c > 0x7F) {
				foreignText(text.substring(i));
				return;
			}
			this.octets[this.size++] = (byte) c;
		}
	}

	private void foreignText(String text) {
		try {
			ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
			add(encoded.array(), encoded.arrayOffset(), encoded.remaining());
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("The text has half a surrogate pair", ex);
		}
	}

	/** The octets; nothing may be added afterwards. */
	byte[] finish() {
		return (this.octets.length - this.size <= this.size / 8) ? this.octets : Arrays.copyOf(this.octets, this.size);
	}

}
