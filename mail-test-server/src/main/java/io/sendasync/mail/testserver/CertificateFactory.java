package io.sendasync.mail.testserver;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes X.509 certificates with P-256 keys. Stateless; no security provider is
 * registered.
 */
final class CertificateFactory {

	static final Validity VALID_NOW = new Validity(Duration.ofDays(-1), Duration.ofDays(365));

	private static final SecureRandom random = new SecureRandom();

	private CertificateFactory() {
	}

	static Issued authority() {
		KeyPair keys = keys();
		X500Name name = new X500Name("CN=Test CA " + serial().toString(36));
		X509v3CertificateBuilder builder = builder(name, name, VALID_NOW, keys);
		return issue(builder, keys, keys.getPrivate(), true);
	}

	static Issued signedBy(Issued authority, Validity validity, String... hosts) {
		KeyPair keys = keys();
		X500Name issuer = X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
		X509v3CertificateBuilder builder = builder(issuer, subject(hosts), validity, keys);
		alternativeNames(builder, hosts);
		return issue(builder, keys, authority.privateKey(), false);
	}

	static Issued selfSigned(String... hosts) {
		KeyPair keys = keys();
		X509v3CertificateBuilder builder = builder(subject(hosts), subject(hosts), VALID_NOW, keys);
		alternativeNames(builder, hosts);
		return issue(builder, keys, keys.getPrivate(), false);
	}

	private static X500Name subject(String... hosts) {
		if (hosts.length == 0) {
			throw new IllegalArgumentException("a certificate needs at least one host");
		}
		return new X500Name("CN=" + hosts[0]);
	}

	private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, Validity validity,
			KeyPair keys) {
		Instant now = Instant.now();
		return new JcaX509v3CertificateBuilder(issuer, serial(), Date.from(now.plus(validity.from())),
				Date.from(now.plus(validity.until())), subject, keys.getPublic());
	}

	private static void alternativeNames(X509v3CertificateBuilder builder, String... hosts) {
		GeneralName[] names = Arrays.stream(hosts)
			.map((host) -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
			.toArray(GeneralName[]::new);
		try {
			builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
		}
		catch (CertIOException ex) {
			throw new IllegalArgumentException("not usable as host names: " + Arrays.toString(hosts), ex);
		}
	}

	private static boolean isAddress(String host) {
		return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
	}

	private static Issued issue(X509v3CertificateBuilder builder, KeyPair keys, PrivateKey signer, boolean authority) {
		try {
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
			builder.addExtension(Extension.keyUsage, true,
					new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
			X509Certificate certificate = new JcaX509CertificateConverter()
				.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
			return new Issued(keys.getPrivate(), certificate);
		}
		catch (CertIOException | OperatorCreationException | GeneralSecurityException ex) {
			throw new IllegalStateException("cannot make a certificate", ex);
		}
	}

	private static KeyPair keys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("cannot make a key", ex);
		}
	}

	private static BigInteger serial() {
		return new BigInteger(63, random).add(BigInteger.ONE);
	}

	/** From when until when a certificate holds, relative to now. */
	record Validity(Duration from, Duration until) {
	}

	/** A certificate with its key. */
	record Issued(PrivateKey privateKey, X509Certificate certificate) {
	}

}
