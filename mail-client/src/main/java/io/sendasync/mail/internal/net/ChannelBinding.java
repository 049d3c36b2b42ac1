package io.sendasync.mail.internal.net;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ties a login to the TLS connection that it is made on, so that nobody in between
 * can pass it on (RFC 5056).
 *
 * <p>
 * Two types: {@code tls-exporter} (RFC 9266) with TLS 1.3 on a JDK that exports keying
 * material, which 25 does, else {@code tls-server-end-point} (RFC 5929 §4), a digest of
 * the server's certificate. {@code tls-unique} is in no JDK's API, and not defined for
 * TLS 1.3.
 */
public final class ChannelBinding {

	private static final Logger logger = LoggerFactory.getLogger(ChannelBinding.class);

	private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";

	private static final int EXPORTER_LENGTH = 32;

	// ExtendedSSLSession.exportKeyingMaterialData, new in JDK 25.
	private static final @Nullable MethodHandle EXPORT = findExport();

	private final String type;

	private final byte[] data;

	ChannelBinding(String type, byte[] data) {
		this.type = type;
		this.data = data.clone();
	}

	/**
	 * The registered name of the type.
	 * @return as in "tls-exporter"
	 */
	public String type() {
		return this.type;
	}

	/**
	 * The data that both sides must have.
	 * @return a copy
	 */
	public byte[] data() {
		return this.data.clone();
	}

	static @Nullable ChannelBinding of(SSLSession session) {
		ChannelBinding exporter = exporter(session);
		return (exporter != null) ? exporter : serverEndPoint(session);
	}

	private static @Nullable ChannelBinding exporter(SSLSession session) {
		// Before TLS 1.3 it is safe only with the extended master secret (RFC 9266 §4.2),
		// which a session does not tell.
		if (EXPORT == null || !"TLSv1.3".equals(session.getProtocol())
				|| !(session instanceof ExtendedSSLSession extended)) {
			return null;
		}
		try {
			byte[] data = (byte[]) EXPORT.invokeExact(extended, EXPORTER_LABEL, new byte[0], EXPORTER_LENGTH);
			return new ChannelBinding("tls-exporter", data);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			// Another provider's session need not have it.
			logger.debug("No keying material from this TLS session: {}", ex.toString());
			return null;
		}
	}

	private static @Nullable ChannelBinding serverEndPoint(SSLSession session) {
		try {
			Certificate[] chain = session.getPeerCertificates();
			return (chain[0] instanceof X509Certificate certificate) ? serverEndPoint(certificate) : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

	static @Nullable ChannelBinding serverEndPoint(X509Certificate certificate) {
		try {
			String digest = digest(certificate);
			return (digest != null) ? new ChannelBinding("tls-server-end-point",
					MessageDigest.getInstance(digest).digest(certificate.getEncoded())) : null;
		}
		catch (GeneralSecurityException ex) {
			logger.debug("No channel binding from this certificate: {}", ex.toString());
			return null;
		}
	}

	/**
	 * RFC 5929 §4.1: that of the certificate's signature, but SHA-256 in place of MD5 and
	 * SHA-1; undefined where the signature has none of its own, as with Ed25519.
	 */
	private static @Nullable String digest(X509Certificate certificate) throws GeneralSecurityException {
		String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
		int with = algorithm.indexOf("WITH");
		String digest;
		if (algorithm.equals("RSASSA-PSS")) {
			digest = pssDigest(certificate);
		}
		else if (with > 0) {
			digest = algorithm.substring(0, with);
		}
		else {
			return null;
		}
		if (digest.equals("MD5") || digest.equals("SHA1") || digest.equals("SHA-1")) {
			return "SHA-256";
		}
		return (digest.startsWith("SHA") && Character.isDigit(digest.charAt(3))) ? "SHA-" + digest.substring(3)
				: digest;
	}

	private static String pssDigest(X509Certificate certificate) throws GeneralSecurityException {
		AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
		try {
			parameters.init(certificate.getSigAlgParams());
		}
		catch (IOException ex) {
			throw new GeneralSecurityException(ex);
		}
		return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
	}

	private static @Nullable MethodHandle findExport() {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(ExtendedSSLSession.class, "exportKeyingMaterialData",
						MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return null;
		}
	}

}
