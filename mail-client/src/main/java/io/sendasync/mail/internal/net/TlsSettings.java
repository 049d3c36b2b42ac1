package io.sendasync.mail.internal.net;

import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

/**
 * How to secure connections.
 *
 * @param context trust and keys, asked for each handshake
 * @param protocols versions of TLS that may be used
 * @param ciphers suites that may be used, or empty for those that the context has enabled
 */
public record TlsSettings(Supplier<SSLContext> context, List<String> protocols, List<String> ciphers) {

	/** The versions that are safe (RFC 8996). */
	public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

	public TlsSettings {
		protocols = List.copyOf(protocols);
		ciphers = List.copyOf(ciphers);
	}

	/**
	 * With everything that the context and we allow.
	 * @param context trust and keys, asked for each handshake
	 */
	public TlsSettings(Supplier<SSLContext> context) {
		this(context, PROTOCOLS, List.of());
	}

}
