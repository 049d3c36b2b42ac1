package io.sendasync.mail.delivery;

/**
 * How far messages may use what is not ASCII.
 */
public enum SmtpDeliveryFormat {

	/**
	 * Everything is encoded into seven bits, which every server takes. An address whose
	 * local part is not ASCII cannot be: it goes to a server that offers SMTPUTF8, and
	 * into no pickup directory.
	 */
	SEVEN_BIT,

	/**
	 * Headers are UTF-8 (RFC 6532) and texts go as they are where the server offers
	 * SMTPUTF8 and 8BITMIME, texts alone where it offers only 8BITMIME; elsewhere
	 * everything is encoded as with {@link #SEVEN_BIT}. In a pickup directory nothing is
	 * encoded that need not be.
	 */
	INTERNATIONAL

}
