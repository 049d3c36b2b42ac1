package io.sendasync.mail;

import java.util.concurrent.atomic.AtomicInteger;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SmtpClientAuthTest {

	private static final String PASSWORD = "pässwörd-4711";

	private static SmtpClient.Builder client(SmtpTestServer server) {
		return SmtpClient.builder()
			.host("localhost")
			.port(server.port())
			.sslContext(server.certificates().clientSslContext());
	}

	private static MailMessage message() {
		return ContractSupport.message("ben@contoso.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PLAIN", "LOGIN" })
	void logsInOverTls(String mechanism) {
		try (SmtpTestServer server = SmtpTestServer.builder()
			.tls(ServerTls.STARTTLS)
			.auth("jane", PASSWORD)
			.authMechanisms(mechanism)
			.start(); SmtpClient client = client(server).credentials("jane", PASSWORD).build()) {
			client.send(message());
			client.send(message());
			assertThat(server.messages()).hasSize(2)
				.allSatisfy((accepted) -> assertThat(accepted.session().authenticatedUser()).contains("jane"));
			assertThat(server.connectionCount()).isEqualTo(1);
			server.assertNoViolations();
		}
	}

	@Test
	void longPasswordWaitsForTheServersGo() {
		String password = "p".repeat(600);
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).auth("jane", password).start();
				SmtpClient client = client(server).tls(TlsMode.IMPLICIT).credentials("jane", password).build()) {
			client.send(message());
			server.assertNoViolations();
		}
	}

	@Test
	void wrongPasswordIsRefusedOnceAndNotShown() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", "right").start();
				SmtpClient client = client(server).credentials("jane", PASSWORD).build()) {
			SmtpAuthenticationException failure = catchThrowableOfType(SmtpAuthenticationException.class,
					() -> client.send(message()));
			assertThat(failure.statusCode().value()).isEqualTo(535);
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure.isTransient()).isFalse();
			assertThat(failure.toString() + client + client.statistics()).doesNotContain(PASSWORD);
			assertThat(server.sessions()).singleElement()
				.satisfies((session) -> assertThat(session.commands()).filteredOn((line) -> line.startsWith("AUTH"))
					.hasSize(1));
			assertThat(server.messages()).isEmpty();
		}
	}

	@Test
	void temporaryRefusalIsTransient() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", PASSWORD).start();
				SmtpClient client = client(server).credentials("jane", PASSWORD).build()) {
			server.fault(At.AUTH, Fault.reply("454 4.7.0 try later"));
			assertThat(
					catchThrowableOfType(SmtpAuthenticationException.class, () -> client.send(message())).isTransient())
				.isTrue();
			client.send(message());
		}
	}

	@Test
	void serverWithoutAuthGetsNothingWhenCredentialsAreSet() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start();
				SmtpClient client = client(server).credentials("jane", PASSWORD).build()) {
			assertThat(catchThrowableOfType(SmtpAuthenticationException.class, () -> client.send(message())))
				.hasMessageContaining("does not offer AUTH");
			assertThat(server.messages()).isEmpty();
		}
	}

	@Test
	void unknownMechanismsAreNamed() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start();
				SmtpClient client = client(server).credentials("jane", PASSWORD).build()) {
			server.fault(At.EHLO, Fault.reply("250-mx", "250-STARTTLS", "250 AUTH NTLM").always());
			assertThat(catchThrowableOfType(SmtpAuthenticationException.class, () -> client.send(message())))
				.hasMessageContaining("NTLM");
		}
	}

	@Test
	void clearTextIsUsedOnlyWhereItIsAskedFor() {
		try (SmtpTestServer server = SmtpTestServer.builder().auth("jane", PASSWORD).allowClearTextAuth().start();
				SmtpClient client = client(server).tls(TlsMode.NONE).credentials("jane", PASSWORD).build()) {
			client.send(message());
			assertThat(server.messages()).hasSize(1);
		}
	}

	@Test
	void providerIsAskedForEachConnection() {
		AtomicInteger asked = new AtomicInteger();
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", PASSWORD).start();
				SmtpClient client = client(server).maxMessages(1).credentialsProvider((host, port) -> {
					asked.incrementAndGet();
					return SmtpCredentials.of("jane", PASSWORD);
				}).build()) {
			client.send(message());
			client.send(message());
			assertThat(asked).hasValue(2);
		}
	}

	@Test
	void loginThatNoLongerHoldsIsMadeUpForOnceOnANewConnection() {
		AtomicInteger asked = new AtomicInteger();
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", PASSWORD).start();
				SmtpClient client = client(server).credentialsProvider((host, port) -> {
					asked.incrementAndGet();
					return SmtpCredentials.of("jane", PASSWORD);
				}).build()) {
			client.send(message());
			server.fault(At.MAIL, Fault.reply("530 5.7.0 token expired"));
			assertThat(client.send(message()).acceptedRecipients()).hasSize(1);
			assertThat(client.send(message()).acceptedRecipients()).hasSize(1);
			assertThat(asked).hasValue(2);
			assertThat(server.connectionCount()).isEqualTo(2);
			// The client does not wait for the answer, so the server may be behind.
			Awaitility.await().untilAsserted(() -> assertThat(server.sessions().get(0).commands()).endsWith("QUIT"));
			server.assertNoViolations();
		}
	}

	@Test
	void loginThatDoesNotHoldOnANewConnectionEitherFailsTheSend() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", PASSWORD).start();
				SmtpClient client = client(server).credentials("jane", PASSWORD).build()) {
			client.send(message());
			server.fault(At.MAIL, Fault.reply("530 5.7.0 token expired").always());
			SmtpAuthenticationException failure = catchThrowableOfType(SmtpAuthenticationException.class,
					() -> client.send(message()));
			assertThat(failure.statusCode().value()).isEqualTo(530);
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(server.connectionCount()).isEqualTo(2);
			assertThat(server.messages()).hasSize(1);
		}
	}

	@Test
	void providerThatFailsFailsTheSend() {
		try (SmtpTestServer server = SmtpTestServer.builder().start();
				SmtpClient client = client(server).credentialsProvider((host, port) -> {
					throw new IllegalStateException("vault is sealed");
				}).build()) {
			SmtpException failure = catchThrowableOfType(SmtpException.class, () -> client.send(message()));
			assertThat(failure).hasMessageContaining("vault is sealed");
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(server.connectionCount()).isZero();
		}
	}

	@Test
	void credentialsWithNulOrNothingAreRefusedWithoutShowingThem() {
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().credentials("jane", "se\0cret"))
			.withMessageContaining("password")
			.withMessageNotContaining("cret");
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().credentials("", "secret"));
		assertThat(SmtpCredentials.of("jane", "secret").toString()).doesNotContain("jane").doesNotContain("secret");
	}

}
