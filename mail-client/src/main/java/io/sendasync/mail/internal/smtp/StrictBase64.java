package io.sendasync.mail.internal.smtp;

import java.util.Base64;

/**
 * Base64 as RFC 4954 §4 wants it: no stray characters, padded. The JDK's decoder forgives
 * missing padding and leftover bits.
 */
final class StrictBase64 {

	private StrictBase64() {
	}

	static byte[] decode(String text) throws SaslFailure {
		byte[] octets;
		try {
			octets = Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			// Its message shows characters of the challenge.
			throw new SaslFailure("the server sent something that is not base64");
		}
		if (!Base64.getEncoder().encodeToString(octets).equals(text)) {
			throw new SaslFailure("the server sent something that is not base64");
		}
		return octets;
	}

}
