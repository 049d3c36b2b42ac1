package io.sendasync.mail.internal.mime;

/**
 * In which form a message is rendered, by what its way can take.
 */
public enum RenderedForm {

	/** Everything is encoded, but for addresses that cannot be. */
	SEVEN_BIT,

	/** Texts are not encoded (RFC 6152). */
	EIGHT_BIT,

	/** Nor are headers (RFC 6532). */
	INTERNATIONAL

}
