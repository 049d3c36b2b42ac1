package io.sendasync.mail.benchmarks.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import io.sendasync.mail.testserver.TestCertificates;

/**
 * A certificate for localhost as files: the server's keys, and what clients trust.
 *
 * @param keyStore PKCS #12 with certificate and key
 * @param trustStore PKCS #12 with the authority
 */
public record SinkCertificates(Path keyStore, Path trustStore) {

	/** Of both stores; it protects nothing. */
	public static final String PASSWORD = "benchmark";

	/**
	 * Makes both.
	 * @param directory where to put them
	 * @return the files
	 * @throws IOException if they cannot be written
	 */
	public static SinkCertificates create(Path directory) throws IOException {
		TestCertificates certificates = TestCertificates.forHosts("localhost");
		try {
			KeyStore keys = emptyStore();
			keys.setKeyEntry("server",
					KeyFactory.getInstance(certificates.certificate().getPublicKey().getAlgorithm())
						.generatePrivate(new PKCS8EncodedKeySpec(der(certificates.privateKeyPem()))),
					PASSWORD.toCharArray(), chain(certificates.certificateChainPem()));
			KeyStore trusted = emptyStore();
			trusted.setCertificateEntry("authority", certificates.caCertificate());
			return new SinkCertificates(write(keys, directory.resolve("keys.p12")),
					write(trusted, directory.resolve("trust.p12")));
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("Cannot make key stores", ex);
		}
	}

	private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static byte[] der(String pem) {
		return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
	}

	private static Certificate[] chain(String pem) throws GeneralSecurityException {
		return CertificateFactory.getInstance("X.509")
			.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
			.toArray(Certificate[]::new);
	}

	private static Path write(KeyStore store, Path file) throws GeneralSecurityException, IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, PASSWORD.toCharArray());
		}
		return file;
	}

}
