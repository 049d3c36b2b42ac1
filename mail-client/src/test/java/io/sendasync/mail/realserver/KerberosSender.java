package io.sendasync.mail.realserver;

import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailMessage;

/**
 * An application of its own, because the ticket is the process's: sends one message with
 * the default credentials, and says how it went.
 */
final class KerberosSender {

	private KerberosSender() {
	}

	/**
	 * Sends.
	 * @param args port, and the file with the certificate to trust
	 * @throws Exception if it could not begin
	 */
	public static void main(String[] args) throws Exception {
		try (SmtpClient client = SmtpClient.builder()
			.host("localhost")
			.port(Integer.parseInt(args[0]))
			.sslContext(trusting(args[1]))
			.credentials("jane", "not to be used")
			.useDefaultCredentials(true)
			.build()) {
			client.send(MailMessage.of("jane@example.org", "ben@example.org", "Hello", "Hello there\n"));
			System.out.println("SENT");
		}
		catch (SmtpException ex) {
			System.out.println("FAILED " + ex);
		}
	}

	private static SSLContext trusting(String file) throws Exception {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		try (InputStream in = new FileInputStream(file)) {
			trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
