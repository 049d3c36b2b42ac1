package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A message as octets: lines end in CRLF and have at most 998 octets before it. Large
 * contents are read and encoded while it is written. May be written any number of times,
 * by any thread.
 */
public final class RenderedMessage {

	private final String messageId;

	private final List<Piece> pieces;

	private final boolean eightBit;

	private final boolean smtpUtf8;

	RenderedMessage(String messageId, List<Piece> pieces, boolean eightBit, boolean smtpUtf8) {
		this.messageId = messageId;
		this.pieces = pieces;
		this.eightBit = eightBit;
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
		long size = 0;
		for (Piece piece : this.pieces) {
			size += piece.size();
		}
		return size;
	}

	/**
	 * Whether bodies have octets above 127.
	 * @return true if the server must offer 8BITMIME
	 */
	public boolean eightBit() {
		return this.eightBit;
	}

	/**
	 * Whether headers or the envelope need SMTPUTF8 (RFC 6531).
	 * @return true if the local part of an address or something in the header is not
	 * ASCII
	 */
	public boolean smtpUtf8() {
		return this.smtpUtf8;
	}

	/**
	 * Writes the octets.
	 * @param out where to
	 * @throws IOException from {@code out}, as it is, or because a content cannot be read
	 * or has changed
	 */
	public void writeTo(OutputStream out) throws IOException {
		for (Piece piece : this.pieces) {
			piece.writeTo(out);
		}
	}

}
