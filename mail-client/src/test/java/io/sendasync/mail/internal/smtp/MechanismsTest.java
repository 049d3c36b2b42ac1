package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

import io.sendasync.mail.delivery.SmtpCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The mechanisms with one message, by the examples of their RFCs, and which one is taken.
 */
class MechanismsTest {

	private static final SmtpCredentials TIM = SmtpCredentials.of("tim", "tanstaaftanstaaf");

	private static final SmtpCredentials BEARER = SmtpCredentials.bearer("user@example.com",
			"vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");

	private static final Mechanisms MECHANISMS = new Mechanisms("server.example.com", 587, MechanismChoice.DEFAULT,
			null);

	private static SaslMechanism create(String name, SmtpCredentials credentials) throws SaslFailure {
		return MECHANISMS.create(name, credentials, Set.of(name));
	}

	private static String first(SaslMechanism mechanism) throws SaslFailure {
		byte[] initial = mechanism.initialResponse();
		assertThat(initial).isNotNull();
		return new String(initial, StandardCharsets.UTF_8);
	}

	private static String answer(SaslMechanism mechanism, String challenge) throws SaslFailure {
		return new String(mechanism.evaluate(challenge.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
	}

	private static void assertNothingMore(SaslMechanism mechanism) {
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> answer(mechanism, "more"))
			.withMessageContaining("more than the mechanism has");
	}

	@Test
	void plainIsThatOfRfc4616() throws SaslFailure {
		SaslMechanism plain = create("PLAIN", TIM);
		assertThat(first(plain)).isEqualTo("\0tim\0tanstaaftanstaaf");
		assertNothingMore(plain);
	}

	@Test
	void cramMd5IsThatOfRfc2195() throws SaslFailure {
		SaslMechanism cram = create("CRAM-MD5", TIM);
		assertThat(cram.initialResponse()).isNull();
		assertThat(cram.isComplete()).isFalse();
		assertThat(answer(cram, "<1896.697170952@postoffice.reston.mci.net>"))
			.isEqualTo("tim b913a602c7eda7a495b4e6e7334d3890");
		assertThat(cram.isComplete()).isTrue();
		assertNothingMore(cram);
	}

	@Test
	void loginAnswersWhateverIsAsked() throws SaslFailure {
		SaslMechanism login = create("LOGIN", TIM);
		assertThat(login.initialResponse()).isNull();
		assertThat(answer(login, "Password:")).isEqualTo("tim");
		assertThat(login.isComplete()).isFalse();
		assertThat(answer(login, "")).isEqualTo("tanstaaftanstaaf");
		assertThat(login.isComplete()).isTrue();
		assertNothingMore(login);
	}

	@Test
	void oauthBearerIsThatOfRfc7628() throws SaslFailure {
		SaslMechanism bearer = create("OAUTHBEARER", BEARER);
		// RFC 7628 §4.3, which has SMTP's port.
		assertThat(Base64.getEncoder().encodeToString(first(bearer).getBytes(StandardCharsets.UTF_8)))
			.isEqualTo("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3"
					+ "AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
		assertThat(bearer.isComplete()).isTrue();
		assertThat(answer(bearer,
				"{\"status\":\"invalid_token\",\"schemes\":\"bearer mac\",\"scope\":\"https://mail.example.com/\"}"))
			.isEqualTo("\1");
		assertThat(bearer.serverError()).isEqualTo("invalid_token");
		assertThat(bearer.isComplete()).isFalse();
		assertNothingMore(bearer);
	}

	@Test
	void xoauth2AnswersAFailureWithNothing() throws SaslFailure {
		SaslMechanism bearer = create("XOAUTH2", BEARER);
		assertThat(first(bearer))
			.isEqualTo("user=user@example.com\1auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\1\1");
		assertThat(answer(bearer, "{\"status\":\"401\",\"schemes\":\"bearer\"}")).isEmpty();
		assertThat(bearer.serverError()).isEqualTo("401");
	}

	@ParameterizedTest
	@CsvSource(
			value = { "{ \"status\" : 400 };400", "{\"status\":\"vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg\"};",
					"{\"status\":\"a b\"};", "not json;", "{\"status\":\"\"};", "{\"status\":\"x\u0007\"};" },
			delimiter = ';')
	void statusIsShownOnlyIfItIsOne(String json, String status) throws SaslFailure {
		SaslMechanism bearer = create("OAUTHBEARER", BEARER);
		answer(bearer, json);
		assertThat(bearer.serverError()).isEqualTo(status);
	}

	@Test
	void userNameOfOauthBearerIsEscaped() throws SaslFailure {
		assertThat(first(create("OAUTHBEARER", SmtpCredentials.bearer("a,b=c", "token"))))
			.startsWith("n,a=a=2Cb=3Dc,\1");
	}

	@Test
	void externalSaysWhomToActAs() throws SaslFailure {
		assertThat(first(create("EXTERNAL", SmtpCredentials.external("fred@example.com"))))
			.isEqualTo("fred@example.com");
		assertThat(first(create("EXTERNAL", SmtpCredentials.external("")))).isEmpty();
		assertNothingMore(create("EXTERNAL", SmtpCredentials.external("")));
	}

	@Test
	void nonceIsFreshEachTime() throws SaslFailure {
		String one = first(create("SCRAM-SHA-256", TIM));
		assertThat(one).matches("n,,n=tim,r=[!-+\\--~]{32}");
		assertThat(first(create("SCRAM-SHA-256", TIM))).isNotEqualTo(one);
	}

	@Test
	void strongestOfferedMechanismComesFirst() {
		MechanismChoice all = MechanismChoice.DEFAULT;
		Set<String> offered = Set.of("LOGIN", "PLAIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS",
				"SCRAM-SHA-256-PLUS", "GSSAPI", "XOAUTH2", "OAUTHBEARER", "EXTERNAL", "NTLM");
		assertThat(all.candidates(TIM, offered, true)).containsExactly("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS",
				"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN");
		assertThat(all.candidates(TIM, offered, false)).startsWith("SCRAM-SHA-256");
		assertThat(all.candidates(TIM, Set.of("LOGIN", "PLAIN"), true)).containsExactly("PLAIN", "LOGIN");
		assertThat(all.candidates(BEARER, offered, true)).containsExactly("OAUTHBEARER", "XOAUTH2");
		assertThat(all.candidates(SmtpCredentials.external(""), offered, true)).containsExactly("EXTERNAL");
		assertThat(all.candidates(SmtpCredentials.kerberos(), offered, true)).containsExactly("GSSAPI");
		assertThat(all.candidates(SmtpCredentials.kerberos(), Set.of("PLAIN"), true)).isEmpty();
	}

	@Test
	void cramMd5IsUsedOnlyIfNamed() {
		assertThat(MechanismChoice.DEFAULT.candidates(TIM, Set.of("CRAM-MD5"), true)).isEmpty();
		assertThat(MechanismChoice.only(Set.of("plain", "cram-md5")).candidates(TIM, Set.of("CRAM-MD5", "PLAIN"), true))
			.containsExactly("CRAM-MD5", "PLAIN");
	}

	@Test
	void offeredBindingMustSucceedWhereNothingUnboundIsAllowed() {
		MechanismChoice choice = MechanismChoice.only(Set.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"));
		Set<String> both = Set.of("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS");
		assertThat(choice.candidates(TIM, both, true)).containsExactly("SCRAM-SHA-256-PLUS");
		assertThat(choice.candidates(TIM, both, false)).containsExactly("SCRAM-SHA-256");
		assertThat(choice.candidates(TIM, Set.of("SCRAM-SHA-256"), true)).containsExactly("SCRAM-SHA-256");
	}

	@Test
	void unknownNamesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> MechanismChoice.only(Set.of("PLAIN", "NTLM")))
			.withMessageContaining("NTLM")
			.withMessageContaining("SCRAM-SHA-256-PLUS");
		assertThatIllegalArgumentException().isThrownBy(() -> MechanismChoice.only(Set.of()));
	}

	@ParameterizedTest
	@CsvSource({ "YQ==,a", "'',''", "Zm9v,foo" })
	void base64IsDecoded(String base64, String text) throws SaslFailure {
		assertThat(StrictBase64.decode(base64)).asString(StandardCharsets.UTF_8).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "YQ", "YQ=", "YR==", "Y Q==", "YQ==YQ==", "%%%", "=", "YQ==\r", " YQ==", "Zm9v====" })
	void base64ThatIsNotStrictIsRefused(String base64) {
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> StrictBase64.decode(base64))
			.withMessage("the server sent something that is not base64");
	}

}
