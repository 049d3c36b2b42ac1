package io.sendasync.mail.testserver;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * TLS and the certificates for it.
 */
class TlsTest {

	@Test
	void startTlsForgetsTheSession() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).requireTls().start();
				TestClient client = TestClient.silent(server)) {
			client.reply();
			assertThat(client.command("EHLO client.test")).contains("250 STARTTLS");
			assertThat(client.command("MAIL FROM:<a@x.test>")).startsWith("530 5.7.0");
			assertThat(client.command("STARTTLS")).startsWith("220");
			client.tls(server.certificates().clientSslContext());
			assertThat(client.command("MAIL FROM:<a@x.test>")).isEqualTo("503 Say EHLO first");
			assertThat(client.command("EHLO client.test")).doesNotContain("STARTTLS");
			assertThat(client.sendMessage("a@x.test", "b@x.test", "Hi")).startsWith("250");
			client.quit();
			assertThat(server.takeMessage().session().tlsProtocol()).isEqualTo("TLSv1.3");
		}
	}

	@Test
	void groupsAreSeenInsideTls() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				TestClient client = TestClient.silent(server).tls(server.certificates().clientSslContext())) {
			client.reply();
			client.command("EHLO client.test");
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			client.replies(3);
			client.send("x".repeat(900) + "\r\n".repeat(20_000), ".", "QUIT");
			client.replies(2);
			assertThat(server.takeMessage().content()).hasSize(900 + 2 * 20_001);
			server.assertNoViolations();
			assertThat(server.sessions().get(0).commandsInFlight()).hasSize(3);
		}
	}

	@Test
	void handshakeFaultBreaksTheHandshake() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start()) {
			server.fault(At.TLS_HANDSHAKE, Fault.reply("220 I speak no TLS"));
			try (TestClient client = TestClient.silent(server)) {
				assertThat(client.reply()).isEqualTo("220 I speak no TLS");
				assertThat(client.read()).isNegative();
			}
		}
	}

	@Test
	void handshakeGoesOnAfterAStall() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				TestClient client = TestClient.silent(server)) {
			server.fault(At.TLS_HANDSHAKE.onConnection(2), Fault.stall());
			try (TestClient second = TestClient.silent(server)) {
				Thread release = new Thread(() -> {
					Awaitility.await().until(() -> server.sessions().get(1).toString().contains("STALL"));
					server.release();
				});
				release.start();
				second.tls(server.certificates().clientSslContext());
				assertThat(second.reply()).startsWith("220");
				release.join();
				client.tls(server.certificates().clientSslContext());
				assertThat(client.reply()).startsWith("220");
			}
		}
	}

	@Test
	void sessionSurvivesAStallInsideTls() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				TestClient client = TestClient.silent(server).tls(server.certificates().clientSslContext())) {
			client.reply();
			client.command("EHLO client.test");
			server.fault(At.MAIL, Fault.stall());
			client.send("MAIL FROM:<a@x.test>");
			Awaitility.await().until(() -> server.sessions().get(0).toString().contains("STALL"));
			client.send("RCPT TO:<b@x.test>");
			server.release();
			assertThat(client.replies(2)).containsExactly("250 2.1.0 Sender OK", "250 2.1.5 Recipient OK");
			assertThat(client.command("DATA")).startsWith("354");
		}
	}

	@Test
	void plainTextBehindTheReplyToStartTlsComesInOneWrite() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start();
				TestClient client = TestClient.greeted(server)) {
			server.fault(At.STARTTLS, Fault.extraReply("250-mx", "250 AUTH PLAIN"));
			client.send("STARTTLS");
			assertThat(client.oneRead()).isEqualTo("220 2.0.0 Ready to start TLS\r\n250-mx\r\n250 AUTH PLAIN\r\n");
		}
	}

	@Test
	void untrustedCertificateIsRecorded() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				TestClient client = TestClient.silent(server)) {
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> client.tls(SSLContext.getDefault()));
			client.hangUp();
			Awaitility.await().until(() -> server.openConnections() == 0);
			assertThat(server.sessions().get(0).ending()).isIn(SessionRecord.Ending.HANDSHAKE_FAILED,
					SessionRecord.Ending.CLOSED_BY_CLIENT);
			server.assertNoViolations();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "STARTTLS", "IMPLICIT" })
	void certificateOfTheClientIsSeen(ServerTls mode) throws Exception {
		TestCertificates own = TestCertificates.forHosts("app.example.org");
		try (SmtpTestServer server = SmtpTestServer.builder().tls(mode).requireClientCertificate(own).start();
				TestClient client = TestClient.silent(server)) {
			if (mode == ServerTls.STARTTLS) {
				client.reply();
				client.command("EHLO client.test");
				client.command("STARTTLS");
			}
			client.tls(server.certificates().clientSslContext(own));
			if (mode == ServerTls.IMPLICIT) {
				client.reply();
			}
			client.command("EHLO client.test");
			client.sendMessage("a@x.test", "b@x.test", "Hi");
			assertThat(server.takeMessage().session().clientCertificate()).isEqualTo("CN=app.example.org");
		}
	}

	@Test
	void clientWithoutCertificateIsRefused() throws Exception {
		TestCertificates own = TestCertificates.forHosts("app.example.org");
		try (SmtpTestServer server = SmtpTestServer.builder()
			.tls(ServerTls.IMPLICIT)
			.requireClientCertificate(own)
			.start()) {
			SSLContext without = server.certificates().clientSslContext();
			SSLContext foreign = server.certificates().clientSslContext(TestCertificates.forHosts("app.example.org"));
			for (SSLContext context : List.of(without, foreign)) {
				try (TestClient client = TestClient.silent(server)) {
					// In TLS 1.3 the client's handshake has ended before the server
					// objects.
					assertThatExceptionOfType(SSLException.class).isThrownBy(() -> client.tls(context).reply())
						.withMessageContaining("certificate");
				}
			}
			Awaitility.await().until(() -> server.openConnections() == 0);
			assertThat(server.sessions()).extracting(SessionRecord::ending)
				.containsOnly(SessionRecord.Ending.HANDSHAKE_FAILED);
		}
	}

	@Test
	void certificatesAreWhatTheirNameSays() throws Exception {
		TestCertificates good = TestCertificates.forHosts("localhost", "127.0.0.1", "::1");
		good.certificate().checkValidity();
		good.certificate().verify(good.caCertificate().getPublicKey());
		assertThat(good.certificate().getSubjectAlternativeNames()).hasSize(3);
		assertThat(TestCertificates.expired("localhost").certificate().getNotAfter()).isInThePast();
		assertThat(TestCertificates.notYetValid("localhost").certificate().getNotBefore()).isInTheFuture();
		TestCertificates selfSigned = TestCertificates.selfSigned("localhost");
		assertThat(selfSigned.caCertificate()).isEqualTo(selfSigned.certificate());
		assertThatIllegalArgumentException().isThrownBy(TestCertificates::forHosts);
	}

	@Test
	void expiredCertificateFailsTheHandshake() throws Exception {
		TestCertificates expired = TestCertificates.expired("localhost");
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).certificate(expired).start();
				TestClient client = TestClient.silent(server)) {
			assertThat(server.certificates()).isSameAs(expired);
			assertThatExceptionOfType(SSLHandshakeException.class)
				.isThrownBy(() -> client.tls(expired.clientSslContext()))
				.withStackTraceContaining("NotAfter");
		}
	}

	@Test
	void pemTextsCanBeReadBack() throws Exception {
		TestCertificates certificates = TestCertificates.forHosts("localhost");
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		byte[] chain = certificates.certificateChainPem().getBytes(StandardCharsets.US_ASCII);
		assertThat(factory.generateCertificates(new ByteArrayInputStream(chain)).stream())
			.map(X509Certificate.class::cast)
			.containsExactly(certificates.certificate(), certificates.caCertificate());
		assertThat(certificates.certificateChainPem())
			.isEqualTo(certificates.certificatePem() + certificates.caCertificatePem());
		String key = certificates.privateKeyPem().replaceAll("-----[A-Z ]+-----|\n", "");
		assertThat(
				KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))))
			.isNotNull();
	}

}
