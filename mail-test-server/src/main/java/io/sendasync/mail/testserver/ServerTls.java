package io.sendasync.mail.testserver;

/**
 * Whether and when a server speaks TLS.
 */
public enum ServerTls {

	/** Clear text only; STARTTLS is neither offered nor understood. */
	NONE,

	/** Clear text at first; STARTTLS is offered (RFC 3207). */
	STARTTLS,

	/** The handshake comes before the greeting, as on port 465 (RFC 8314). */
	IMPLICIT

}
