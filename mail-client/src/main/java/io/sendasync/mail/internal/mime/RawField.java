package io.sendasync.mail.internal.mime;

import java.nio.charset.StandardCharsets;

/**
 * A header field as it was read.
 *
 * @param name printable ASCII without a colon
 * @param text name, colon and value with their line ends, all of them CRLF
 */
record RawField(String name, String text) {

	/** Unfolded (RFC 5322 §2.2.3), without space around it. */
	String value() {
		return this.text.substring(this.name.length() + 1).replace("\r\n", "").strip();
	}

	byte[] octets() {
		return this.text.getBytes(StandardCharsets.UTF_8);
	}

	boolean hasUtf8() {
		return !this.text.chars().allMatch((c) -> c < 0x80);
	}

}
