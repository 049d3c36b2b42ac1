package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import io.sendasync.mail.message.ContentSource;

/**
 * A message that somebody else wrote, as it is sent: looked at once for what it needs,
 * then read again for each attempt and never held in memory.
 */
public final class RawContent {

	private final ContentSource source;

	private final RawHeader header;

	private final byte[] headerOctets;

	private final long bodySize;

	private final boolean eightBit;

	private final boolean smtpUtf8;

	private RawContent(ContentSource source, RawHeader header, RawBody body, boolean smtpUtf8) {
		this.source = source;
		this.header = header;
		this.headerOctets = header.octets();
		this.bodySize = body.size();
		this.eightBit = body.eightBit();
		this.smtpUtf8 = smtpUtf8;
	}

	/**
	 * Looks at the body.
	 * @param source the whole message
	 * @param header its header
	 * @return the content
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it may not be sent
	 */
	public static RawContent scan(ContentSource source, RawHeader header) throws IOException {
		PartHeaders parts = new PartHeaders(header.value("Content-Type"));
		RawBody body = new RawBody(OutputStream.nullOutputStream(), parts);
		copyBody(source, header, body);
		return new RawContent(source, header, body, header.hasUtf8() || parts.hasUtf8());
	}

	private static void copyBody(ContentSource source, RawHeader header, RawBody body) throws IOException {
		try (InputStream in = source.openStream()) {
			in.skipNBytes(header.length());
			body.transferFrom(in);
		}
	}

	/**
	 * The number of octets.
	 * @return the size, without dot-stuffing
	 */
	public long size() {
		return this.headerOctets.length + this.bodySize;
	}

	/**
	 * Whether the body has octets above 127.
	 * @return whether it needs 8BITMIME
	 */
	public boolean eightBit() {
		return this.eightBit;
	}

	/**
	 * Whether a header has octets above 127.
	 * @return whether it needs SMTPUTF8
	 */
	public boolean smtpUtf8() {
		return this.smtpUtf8;
	}

	/**
	 * Writes the octets.
	 * @param out where to
	 * @throws IOException from {@code out}, or because the source cannot be read or gives
	 * something else than before
	 */
	public void writeTo(OutputStream out) throws IOException {
		out.write(this.headerOctets, 0, this.headerOctets.length);
		RawBody body = new RawBody(out, new PartHeaders(null));
		try {
			copyBody(this.source, this.header, body);
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("The message changed while it waited: " + ex.getMessage(), ex);
		}
		if (body.size() != this.bodySize || body.eightBit() != this.eightBit) {
			throw new IOException("The message changed while it waited");
		}
	}

}
