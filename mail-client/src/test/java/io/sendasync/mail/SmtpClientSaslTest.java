package io.sendasync.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.Script;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Which credentials a client uses, and what becomes of a send when they are refused.
 */
class SmtpClientSaslTest {

	private static final String TOKEN = "old-token-4711";

	private static final String REFUSED = base64("{\"status\":\"invalid_token\"}");

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static Script greeting(String mechanisms) {
		return Script.create().send("220 mx").expect("EHLO *").reply("250-mx", "250 AUTH " + mechanisms);
	}

	private static Script refusal(String token) {
		return greeting("XOAUTH2").expect("AUTH XOAUTH2 " + xoauth2(token))
			.reply("334 " + REFUSED)
			.expect("")
			.reply("535 5.7.8 no")
			.expect("QUIT")
			.close();
	}

	private static Script acceptance(String token) {
		return delivery(greeting("XOAUTH2").expect("AUTH XOAUTH2 " + xoauth2(token)).reply("235 ok"));
	}

	private static Script delivery(Script login) {
		return login.expect("MAIL FROM:*")
			.reply("250 ok")
			.expect("RCPT TO:*")
			.reply("250 ok")
			.expect("DATA")
			.reply("354 go")
			.expectContent()
			.reply("250 ok")
			.expect("QUIT")
			.close();
	}

	private static String xoauth2(String token) {
		return base64("user=jane\1auth=Bearer " + token + "\1\1");
	}

	private static SmtpClient.Builder client(SmtpTestServer server) {
		return SmtpClient.builder().host("localhost").port(server.port()).tls(TlsMode.NONE);
	}

	private static void send(SmtpClient.Builder builder) {
		try (SmtpClient client = builder.build()) {
			client.send(ContractSupport.message("ben@contoso.com"));
		}
	}

	private static <T extends SmtpException> T failure(Class<T> type, SmtpClient.Builder builder) {
		T failure = catchThrowableOfType(type, () -> send(builder));
		assertThat(failure).isNotNull();
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		return failure;
	}

	/** Gives the first credentials for connections, the others after a refusal. */
	private static final class Vault implements SmtpCredentialsProvider {

		private final List<SmtpCredentials> refused = new ArrayList<>();

		private final @Nullable SmtpCredentials others;

		Vault(@Nullable SmtpCredentials others) {
			this.others = others;
		}

		@Override
		public SmtpCredentials credentials(String host, int port) {
			return SmtpCredentials.bearer("jane", TOKEN);
		}

		@Override
		public @Nullable SmtpCredentials refresh(String host, int port, SmtpCredentials refusedOnes) {
			this.refused.add(refusedOnes);
			return this.others;
		}

	}

	@Test
	void refusedTokenIsAskedForAnewOnce() {
		Vault vault = new Vault(SmtpCredentials.bearer("jane", "new-token"));
		try (SmtpTestServer server = SmtpTestServer.scripted(refusal(TOKEN), acceptance("new-token"))) {
			send(client(server).credentialsProvider(vault));
			server.assertNoViolations();
			assertThat(vault.refused).containsExactly(SmtpCredentials.bearer("jane", TOKEN));
			assertThat(server.connectionCount()).isEqualTo(2);
		}
	}

	@Test
	void newTokenThatIsRefusedTooIsTheEnd() {
		Vault vault = new Vault(SmtpCredentials.bearer("jane", "new-token"));
		try (SmtpTestServer server = SmtpTestServer.scripted(refusal(TOKEN), refusal("new-token"))) {
			SmtpAuthenticationException failure = failure(SmtpAuthenticationException.class,
					client(server).credentialsProvider(vault));
			assertThat(failure).hasMessageContaining("535 5.7.8 no").hasMessageContaining("invalid_token");
			assertThat(failure.getSuppressed()).hasSize(1);
			assertThat(vault.refused).hasSize(1);
			assertThat(server.connectionCount()).isEqualTo(2);
		}
	}

	@Test
	void sameTokenIsNotTriedAgain() {
		for (SmtpCredentials others : new SmtpCredentials[] { SmtpCredentials.bearer("jane", TOKEN), null }) {
			Vault vault = new Vault(others);
			try (SmtpTestServer server = SmtpTestServer.scripted(refusal(TOKEN))) {
				failure(SmtpAuthenticationException.class, client(server).credentialsProvider(vault));
				assertThat(vault.refused).hasSize(1);
				assertThat(server.connectionCount()).isEqualTo(1);
			}
		}
	}

	@Test
	void providerIsNotAskedWhereNothingWasRefused() {
		Vault vault = new Vault(SmtpCredentials.bearer("jane", "new-token"));
		Script busy = greeting("XOAUTH2").expect("AUTH *").reply("454 4.7.0 try later").expect("QUIT").close();
		try (SmtpTestServer server = SmtpTestServer.scripted(busy)) {
			assertThat(
					failure(SmtpAuthenticationException.class, client(server).credentialsProvider(vault)).isTransient())
				.isTrue();
			assertThat(vault.refused).isEmpty();
		}
	}

