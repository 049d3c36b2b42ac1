package io.sendasync.mail.internal.mime;

/**
 * Text as UTF-8, when its size is known. The JDK's short way makes an array of two or
 * three times the text first.
 */
final class Utf8 {

	private Utf8() {
	}

	/**
	 * Encodes a text.
	 * @param text without half a surrogate pair
	 * @param length how many octets it becomes
	 */
	static byte[] encode(String text, int length) {
		byte[] octets = new byte[length];
		int end = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < 0x80) {
				octets[end++] = (byte) c;
			}
			else if (c < 0x800) {
				octets[end++] = (byte) (0xC0 | (c >> 6));
				octets[end++] = continuation(c);
			}
			else if (Character.isSurrogate(c)) {
				int codePoint = text.codePointAt(i++);
				octets[end++] = (byte) (0xF0 | (codePoint >> 18));
				octets[end++] = continuation(codePoint >> 12);
				octets[end++] = continuation(codePoint >> 6);
				octets[end++] = continuation(codePoint);
			}
			else {
				octets[end++] = (byte) (0xE0 | (c >> 12));
				octets[end++] = continuation(c >> 6);
				octets[end++] = continuation(c);
			}
		}
		return octets;
	}

	private static byte continuation(int bits) {
		return (byte) (0x80 | (bits & 0x3F));
	}

}
