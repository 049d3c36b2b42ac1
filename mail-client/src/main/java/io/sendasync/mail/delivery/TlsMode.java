package io.sendasync.mail.delivery;

/**
 * How a connection is secured. Certificate and host name are verified in every mode that
 * uses TLS.
 */
public enum TlsMode {

	/**
	 * Implicit TLS on port 465; elsewhere STARTTLS whenever the server offers it, and
	 * required when credentials are set.
	 */
	AUTO,

	/** No TLS, even if credentials are set: everything travels in clear text. */
	NONE,

	/** STARTTLS (RFC 3207), required. */
	STARTTLS,

	/** TLS from the first octet (RFC 8314 §3.3). */
	IMPLICIT

}
