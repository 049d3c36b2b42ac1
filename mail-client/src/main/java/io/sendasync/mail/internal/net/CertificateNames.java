package io.sendasync.mail.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.sendasync.mail.delivery.SmtpTlsException;

/**
 * Finds out for which names a server's certificate holds, after it did not hold for ours.
 * JSSE keeps a certificate to itself whose name it refused.
 */
public final class CertificateNames {

	private static final int DNS_NAME = 2;

	private static final int IP_ADDRESS = 7;

	// Some certificates hold for hundreds.
	private static final int MAX_SHOWN = 10;

	private static final int MAX_LENGTH = 255;

	private CertificateNames() {
	}

	/**
	 * Whether a failure is that of a name.
	 * @param failure of a handshake
	 * @return true if the certificate is in order but for the name
	 */
	public static boolean explain(SmtpTlsException failure) {
		return failure.getCause() != null && TlsHandshake.isWrongName(failure.getCause());
	}

	/**
	 * A failure that tells the names.
	 * @param failure of a name
	 * @param names what the certificate has
	 * @return the failure with more to say
	 */
	public static SmtpTlsException add(SmtpTlsException failure, List<String> names) {
		if (names.isEmpty()) {
			return failure;
		}
		List<String> shown = names.subList(0, Math.min(MAX_SHOWN, names.size()));
		int more = names.size() - shown.size();
		return new SmtpTlsException(failure.getMessage() + ". It has " + String.join(", ", shown)
				+ ((more > 0) ? " and " + more + " more" : ""), null, failure.getCause());
	}

	/**
	 * Shakes hands for the sake of the names alone: the chain is verified as always, the
	 * name is not compared. Nothing may be said over such a connection.
	 */
	static List<String> ask(Socket raw, ConnectSettings peer, SSLContext context) throws IOException {
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(raw, peer.host(), peer.port(), true)) {
			SSLParameters parameters = TlsHandshake.parameters(socket, peer);
			parameters.setEndpointIdentificationAlgorithm(null);
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			Certificate[] chain = socket.getSession().getPeerCertificates();
			return (chain[0] instanceof X509Certificate certificate) ? of(certificate) : List.of();
		}
		catch (CertificateParsingException ex) {
			throw new IOException(ex);
		}
	}

	private static List<String> of(X509Certificate certificate) throws CertificateParsingException {
		List<String> names = new ArrayList<>();
		Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
		if (alternatives != null) {
			for (List<?> alternative : alternatives) {
				if (alternative.get(0) instanceof Integer type && (type == DNS_NAME || type == IP_ADDRESS)) {
					names.add(printable(String.valueOf(alternative.get(1))));
				}
			}
		}
		return names;
	}

	/** They are the server's words. */
	private static String printable(String name) {
		String bounded = (name.length() > MAX_LENGTH) ? name.substring(0, MAX_LENGTH) + "…" : name;
		return bounded.replaceAll("[^\\x21-\\x7E…]", "\uFFFD");
	}

}