	@Test
	void providerThatFailsDoesNotHideTheRefusal() {
		try (SmtpTestServer server = SmtpTestServer.scripted(refusal(TOKEN))) {
			SmtpAuthenticationException failure = failure(SmtpAuthenticationException.class,
					client(server).credentialsProvider(new SmtpCredentialsProvider() {
						@Override
						public SmtpCredentials credentials(String host, int port) {
							return SmtpCredentials.bearer("jane", TOKEN);
						}

						@Override
						public SmtpCredentials refresh(String host, int port, SmtpCredentials refused) {
							throw new IllegalStateException("vault is sealed");
						}
					}));
			assertThat(failure.statusCode().value()).isEqualTo(535);
			assertThat(failure.getSuppressed()).singleElement()
				.satisfies((suppressed) -> assertThat(suppressed).hasMessage("vault is sealed"));
		}
	}

	@Test
	void certificateLogsInWithExternal() {
		try (SmtpTestServer server = SmtpTestServer
			.scripted(delivery(greeting("EXTERNAL PLAIN").expect("AUTH EXTERNAL =").reply("235 ok")))) {
			send(client(server).credentials(SmtpCredentials.external("")));
			server.assertNoViolations();
		}
	}

	@Test
	void impostorGetsNoMessage() {
		Script script = greeting("SCRAM-SHA-256 PLAIN").expect("AUTH SCRAM-SHA-256 *")
			.reply("235 welcome")
			.expect("QUIT")
			.close();
		try (SmtpTestServer server = SmtpTestServer.scripted(script)) {
			assertThat(failure(SmtpAuthenticationException.class, client(server).credentials("jane", "secret")))
				.hasMessageContaining("impostor");
			server.assertNoViolations();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "PLAIN", "LOGIN" })
	void wireLogShowsNothingOfALogin(String mechanism) {
		ListAppender<ILoggingEvent> log = wireLog();
		try (SmtpTestServer server = SmtpTestServer.builder()
			.auth("jane", "secret")
			.authMechanisms(mechanism)
			.allowClearTextAuth()
			.start()) {
			send(client(server).credentials("jane", "secret"));
		}
		finally {
			detach(log);
		}
		assertThat(messages(log)).contains("AUTH ******", "MAIL FROM")
			.doesNotContain("secret", base64("secret"), base64("\0jane\0secret"), base64("jane"));
	}

	private static ListAppender<ILoggingEvent> wireLog() {
		Logger logger = (Logger) LoggerFactory.getLogger("io.sendasync.mail.wire");
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.setLevel(Level.TRACE);
		logger.addAppender(appender);
		return appender;
	}

	private static void detach(ListAppender<ILoggingEvent> appender) {
		Logger logger = (Logger) LoggerFactory.getLogger("io.sendasync.mail.wire");
		logger.setLevel(null);
		logger.detachAppender(appender);
	}

	private static String messages(ListAppender<ILoggingEvent> log) {
		return log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
	}

	@Test
	void strippedStartTlsSendsNoToken() {
		Script script = greeting("XOAUTH2").expect("QUIT").close();
		try (SmtpTestServer server = SmtpTestServer.scripted(script)) {
			failure(SmtpTlsException.class,
					client(server).tls(TlsMode.AUTO).credentials(SmtpCredentials.bearer("jane", TOKEN)));
			server.assertNoViolations();
		}
	}

	@Test
	void passwordIsNotSentInClearWhereOnlyScramIsAllowed() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", "secret").start()) {
			assertThat(failure(SmtpAuthenticationException.class,
					client(server).tls(TlsMode.STARTTLS)
						.sslContext(server.certificates().clientSslContext())
						.credentials("jane", "secret")
						.saslMechanisms(Set.of("scram-sha-256"))))
				.hasMessageContaining("SCRAM-SHA-256")
				.hasMessageContaining("PLAIN");
			assertThat(server.sessions()).allSatisfy(
					(session) -> assertThat(session.commands()).noneMatch((command) -> command.startsWith("AUTH")));
		}
	}

	@Test
	void defaultCredentialsWinWhileTheyAreOn() {
		try (SmtpTestServer server = SmtpTestServer.builder().auth("jane", "secret").allowClearTextAuth().start()) {
			SmtpClient.Builder builder = client(server).useDefaultCredentials(true).credentials("jane", "secret");
			assertThat(failure(SmtpAuthenticationException.class, builder)).hasMessageContaining("GSSAPI");
			send(builder.useDefaultCredentials(false));
			assertThat(server.messages()).hasSize(1);
		}
	}

	@Test
	void credentialsDoNotShowThemselves() {
		List<SmtpCredentials> all = List.of(SmtpCredentials.of("jane", "secret"),
				SmtpCredentials.bearer("jane", "secret"), SmtpCredentials.external("jane"), SmtpCredentials.kerberos());
		assertThat(all).allSatisfy((credentials) -> assertThat(credentials.toString()).startsWith("SmtpCredentials.")
			.doesNotContain("jane", "secret"));
	}

	@Test
	void unusableCredentialsAreRefusedWithoutShowingThem() {
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpCredentials.bearer("jane", "se cret"))
			.withMessageContaining("position 2")
			.withMessageNotContaining("cret");
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpCredentials.bearer("ja\1ne", "secret"));
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpCredentials.external("ja\0ne"));
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().saslMechanisms(Set.of("NTLM")));
	}

}
