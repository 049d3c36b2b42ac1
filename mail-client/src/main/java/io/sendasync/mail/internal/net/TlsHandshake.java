package io.sendasync.mail.internal.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpTlsException;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a TLS handshake, and the words for each way it fails.
 */
final class TlsHandshake {

	private TlsHandshake() {
	}

	static SSLSocket start(Socket raw, ConnectSettings peer) throws IOException {
		SSLSocket socket = (SSLSocket) context(peer).getSocketFactory()
			.createSocket(raw, peer.host(), peer.port(), true);
		socket.setSSLParameters(parameters(socket, peer));
		socket.startHandshake();
		return socket;
	}

	static SSLContext context(ConnectSettings peer) {
		try {
			return Objects.requireNonNull(peer.tls().context().get(), "there is none");
		}
		catch (RuntimeException ex) {
			throw unusable(peer, "the SSL context could not be had", ex);
		}
	}

	static SSLParameters parameters(SSLSocket socket, ConnectSettings peer) {
		SSLParameters parameters = socket.getSSLParameters();
		// JSSE checks no host name unless told to (RFC 8314 §3.3, RFC 9525).
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		// What the context has switched off stays off.
		parameters.setProtocols(Arrays.stream(parameters.getProtocols())
			.filter(peer.tls().protocols()::contains)
			.toArray(String[]::new));
		if (!peer.tls().ciphers().isEmpty()) {
			List<String> unknown = new ArrayList<>(peer.tls().ciphers());
			unknown.removeAll(Arrays.asList(socket.getSupportedCipherSuites()));
			if (!unknown.isEmpty()) {
				throw unusable(peer, "the SSL context does not know the cipher suites " + unknown, null);
			}
			parameters.setCipherSuites(peer.tls().ciphers().toArray(String[]::new));
		}
		return parameters;
	}

	private static SmtpTlsException unusable(ConnectSettings peer, String reason, @Nullable RuntimeException cause) {
		return new SmtpTlsException("No secure connection to " + peer.host() + ":" + peer.port() + ": " + reason
				+ ((cause != null) ? " (" + cause.getMessage() + ")" : ""), null, cause);
	}

	static SmtpException failure(ConnectSettings peer, IOException cause) {
		String server = peer.host() + ":" + peer.port();
		if (cause instanceof StepTimeoutException timeout) {
			return new SmtpTimeoutException("TLS handshake with " + server + ": " + timeout.getMessage(),
					SendOutcome.NOT_SENT, timeout.elapsed(), timeout);
		}
		return new SmtpTlsException("No secure connection to " + server + ": " + reason(peer, cause), null, cause);
	}

	/**
	 * Whether the server objects to a handshake that has ended for this client. With TLS
	 * 1.3 it does so when it misses or mistrusts the client's certificate, which is the
	 * last that it learns (RFC 8446 §2).
	 */
	static boolean isLateAlert(IOException cause) {
		return cause instanceof SSLException && String.valueOf(cause.getMessage()).contains("Received fatal alert");
	}

	/**
	 * Whether a certificate is in order but for the name that it was asked for.
	 */
	static boolean isWrongName(Throwable cause) {
		return find(cause, CertificateException.class) != null && find(cause, CertificateExpiredException.class) == null
				&& find(cause, CertificateNotYetValidException.class) == null
				&& find(cause, CertPathBuilderException.class) == null
				&& find(cause, CertPathValidatorException.class) == null;
	}

	private static String reason(ConnectSettings peer, IOException cause) {
		CertificateExpiredException expired = find(cause, CertificateExpiredException.class);
		if (expired != null) {
			return "the server's certificate has expired (" + expired.getMessage() + "). It must be renewed there";
		}
		CertificateNotYetValidException early = find(cause, CertificateNotYetValidException.class);
		if (early != null) {
			return "the server's certificate is not valid yet (" + early.getMessage() + "). Check both clocks";
		}
		if (find(cause, CertPathBuilderException.class) != null
				|| find(cause, CertPathValidatorException.class) != null) {
			return "the server's certificate is not signed by an authority that this client trusts, or only by itself."
					+ " If it is right, trust its issuer through the SSL context (in Spring Boot, an SSL bundle)";
		}
		CertificateException certificate = find(cause, CertificateException.class);
		if (certificate != null) {
			return "the server's certificate does not hold for the name '" + peer.host() + "' ("
					+ certificate.getMessage() + "). Connect under a name that the certificate has";
		}
		if (cause instanceof EOFException || find(cause, EOFException.class) != null) {
			return "the server closed the connection during the handshake";
		}
		String text = String.valueOf(cause.getMessage());
		if (text.contains("Unsupported or unrecognized SSL message")) {
			return "the server does not speak TLS on this port. With STARTTLS ports (587, 25) use the TLS mode STARTTLS";
		}
		return alert(text);
	}

	/**
	 * What the words of JSSE, most of them those of RFC 8446 §6.2, mean here.
	 */
	private static String alert(String text) {
		String known = "the handshake failed (" + text + ")";
		if (text.contains("protocol_version") || text.contains("protocol version")
				|| text.contains("No appropriate protocol")) {
			return known + ": the server has no TLS version in common with this client, which speaks TLS 1.2 and 1.3."
					+ " The server must be updated";
		}
		if (text.contains("certificate_required") || text.contains("bad_certificate")
				|| text.contains("certificate_unknown")) {
			return known + ": the server wants another certificate of this client, or one at all."
					+ " Set its key in the SSL context (in Spring Boot, an SSL bundle)";
		}
		if (text.contains("unrecognized_name")) {
			return known + ": the server does not know the name that was asked for. Connect under its right name";
		}
		if (text.contains("handshake_failure") || text.contains("insufficient_security")) {
			// With TLS 1.2 some say no more than this to a client without a certificate.
			return known + ": the server has no cipher suite in common with this client, or wants a certificate of this"
					+ " client, whose key belongs into the SSL context (in Spring Boot, an SSL bundle)";
		}
		return known;
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable current = failure; current != null; current = current.getCause()) {
			if (type.isInstance(current)) {
				return type.cast(current);
			}
		}
		return null;
	}

}
