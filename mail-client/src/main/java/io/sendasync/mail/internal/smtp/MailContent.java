package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The octets of a message (RFC 5322), ready to go: every line ends in CRLF, none has more
 * than 998 octets. May be written again and again.
 */
public interface MailContent {

	/**
	 * The number of octets, before dot-stuffing.
	 * @return the size
	 */
	long size();

	/**
	 * Whether there are octets above 127 in bodies.
	 * @return true if the server must offer 8BITMIME
	 */
	boolean eightBit();

	/**
	 * Whether there are such octets in headers or in addresses' local parts.
	 * @return true if the server must offer SMTPUTF8
	 */
	boolean smtpUtf8();

	/**
	 * The form of this content for a server.
	 * @param eightBitMime whether it takes octets above 127 in bodies
	 * @param smtpUtf8 whether it takes them in headers as well
	 * @return the form that needs no more than that, if there is one
	 */
	default MailContent fitting(boolean eightBitMime, boolean smtpUtf8) {
		return this;
	}

	/**
	 * Writes all of it.
	 * @param out where to; its failures come from the network
	 * @throws IOException from {@code out}, or because the content could not be read
	 */
	void writeTo(OutputStream out) throws IOException;

}
