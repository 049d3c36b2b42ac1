package io.sendasync.mail;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Script;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.TestCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * No way leads to clear text where TLS is demanded, and each failure says why.
 */
class SmtpClientTlsTest {

	private static SmtpTlsException failure(SmtpTestServer server, SmtpClient.Builder builder) {
		try (SmtpClient client = builder.host("localhost").port(server.port()).build()) {
			SmtpTlsException failure = catchThrowableOfType(SmtpTlsException.class,
					() -> client.send(ContractSupport.message("ben@contoso.com")));
			assertThat(failure).isNotNull();
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure.isTransient()).isFalse();
			return failure;
		}
	}

	private static void assertNothingWasSaid(SmtpTestServer server) {
		assertThat(server.messages()).isEmpty();
		assertThat(server.sessions()).allSatisfy((session) -> assertThat(session.commands())
			.noneMatch((command) -> command.startsWith("AUTH") || command.startsWith("MAIL")));
	}

	@ParameterizedTest
	@EnumSource(value = ServerTls.class, names = { "STARTTLS", "IMPLICIT" })
	void certificateOfAnUnknownAuthorityIsRefused(ServerTls tls) throws NoSuchAlgorithmException {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(tls).start()) {
			SmtpTlsException failure = failure(server,
					SmtpClient.builder().tls(mode(tls)).sslContext(SSLContext.getDefault()));
			assertThat(failure).hasMessageContaining("not signed by an authority").hasMessageContaining("SSL bundle");
			assertThat(failure.getCause()).isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
			assertNothingWasSaid(server);
		}
	}

	@ParameterizedTest
	@EnumSource(value = ServerTls.class, names = { "STARTTLS", "IMPLICIT" })
	void certificateForAnotherNameIsRefused(ServerTls tls) {
		TestCertificates certificates = TestCertificates.forHosts("mail.example.org");
		try (SmtpTestServer server = SmtpTestServer.builder().tls(tls).certificate(certificates).start()) {
			SmtpTlsException failure = failure(server,
					SmtpClient.builder().tls(mode(tls)).sslContext(certificates.clientSslContext()));
			assertThat(failure).hasMessageContaining("'localhost'")
				.hasMessageContaining("does not hold for the name")
				.hasMessageEndingWith("Connect under a name that the certificate has. It has mail.example.org");
			assertNothingWasSaid(server);
		}
	}

	@ParameterizedTest
	@EnumSource(value = ServerTls.class, names = { "STARTTLS", "IMPLICIT" })
	void expiredCertificateIsRefused(ServerTls tls) {
		TestCertificates certificates = TestCertificates.expired("localhost");
		try (SmtpTestServer server = SmtpTestServer.builder().tls(tls).certificate(certificates).start()) {
			assertThat(failure(server, SmtpClient.builder().tls(mode(tls)).sslContext(certificates.clientSslContext())))
				.hasMessageContaining("has expired");
			assertNothingWasSaid(server);
		}
	}

	@Test
	void strippedStartTlsSendsNoCredentials() {
		try (SmtpTestServer server = SmtpTestServer.builder().auth("user", "secret").allowClearTextAuth().start()) {
			assertThat(failure(server, SmtpClient.builder().credentials("user", "secret")))
				.hasMessageContaining("does not offer STARTTLS")
				.hasMessageContaining("because credentials are set");
			assertNothingWasSaid(server);
		}
	}

	@Test
	void strippedStartTlsSendsNothingWhereItIsDemanded() {
		try (SmtpTestServer server = SmtpTestServer.builder().start()) {
			assertThat(failure(server, SmtpClient.builder().tls(TlsMode.STARTTLS)))
				.hasMessageContaining("does not offer STARTTLS");
			assertNothingWasSaid(server);
		}
	}

	@Test
	void refusedStartTlsIsNoReasonForClearText() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start();
				SmtpClient client = SmtpClient.builder().host("localhost").port(server.port()).build()) {
			server.fault(At.STARTTLS, Fault.reply("454 4.7.0 TLS not available"));
			SmtpTlsException failure = catchThrowableOfType(SmtpTlsException.class,
					() -> client.send(ContractSupport.message("ben@contoso.com")));
			assertThat(failure).hasMessageContaining("454 4.7.0");
			assertThat(failure.isTransient()).isTrue();
			assertNothingWasSaid(server);
		}
	}

	@Test
	void octetsBehindTheAnswerToStartTlsCutTheConnection() {
		Script script = Script.create()
			.send("220 mx ready")
			.expect("EHLO *")
			.reply("250-mx", "250 STARTTLS")
			.expect("STARTTLS")
			.reply("220 go", "250-mx", "250 AUTH PLAIN");
		try (SmtpTestServer server = SmtpTestServer.scripted(script)) {
			assertThat(failure(server, SmtpClient.builder().tls(TlsMode.STARTTLS)))
				.hasMessageContaining("more in clear text");
		}
	}

	@Test
	void clearTextServerOnAnImplicitPortIsNamed() {
		try (SmtpTestServer server = SmtpTestServer.builder().start()) {
			assertThat(failure(server, SmtpClient.builder().tls(TlsMode.IMPLICIT)))
				.hasMessageContaining("does not speak TLS on this port");
		}
	}

	@Test
	void tlsServerOnAPlainPortIsNamed() {
		SmtpTimeouts timeouts = SmtpTimeouts.defaults().toBuilder().greeting(Duration.ofMillis(300)).build();
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				SmtpClient client = SmtpClient.builder()
					.host("localhost")
					.port(server.port())
					.tls(TlsMode.NONE)
					.timeouts(timeouts)
					.build()) {
			SmtpException failure = catchThrowableOfType(SmtpException.class,
					() -> client.send(ContractSupport.message("ben@contoso.com")));
			assertThat(failure).isInstanceOf(SmtpTimeoutException.class)
				.hasMessageContaining("greeting")
				.hasMessageContaining("TLS mode IMPLICIT");
			assertThat(failure.isTransient()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(value = ServerTls.class, names = { "STARTTLS", "IMPLICIT" })
	void certificateThatIsNotValidYetIsRefused(ServerTls tls) {
		TestCertificates certificates = TestCertificates.notYetValid("localhost");
		try (SmtpTestServer server = SmtpTestServer.builder().tls(tls).certificate(certificates).start()) {
			assertThat(failure(server, SmtpClient.builder().tls(mode(tls)).sslContext(certificates.clientSslContext())))
				.hasMessageContaining("is not valid yet")
				.hasMessageContaining("Check both clocks");
			assertNothingWasSaid(server);
		}
	}

	@ParameterizedTest
	@EnumSource(value = ServerTls.class, names = { "STARTTLS", "IMPLICIT" })
	void selfSignedCertificateIsRefused(ServerTls tls) throws NoSuchAlgorithmException {
		TestCertificates certificates = TestCertificates.selfSigned("localhost");
		try (SmtpTestServer server = SmtpTestServer.builder().tls(tls).certificate(certificates).start()) {
			assertThat(failure(server, SmtpClient.builder().tls(mode(tls)).sslContext(SSLContext.getDefault())))
				.hasMessageContaining("or only by itself")
				.hasMessageContaining("trust its issuer");
			assertNothingWasSaid(server);
		}
	}

	/**
	 * The server closes with a fatal alert in place of a handshake (RFC 8446 §6).
	 */
	@ParameterizedTest
	@CsvSource({ "70, no TLS version in common", "40, no cipher suite in common", "112, does not know the name",
			"116, certificate of this client", "42, certificate of this client" })
	void alertOfTheServerIsExplained(int alert, String words) {
		Script script = Script.create().raw(new byte[] { 21, 3, 3, 0, 2, 2, (byte) alert }).expectClose();
		try (SmtpTestServer server = SmtpTestServer.scripted(script)) {
			assertThat(failure(server, SmtpClient.builder().tls(TlsMode.IMPLICIT))).hasMessageContaining(words);
		}
	}

	/**
	 * With TLS 1.3 the alert comes behind the client's part of the handshake.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void missingCertificateOfTheClientIsExplained(String protocol) {
		TestCertificates own = TestCertificates.forHosts("app.example.org");
		try (SmtpTestServer server = SmtpTestServer.builder()
			.tls(ServerTls.IMPLICIT)
			.requireClientCertificate(own)
			.start()) {
			assertThat(failure(server,
					SmtpClient.builder()
						.tls(TlsMode.IMPLICIT)
						.sslProtocols(protocol)
						.sslContext(server.certificates().clientSslContext())))
				.isInstanceOf(SmtpTlsException.class)
				.hasMessageContaining("certificate of this client");
		}
	}

	@Test
	void handshakeThatStallsEndsInTime() {
		SmtpClient.Builder builder = SmtpClient.builder();
		builder.timeouts = new SmtpTimeouts(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5),
				Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1));
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start();
				SmtpClient client = builder.host("localhost").port(server.port()).build()) {
			server.fault(At.TLS_HANDSHAKE, Fault.stall());
			SmtpException failure = catchThrowableOfType(SmtpException.class,
					() -> client.send(ContractSupport.message("ben@contoso.com")));
			assertThat(failure).isInstanceOf(SmtpTimeoutException.class).hasMessageContaining("handshake");
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		}
	}

	@Test
	void sslContextIsAskedForEachConnection() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start()) {
			List<Integer> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
			try (SmtpClient client = SmtpClient.builder()
				.host("localhost")
				.port(server.port())
				.maxMessages(1)
				.sslContext(() -> {
					asked.add(1);
					return server.certificates().clientSslContext();
				})
				.build()) {
				client.send(ContractSupport.message("ben@contoso.com"));
				client.send(ContractSupport.message("ben@contoso.com"));
			}
			assertThat(asked).hasSize(2);
			server.assertNoViolations();
		}
	}

	@ParameterizedTest
	@EnumSource(value = ServerTls.class, names = { "STARTTLS", "IMPLICIT" })
	void sslContextThatCannotBeHadSaysWhyAndNothingGoesOutInClearText(ServerTls tls) {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(tls).start()) {
			SmtpTlsException failure = failure(server, SmtpClient.builder().tls(mode(tls)).sslContext(() -> {
				throw new IllegalStateException("no such bundle");
			}));
			assertThat(failure).hasMessageContaining("no such bundle").hasMessageContaining("SSL context");
			assertThat(server.sessions()).allSatisfy((session) -> assertThat(session.commands())
				.noneMatch((command) -> command.startsWith("QUIT") || command.startsWith("MAIL")));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void onlyTheChosenVersionIsSpoken(String version) {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				SmtpClient client = implicitTls(server).sslProtocols(version).build()) {
			client.send(ContractSupport.message("ben@contoso.com"));
			assertThat(server.sessions().get(0).session().tlsProtocol()).isEqualTo(version);
		}
	}

	@Test
	void onlyTheChosenCiphersAreUsed() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				SmtpClient client = implicitTls(server)
					.sslCiphers("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
					.build()) {
			client.send(ContractSupport.message("ben@contoso.com"));
			// These suites are of that version.
			assertThat(server.sessions().get(0).session().tlsProtocol()).isEqualTo("TLSv1.2");
		}
	}

	@Test
	void unknownCipherFailsTheConnectionByItsName() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start()) {
			assertThat(failure(server,
					SmtpClient.builder()
						.tls(TlsMode.STARTTLS)
						.sslContext(server.certificates().clientSslContext())
						.sslCiphers("TLS_OF_TOMORROW")))
				.hasMessageContaining("TLS_OF_TOMORROW");
			assertNothingWasSaid(server);
		}
	}

	@Test
	void settingsThatWeakenTlsAreRefused() {
		SmtpClient.Builder builder = SmtpClient.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.sslProtocols("TLSv1.3", "TLSv1.1"))
			.withMessageContaining("TLSv1.1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.sslProtocols());
		assertThatIllegalArgumentException().isThrownBy(() -> builder.sslCiphers());
		assertThatIllegalArgumentException().isThrownBy(() -> builder.sslCiphers("TLS_DH_anon_WITH_AES_128_CBC_SHA"))
			.withMessageContaining("authenticate");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.sslCiphers("TLS_RSA_WITH_NULL_SHA256"))
			.withMessageContaining("encrypt");
	}

	private static SmtpClient.Builder implicitTls(SmtpTestServer server) {
		return SmtpClient.builder()
			.host("localhost")
			.port(server.port())
			.tls(TlsMode.IMPLICIT)
			.sslContext(server.certificates().clientSslContext());
	}

	private static TlsMode mode(ServerTls tls) {
		return (tls == ServerTls.IMPLICIT) ? TlsMode.IMPLICIT : TlsMode.STARTTLS;
	}

}
