package io.sendasync.mail.sample.server;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

import javax.net.ssl.SSLContext;

import io.sendasync.mail.testserver.TestCertificates;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What it takes to get into the embedded server: a certificate to trust, a user name and
 * a password. All are made at the start and known to this process only.
 *
 * <p>
 * Thread contract: immutable.
 */
final class Access {

	private static final String USERNAME = "sample";

	private static final int PASSWORD_OCTETS = 16;

	private final TestCertificates own = TestCertificates.forHosts(InetAddress.getLoopbackAddress().getHostAddress());

	private final TestCertificates otherHost = TestCertificates.forHosts("mail.example.org");

	private final TestCertificates untrusted = TestCertificates
		.forHosts(InetAddress.getLoopbackAddress().getHostAddress());

	private final String password;

	Access() {
		byte[] octets = new byte[PASSWORD_OCTETS];
		new SecureRandom().nextBytes(octets);
		this.password = HexFormat.of().formatHex(octets);
	}

	String username() {
		return USERNAME;
	}

	String password() {
		return this.password;
	}

	/**
	 * What the client trusts: whoever vouches for the server, and for the other host.
	 */
	SslBundle trust() {
		return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails
			.forCertificates(this.own.caCertificatePem() + "\n" + this.otherHost.caCertificatePem())));
	}

	SSLContext tls(Weather weather) {
		return switch (weather) {
			case TLS_WRONG_HOST -> this.otherHost.serverSslContext();
			case TLS_UNTRUSTED -> this.untrusted.serverSslContext();
			default -> this.own.serverSslContext();
		};
	}

	/**
	 * Checks the response of the mechanism PLAIN (RFC 4616), decoded.
	 */
	boolean admits(byte[] response) {
		return MessageDigest.isEqual(response, ("\0" + USERNAME + "\0" + this.password).getBytes(UTF_8));
	}

	@Override
	public String toString() {
		return "Access[username=" + USERNAME + "]";
	}

}
