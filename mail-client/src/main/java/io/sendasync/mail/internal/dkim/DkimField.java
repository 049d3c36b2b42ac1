package io.sendasync.mail.internal.dkim;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.sendasync.mail.delivery.DkimSigner;

/**
 * One DKIM-Signature field (RFC 6376 §3.5).
 *
 * @param signer has the key
 * @param header of the message
 * @param bodyHash for bh=
 */
record DkimField(DkimSigner signer, DkimHeader header, String bodyHash) {

	private static final String NAME = "DKIM-Signature";

	private static final int MAX_LINE = 76;

	/**
	 * Makes the field.
	 * @return with its line end
	 */
	String sign(Instant now) {
		StringBuilder value = new StringBuilder(" v=1; a=" + this.signer.algorithm() + "; c=relaxed/relaxed;");
		append(value, "d=" + this.signer.domain() + ";");
		append(value, "s=" + this.signer.selector() + ";");
		append(value, "t=" + now.getEpochSecond() + ";");
		appendNames(value);
		value.append("\r\n bh=").append(this.bodyHash).append(";\r\n b=");
		String unsigned = this.header.signedFields()
				+ new DkimHeader.Field("dkim-signature", value.toString()).relaxed();
		String signature = Base64.getEncoder()
			.encodeToString(this.signer.sign(unsigned.getBytes(StandardCharsets.ISO_8859_1)));
		appendFolded(value, signature);
		return NAME + ":" + value + "\r\n";
	}

	private void appendNames(StringBuilder value) {
		List<String> names = this.header.signedNames();
		value.append("\r\n h=");
		for (int i = 0; i < names.size(); i++) {
			String name = names.get(i) + ((i < names.size() - 1) ? ":" : ";");
			if (lineLength(value) + name.length() > MAX_LINE) {
				value.append("\r\n ");
			}
			value.append(name);
		}
	}

	private static void append(StringBuilder value, String tag) {
		value.append((lineLength(value) + tag.length() < MAX_LINE) ? " " : "\r\n ").append(tag);
	}

	private static void appendFolded(StringBuilder value, String base64) {
		int start = 0;
		while (start < base64.length()) {
			int room = MAX_LINE - lineLength(value);
			int end = Math.min(base64.length(), start + room);
			value.append(base64, start, end);
			if (end < base64.length()) {
				value.append("\r\n ");
			}
			start = end;
		}
	}

	private static int lineLength(StringBuilder value) {
		int lineEnd = value.lastIndexOf("\n");
		return (lineEnd < 0) ? NAME.length() + 1 + value.length() : value.length() - lineEnd - 1;
	}

}
