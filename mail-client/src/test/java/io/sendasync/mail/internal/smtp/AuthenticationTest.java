package io.sendasync.mail.internal.smtp;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Each login word for word: what the client says, and what it makes of the answers.
 */
class AuthenticationTest {

	private static final String SECRET = "hunter2-Secret";

	private static final SmtpCredentials JANE = SmtpCredentials.of("jane", SECRET);

	private static final SmtpCredentials USER = SmtpCredentials.of("user", "pencil");

	private static final SmtpCredentials TOKEN = SmtpCredentials.bearer("jane", SECRET);

	private static final String SCRAM_FIRST = "AUTH SCRAM-SHA-256 " + base64("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");

	private static final String SCRAM_CHALLENGE = "334 "
			+ base64("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");

	private static final String SCRAM_PROOF = base64("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
			+ "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");

	private static final String SCRAM_SIGNATURE = "334 " + base64("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static Mechanisms mechanisms(MechanismChoice choice) {
		return new Mechanisms("mx.example.org", 587, choice, null, () -> "rOprNGfwEbeRWgbNEkqO");
	}

	private static void logIn(SaslPeer peer, SmtpCredentials credentials, String... offered) throws Exception {
		peer.logIn(mechanisms(MechanismChoice.DEFAULT), credentials, offered);
	}

	private static SmtpAuthenticationException failure(SaslPeer peer, SmtpCredentials credentials, String... offered) {
		SmtpAuthenticationException failure = catchThrowableOfType(SmtpAuthenticationException.class,
				() -> logIn(peer, credentials, offered));
		assertThat(failure).isNotNull();
		assertNoSecret(failure);
		return failure;
	}

	private static void assertNoSecret(SmtpAuthenticationException failure) {
		StringWriter all = new StringWriter();
		failure.printStackTrace(new PrintWriter(all));
		failure.reply().ifPresent((reply) -> all.append(reply.toString()));
		assertThat(all.toString()).doesNotContain(SECRET, base64(SECRET), base64("\0jane\0" + SECRET), "pencil");
	}

	@Test
	void plainFitsOneCommand() throws Exception {
		try (SaslPeer peer = new SaslPeer("235 ok")) {
			logIn(peer, JANE, "PLAIN", "LOGIN");
			assertThat(peer.lines()).containsExactly("AUTH PLAIN " + base64("\0jane\0" + SECRET));
		}
	}

	@Test
	void longestCommandHas512Octets() throws Exception {
		// "AUTH PLAIN " leaves room for 499 characters, and base64 comes in fours.
		String fits = "x".repeat(372 - 6);
		try (SaslPeer peer = new SaslPeer("235 ok")) {
			logIn(peer, SmtpCredentials.of("jane", fits), "PLAIN");
			assertThat(peer.lines()).singleElement().satisfies((line) -> assertThat(line).hasSize(11 + 496));
		}
		try (SaslPeer peer = new SaslPeer("334 ", "235 ok")) {
			logIn(peer, SmtpCredentials.of("jane", fits + "x"), "PLAIN");
			assertThat(peer.lines()).containsExactly("AUTH PLAIN", base64("\0jane\0" + fits + "x"));
		}
	}

