package io.sendasync.mail.realserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Logging in to Dovecot.
 */
class DovecotTest {

	private static final String PASSWORD = "hunter2, p\u00E4ss=w\u00F6rd";

	private static final byte[] TOKEN_KEY = "a key for tokens of tests, 32 octets or more"
		.getBytes(StandardCharsets.US_ASCII);

	private static Path directory;

	private static SmtpTestServer relay;

	private static Dovecot dovecot;

	@BeforeAll
	static void start() throws IOException {
		Programs.require(Dovecot.PACKAGES, Dovecot.PROGRAM, Dovecot.SUBMISSION);
		directory = Programs.directory("dovecot");
		Files.writeString(directory.resolve("users"), "jane:{PLAIN}" + PASSWORD + "::::::\n");
		Files.createDirectories(directory.resolve("keys/default/HS256"));
		Files.writeString(directory.resolve("keys/default/HS256/default"),
				Base64.getEncoder().encodeToString(TOKEN_KEY));
		Files.writeString(directory.resolve("oauth2.conf"), """
				introspection_mode = local
				username_attribute = sub
				local_validation_key_dict = fs:posix:prefix=%s/keys/
				""".formatted(directory));
		relay = SmtpTestServer.start();
		dovecot = Dovecot.start(directory, "plain login cram-md5 scram-sha-1 scram-sha-256 oauthbearer xoauth2", """
				passdb {
				  driver = passwd-file
				  mechanisms = plain login cram-md5 scram-sha-1 scram-sha-256
				  args = %1$s/users
				}
				passdb {
				  driver = oauth2
				  mechanisms = oauthbearer xoauth2
				  args = %1$s/oauth2.conf
				}
				""".formatted(directory), relay.port(), Map.of());
	}

	@AfterAll
	static void stop() throws Exception {
		Programs.closeAll(dovecot, relay);
		Programs.delete(directory);
	}

	private static SmtpClient.Builder client() {
		return SmtpClient.builder()
			.host("localhost")
			.port(dovecot.port())
			.sslContext(dovecot.certificates().clientSslContext());
	}

	private static void assertSends(SmtpClient.Builder builder, String mechanism) throws IOException {
		int before = relay.messages().size();
		int logins = count(mechanism);
		try (SmtpClient client = builder.build()) {
			client.send(message());
			client.send(message());
		}
		assertThat(relay.messages()).hasSize(before + 2);
		Awaitility.await().untilAsserted(() -> assertThat(count(mechanism)).isEqualTo(logins + 1));
	}

	private static int count(String mechanism) throws IOException {
		return dovecot.log().split("Login: user=<jane>, method=" + mechanism + ",", -1).length - 1;
	}

	private static SmtpAuthenticationException failure(SmtpClient.Builder builder) {
		try (SmtpClient client = builder.build()) {
			SmtpAuthenticationException failure = catchThrowableOfType(SmtpAuthenticationException.class,
					() -> client.send(message()));
			assertThat(failure).isNotNull();
			assertThat(failure.toString()).doesNotContain(PASSWORD);
			return failure;
		}
	}

	private static MailMessage message() {
		return MailMessage.of("jane@example.org", "ben@example.org", "Hello", "Hello there\n");
	}

	private static String token(String user, Instant expires) throws Exception {
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		String header = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
		String claims = base64.encodeToString("{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d,\"filler\":\"%s\"}"
			.formatted(user, Instant.now().getEpochSecond() - 3600, expires.getEpochSecond(), "x".repeat(600))
			.getBytes(StandardCharsets.UTF_8));
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(TOKEN_KEY, "HmacSHA256"));
		return header + "." + claims + "."
				+ base64.encodeToString(mac.doFinal((header + "." + claims).getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void strongestMechanismIsUsed() throws IOException {
		assertSends(client().credentials("jane", PASSWORD), "SCRAM-SHA-256");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN" })
	void eachPasswordMechanismWorks(String mechanism) throws IOException {
		assertSends(client().credentials("jane", PASSWORD).saslMechanisms(Set.of(mechanism)), mechanism);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN" })
	void wrongPasswordIsRefused(String mechanism) {
		SmtpAuthenticationException failure = failure(
				client().credentials("jane", "wrong").saslMechanisms(Set.of(mechanism)));
		assertThat(failure.statusCode().value()).isEqualTo(535);
		assertThat(failure.isTransient()).isFalse();
		assertThat(failure).hasMessageContaining(mechanism);
	}

	@Test
	void unknownUserIsRefused() {
		assertThat(failure(client().credentials("nobody=,", "wrong")).statusCode().value()).isEqualTo(535);
	}

	@ParameterizedTest
	@ValueSource(strings = { "OAUTHBEARER", "XOAUTH2" })
	void tokenIsTaken(String mechanism) throws Exception {
		String token = token("jane", Instant.now().plusSeconds(600));
		assertSends(client().credentials(SmtpCredentials.bearer("jane", token)).saslMechanisms(Set.of(mechanism)),
				mechanism);
	}

	@ParameterizedTest
	@CsvSource({ "OAUTHBEARER,invalid_token", "XOAUTH2,401" })
	void expiredTokenIsRefusedWithItsStatus(String mechanism, String status) throws Exception {
		String token = token("jane", Instant.now().minusSeconds(600));
		SmtpAuthenticationException failure = failure(
				client().credentials(SmtpCredentials.bearer("jane", token)).saslMechanisms(Set.of(mechanism)));
		assertThat(failure.statusCode().value()).isEqualTo(535);
		assertThat(failure).hasMessageContaining("(" + status + ")").hasMessageNotContaining(token);
	}

	@Test
	void expiredTokenIsRefreshedOnce() throws Exception {
		AtomicInteger refreshed = new AtomicInteger();
		String expired = token("jane", Instant.now().minusSeconds(600));
		String fresh = token("jane", Instant.now().plusSeconds(600));
		assertSends(client().credentialsProvider(new SmtpCredentialsProvider() {
			@Override
			public SmtpCredentials credentials(String host, int port) {
				return SmtpCredentials.bearer("jane", expired);
			}

			@Override
			public SmtpCredentials refresh(String host, int port, SmtpCredentials refused) {
				assertThat(refused).isEqualTo(SmtpCredentials.bearer("jane", expired));
				refreshed.incrementAndGet();
				return SmtpCredentials.bearer("jane", fresh);
			}
		}), "OAUTHBEARER");
		assertThat(refreshed).hasValue(1);
	}

	@Test
	void credentialsOfAnotherKindHaveNoMechanism() {
		assertThat(failure(client().useDefaultCredentials(true))).hasMessageContaining("GSSAPI")
			.hasMessageContaining("SCRAM-SHA-256");
	}

}
