package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A message as octets: lines end in CRLF and have at most 998 octets before it. May be
 * written any number of times, by any thread.
 */
public final class RenderedMessage {

	private final String messageId;

	private final byte[] octets;

	private final boolean smtpUtf8;

	RenderedMessage(String messageId, byte[] octets, boolean smtpUtf8) {
		this.messageId = messageId;
		this.octets = octets;
		this.smtpUtf8 = smtpUtf8;
	}

	/**
	 * The value of the Message-ID header.
	 * @return with angle brackets
	 */
	public String messageId() {
		return this.messageId;
	}

	/**
	 * The number of octets.
	 * @return the size, without dot-stuffing
	 */
	public long size() {
		return this.octets.length;
	}

	/**
	 * Whether bodies have octets above 127.
	 * @return false: everything is encoded down to seven bits
	 */
	public boolean eightBit() {
		return false;
	}

	/**
	 * Whether headers or the envelope need SMTPUTF8 (RFC 6531).
	 * @return true if the local part of an address is not ASCII
	 */
	public boolean smtpUtf8() {
		return this.smtpUtf8;
	}

	/**
	 * Writes the octets.
	 * @param out where to
	 * @throws IOException from {@code out} alone
	 */
	public void writeTo(OutputStream out) throws IOException {
		out.write(this.octets, 0, this.octets.length);
	}

}
