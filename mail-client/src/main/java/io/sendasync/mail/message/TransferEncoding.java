package io.sendasync.mail.message;

/**
 * How octets are written as lines of ASCII (RFC 2045 §6). Only what can write any text is
 * here; whether a text may go as it is, the client sees for itself.
 */
public enum TransferEncoding {

	/** Readable where the text is mostly ASCII. */
	QUOTED_PRINTABLE("quoted-printable"),

	/** A third longer than the octets, whatever they are. */
	BASE64("base64");

	private final String value;

	TransferEncoding(String value) {
		this.value = value;
	}

	/**
	 * The value of Content-Transfer-Encoding.
	 * @return the value
	 */
	public String value() {
		return this.value;
	}

}
