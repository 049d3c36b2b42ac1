package io.sendasync.mail.testserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * A certificate for tests, fresh from a certificate authority that exists only for it.
 * Safe for use by several threads.
 */
public final class TestCertificates {

	private static final char[] NO_PASSWORD = new char[0];

	private final PrivateKey privateKey;

	private final List<X509Certificate> chain;

	private final SSLContext serverSslContext;

	private final SSLContext clientSslContext;

	private TestCertificates(PrivateKey privateKey, List<X509Certificate> chain) {
		this.privateKey = privateKey;
		this.chain = List.copyOf(chain);
		this.serverSslContext = context(this, null);
		this.clientSslContext = context(null, this);
	}

	/**
	 * A certificate that is valid now.
	 * @param hosts host names and IP addresses for the subject alternative name
	 * @return the certificate and its authority
	 */
	public static TestCertificates forHosts(String... hosts) {
		return signed(CertificateFactory.VALID_NOW, hosts);
	}

	/**
	 * A certificate whose time is over, from an authority that is still valid.
	 * @param hosts host names and IP addresses
	 * @return the certificate and its authority
	 */
	public static TestCertificates expired(String... hosts) {
		return signed(new CertificateFactory.Validity(Duration.ofDays(-30), Duration.ofDays(-1)), hosts);
	}

	/**
	 * A certificate whose time has not come, from an authority that is valid.
	 * @param hosts host names and IP addresses
	 * @return the certificate and its authority
	 */
	public static TestCertificates notYetValid(String... hosts) {
		return signed(new CertificateFactory.Validity(Duration.ofDays(1), Duration.ofDays(30)), hosts);
	}

	/**
	 * A certificate that vouches for itself. {@link #clientSslContext()} trusts it
	 * directly.
	 * @param hosts host names and IP addresses
	 * @return the certificate
	 */
	public static TestCertificates selfSigned(String... hosts) {
		CertificateFactory.Issued issued = CertificateFactory.selfSigned(hosts);
		return new TestCertificates(issued.privateKey(), List.of(issued.certificate()));
	}

	private static TestCertificates signed(CertificateFactory.Validity validity, String... hosts) {
		CertificateFactory.Issued authority = CertificateFactory.authority();
		CertificateFactory.Issued issued = CertificateFactory.signedBy(authority, validity, hosts);
		return new TestCertificates(issued.privateKey(), List.of(issued.certificate(), authority.certificate()));
	}

	/** The default of all servers in this JVM; making one takes time. */
	static TestCertificates shared() {
		return Shared.INSTANCE;
	}

	/**
	 * For the server's side.
	 * @return a context with certificate and key
	 */
	public SSLContext serverSslContext() {
		return this.serverSslContext;
	}

	/**
	 * For the client's side.
	 * @return a context that trusts the authority, and nobody else
	 */
	public SSLContext clientSslContext() {
		return this.clientSslContext;
	}

	/**
	 * For the side of a client that has to show a certificate.
	 * @param own the client's certificate and key
	 * @return a context that trusts the authority of this one, and nobody else
	 */
	public SSLContext clientSslContext(TestCertificates own) {
		return context(own, this);
	}

	/** For a server that clients must show a certificate of that authority to. */
	SSLContext serverSslContext(TestCertificates clients) {
		return context(this, clients);
	}

	/**
	 * The server's certificate.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.chain.get(0);
	}

	/**
	 * What a client has to trust: the authority's certificate, or the only one if it is
	 * self-signed.
	 * @return the certificate
	 */
	public X509Certificate caCertificate() {
		return this.chain.get(this.chain.size() - 1);
	}

	/**
	 * {@link #caCertificate()} for a trust store.
	 * @return PEM text
	 */
	public String caCertificatePem() {
		return pem(caCertificate());
	}

	/**
	 * The server's certificate and the authority's, for a key store.
	 * @return PEM text
	 */
	public String certificateChainPem() {
		return this.chain.stream().map(TestCertificates::pem).collect(Collectors.joining());
	}

	/**
	 * The server's certificate alone.
	 * @return PEM text
	 */
	public String certificatePem() {
		return pem(certificate());
	}

	/**
	 * The server's key, unencrypted PKCS #8.
	 * @return PEM text
	 */
	public String privateKeyPem() {
		return pem("PRIVATE KEY", this.privateKey.getEncoded());
	}

	private static SSLContext context(@Nullable TestCertificates own, @Nullable TestCertificates trusted) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init((own != null) ? own.keyManagers() : null, (trusted != null) ? trusted.trustManagers() : null,
					null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("cannot set up TLS", ex);
		}
	}

	private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(null, NO_PASSWORD);
		keys.setKeyEntry("own", this.privateKey, NO_PASSWORD, this.chain.toArray(X509Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, NO_PASSWORD);
		return factory.getKeyManagers();
	}

	private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, NO_PASSWORD);
		trusted.setCertificateEntry("ca", caCertificate());
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		return factory.getTrustManagers();
	}

	private static String pem(X509Certificate certificate) {
		try {
			return pem("CERTIFICATE", certificate.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("cannot encode the certificate", ex);
		}
	}

	private static String pem(String label, byte[] der) {
		String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
		return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
	}

	@Override
	public String toString() {
		return "TestCertificates[" + certificate().getSubjectX500Principal() + "]";
	}

	private static final class Shared {

		private static final TestCertificates INSTANCE = forHosts("localhost", "127.0.0.1");

	}

}