	@Test
	void goAheadMayCarryWords() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 ok, go on", "235 ok")) {
			logIn(peer, SmtpCredentials.of("jane", "x".repeat(600)), "PLAIN");
			assertThat(peer.lines()).hasSize(2);
		}
	}

	@Test
	void loginIsTwoAnswers() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 ok")) {
			logIn(peer, JANE, "LOGIN");
			assertThat(peer.lines()).containsExactly("AUTH LOGIN", base64("jane"), base64(SECRET));
		}
	}

	@Test
	void cramMd5AnswersTheChallenge() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+", "235 ok")) {
			peer.logIn(mechanisms(MechanismChoice.only(Set.of("CRAM-MD5"))),
					SmtpCredentials.of("tim", "tanstaaftanstaaf"), "CRAM-MD5", "PLAIN");
			assertThat(peer.lines()).containsExactly("AUTH CRAM-MD5",
					"dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
		}
	}

	@Test
	void scramAnswersTheSignatureWithAnEmptyLine() throws Exception {
		try (SaslPeer peer = new SaslPeer(SCRAM_CHALLENGE, SCRAM_SIGNATURE, "235 ok")) {
			logIn(peer, USER, "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN");
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, SCRAM_PROOF, "");
		}
	}

	@Test
	void successWithoutSignatureIsAnImpostor() throws Exception {
		try (SaslPeer peer = new SaslPeer(SCRAM_CHALLENGE, "235 ok")) {
			assertThat(failure(peer, USER, "SCRAM-SHA-256", "PLAIN")).hasMessageContaining("impostor");
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, SCRAM_PROOF);
		}
		try (SaslPeer peer = new SaslPeer("235 ok")) {
			assertThat(failure(peer, USER, "SCRAM-SHA-256", "PLAIN")).hasMessageContaining("impostor");
		}
	}

	@Test
	void wrongSignatureCancelsAndIsNotTriedWithPlain() throws Exception {
		try (SaslPeer peer = new SaslPeer(SCRAM_CHALLENGE, "334 " + base64("v=AAAA"), "501 cancelled")) {
			SmtpAuthenticationException failure = failure(peer, USER, "SCRAM-SHA-256", "PLAIN");
			assertThat(failure).hasMessageContaining("impostor");
			assertThat(failure.statusCode().value()).isEqualTo(501);
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, SCRAM_PROOF, "*");
		}
	}

	@Test
	void successAfterCancellingIsAFailure() throws Exception {
		try (SaslPeer peer = new SaslPeer(SCRAM_CHALLENGE, "334 " + base64("v=AAAA"), "235 come in")) {
			assertThat(failure(peer, USER, "SCRAM-SHA-256", "PLAIN")).hasMessageContaining("impostor");
		}
	}

	@Test
	void unreadableReplyToCancellingLeavesTheReason() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 %%%", "no reply")) {
			SmtpAuthenticationException failure = failure(peer, USER, "SCRAM-SHA-256");
			assertThat(failure).hasMessageContaining("not base64");
			assertThat(failure.getSuppressed()).hasSize(1);
		}
	}

	@Test
	void serverErrorOfScramIsNamed() throws Exception {
		try (SaslPeer peer = new SaslPeer(SCRAM_CHALLENGE, "334 " + base64("e=invalid-proof"), "535 5.7.8 no")) {
			assertThat(failure(peer, USER, "SCRAM-SHA-256", "PLAIN")).hasMessageContaining("535 5.7.8 no")
				.hasMessageContaining("invalid-proof");
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, SCRAM_PROOF, "");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "334 %%%", "334 YQ", "334 Y\u00E4==", "334 YQ== " })
	void undecodableChallengeIsCancelled(String challenge) throws Exception {
		try (SaslPeer peer = new SaslPeer(challenge, "501 5.5.2 cancelled")) {
			assertThat(failure(peer, USER, "SCRAM-SHA-256", "PLAIN")).hasMessageContaining("not base64");
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, "*");
		}
	}

	@Test
	void challengeBehindPlainIsCancelled() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 ", "501 cancelled")) {
			failure(peer, JANE, "PLAIN", "LOGIN");
			assertThat(peer.lines()).hasSize(2).last().isEqualTo("*");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "535 5.7.8 no", "534 5.7.9 application-specific password required", "538 5.7.11 no",
			"454 4.7.0 later", "421 bye", "250 fine", "354 go", "500 what?" })
	void refusedPasswordIsNotTriedAgain(String reply) throws Exception {
		try (SaslPeer peer = new SaslPeer(reply)) {
			SmtpAuthenticationException failure = failure(peer, JANE, "PLAIN", "LOGIN");
			assertThat(failure).hasMessageContaining(reply);
			assertThat(failure.isTransient()).isEqualTo(reply.startsWith("4"));
			assertThat(peer.lines()).hasSize(1);
		}
		try (SaslPeer peer = new SaslPeer(SCRAM_CHALLENGE, reply)) {
			failure(peer, USER, "SCRAM-SHA-256", "PLAIN");
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, SCRAM_PROOF);
		}
	}

	@Test
	void mechanismThatTheServerDoesNotHaveIsFollowedByTheNext() throws Exception {
		try (SaslPeer peer = new SaslPeer("504 5.5.4 no such mechanism", "534 5.7.9 too weak", "504 5.5.4 nor that",
				"334 ", "334 ", "235 ok")) {
			logIn(peer, USER, "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN");
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, SCRAM_FIRST.replace("256", "1"),
					"AUTH PLAIN " + base64("\0user\0pencil"), "AUTH LOGIN", base64("user"), base64("pencil"));
		}
	}

	@Test
	void lastRefusalNamesTheEarlierOnes() throws Exception {
		try (SaslPeer peer = new SaslPeer("504 5.5.4 no such mechanism", "535 5.7.8 no")) {
			SmtpAuthenticationException failure = failure(peer, USER, "SCRAM-SHA-256", "PLAIN");
			assertThat(failure.statusCode().value()).isEqualTo(535);
			assertThat(failure.getSuppressed()).singleElement()
				.satisfies((earlier) -> assertThat(earlier).hasMessageContaining("504 5.5.4"));
		}
	}

	@Test
	void passwordTransitionIsOnePlainLogin() throws Exception {
		try (SaslPeer peer = new SaslPeer("432 4.7.12 transition needed", "235 ok")) {
			logIn(peer, USER, "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN");
			assertThat(peer.lines()).containsExactly(SCRAM_FIRST, "AUTH PLAIN " + base64("\0user\0pencil"));
		}
		try (SaslPeer peer = new SaslPeer("432 4.7.12 transition needed")) {
			assertThat(failure(peer, JANE, "PLAIN", "LOGIN").isTransient()).isTrue();
			assertThat(peer.lines()).hasSize(1);
		}
	}

	@Test
	void passwordThatScramCannotCarryIsNotSent() throws Exception {
		try (SaslPeer peer = new SaslPeer()) {
			assertThat(failure(peer, SmtpCredentials.of("jane", SECRET + "\u0007"), "SCRAM-SHA-256", "PLAIN"))
				.hasMessageContaining("RFC 4013")
				.hasMessageContaining("PLAIN");
			assertThat(peer.lines()).isEmpty();
		}
	}

	@Test
	void externalWithoutIdentityIsAnEqualsSign() throws Exception {
		try (SaslPeer peer = new SaslPeer("235 ok")) {
			logIn(peer, SmtpCredentials.external(""), "EXTERNAL");
			assertThat(peer.lines()).containsExactly("AUTH EXTERNAL =");
		}
		try (SaslPeer peer = new SaslPeer("235 ok")) {
			logIn(peer, SmtpCredentials.external("fred"), "EXTERNAL", "PLAIN");
			assertThat(peer.lines()).containsExactly("AUTH EXTERNAL ZnJlZA==");
		}
	}

	@Test
	void refusedOauthBearerIsReadToTheEnd() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 " + base64("{\"status\":\"invalid_token\",\"scope\":\"mail\"}"),
				"535 5.7.8 refused")) {
			assertThat(failure(peer, TOKEN, "OAUTHBEARER", "XOAUTH2")).hasMessageContaining("535 5.7.8 refused")
				.hasMessageContaining("invalid_token");
			assertThat(peer.lines()).containsExactly(
					"AUTH OAUTHBEARER "
							+ base64("n,a=jane,\1host=mx.example.org\1port=587\1auth=Bearer " + SECRET + "\1\1"),
					"AQ==");
		}
	}

	@Test
	void refusedXoauth2IsReadToTheEnd() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 " + base64("{\"status\":\"401\"}"), "535 5.7.8 refused")) {
			assertThat(failure(peer, TOKEN, "XOAUTH2")).hasMessageContaining("(401)");
			assertThat(peer.lines())
				.containsExactly("AUTH XOAUTH2 " + base64("user=jane\1auth=Bearer " + SECRET + "\1\1"), "");
		}
	}

	@Test
	void reportedFailureIsNotTakenBackBySuccess() throws Exception {
		try (SaslPeer peer = new SaslPeer("334 " + base64("{\"status\":\"401\"}"), "235 come in")) {
			failure(peer, TOKEN, "XOAUTH2");
		}
	}

	@Test
	void serverThatRepeatsSecretsIsNotQuoted() throws Exception {
		List<String> echoes = List.of("535 bad password " + SECRET, "500 what is " + base64("\0jane\0" + SECRET) + "?");
		for (String echo : echoes) {
			try (SaslPeer peer = new SaslPeer(echo)) {
				assertThat(failure(peer, JANE, "PLAIN")).hasMessageContaining("******");
			}
		}
	}

}
