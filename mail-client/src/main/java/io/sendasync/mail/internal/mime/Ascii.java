package io.sendasync.mail.internal.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Fixed text of ours as octets.
 */
final class Ascii {

	private Ascii() {
	}

	static void write(ByteArrayOutputStream out, String text) {
		out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
	}

}
