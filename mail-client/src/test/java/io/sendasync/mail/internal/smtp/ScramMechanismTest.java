package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;

import io.sendasync.mail.delivery.SmtpCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScramMechanismTest {

	private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";

	private static final String SERVER_NONCE = NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

	private static final String SERVER_FIRST = "r=" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

	private static final String SERVER_FINAL = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

	private static ScramMechanism mechanism(String name, String user, String nonce) throws SaslFailure {
		return new ScramMechanism(name, password(user, "pencil"), nonce, ScramMechanism.Binding.UNSUPPORTED, null);
	}

	private static ScramMechanism begun() throws SaslFailure {
		ScramMechanism mechanism = mechanism("SCRAM-SHA-256", "user", NONCE);
		mechanism.initialResponse();
		return mechanism;
	}

	private static SmtpCredentials.Password password(String user, String password) {
		return new SmtpCredentials.Password(user, password);
	}

	private static String answer(SaslMechanism mechanism, String challenge) throws SaslFailure {
		return text(mechanism.evaluate(challenge.getBytes(StandardCharsets.UTF_8)));
	}

	private static String text(byte[] octets) {
		return new String(octets, StandardCharsets.UTF_8);
	}

	private static void assertFails(SaslMechanism mechanism, String challenge, String message) {
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> answer(mechanism, challenge))
			.withMessageContaining(message)
			.withMessageNotContaining("pencil");
		assertThat(mechanism.isComplete()).isFalse();
	}

	@Test
	void exampleOfRfc5802() throws SaslFailure {
		ScramMechanism mechanism = mechanism("SCRAM-SHA-1", "user", "fyko+d2lbbFgONRv9qkxdawL");
		assertThat(text(mechanism.initialResponse())).isEqualTo("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
		assertThat(mechanism.isJudged()).isFalse();
		assertThat(answer(mechanism, "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))
			.isEqualTo("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
		assertThat(mechanism.isJudged()).isTrue();
		assertThat(mechanism.isComplete()).isFalse();
		assertThat(answer(mechanism, "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")).isEmpty();
		assertThat(mechanism.isComplete()).isTrue();
	}

	@Test
	void exampleOfRfc7677() throws SaslFailure {
		ScramMechanism mechanism = mechanism("SCRAM-SHA-256", "user", NONCE);
		assertThat(text(mechanism.initialResponse())).isEqualTo("n,,n=user,r=" + NONCE);
		assertThat(answer(mechanism, SERVER_FIRST))
			.isEqualTo("c=biws,r=" + SERVER_NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
		assertThat(answer(mechanism, SERVER_FINAL)).isEmpty();
		assertThat(mechanism.isComplete()).isTrue();
	}

	@Test
	void extensionsBehindWhatIsKnownAreIgnored() throws SaslFailure {
		assertThat(answer(begun(), SERVER_FIRST + ",x=1")).startsWith("c=biws,r=" + SERVER_NONCE + ",p=");
		ScramMechanism mechanism = begun();
		answer(mechanism, SERVER_FIRST);
		assertThat(answer(mechanism, SERVER_FINAL + ",x=1")).isEmpty();
		assertThat(mechanism.isComplete()).isTrue();
	}

	@Test
	void nonceThatIsNotContinuedFails() throws SaslFailure {
		assertFails(begun(), "r=x" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", "nonce");
		assertFails(begun(), "r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", "nonce");
	}

	@Test
	void mandatoryExtensionFails() throws SaslFailure {
		assertFails(begun(), "m=new," + SERVER_FIRST, "extension");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "1", "4095", "1000001", "999999999", "2147483648", "99999999999999999999", "-4096",
			"+4096", "4096x", "" })
	void iterationCountOutOfRangeFails(String iterations) throws SaslFailure {
		assertFails(begun(), "r=" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=" + iterations, "i");
	}

	@Test
	void highestIterationCountIsCarriedOut() throws SaslFailure {
		assertThat(answer(begun(), "r=" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1000000")).contains(",p=");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", ",", ",,", ",,,", "r=", "x", "s=W22ZaJ0SNY7soEsUEjb6gQ==,r=" + SERVER_NONCE + ",i=4096",
					"r=" + SERVER_NONCE + ",s=,i=4096", "r=" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ,i=4096",
					"r=" + SERVER_NONCE + ",s=W22ZaJ0*,i=4096", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=" })
	void firstMessageThatIsNoneFails(String message) throws SaslFailure {
		assertFails(begun(), message, "the server");
	}

	@ParameterizedTest
	@ValueSource(strings = { "v=", "v=AAAA", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", "v=6rriTRBi23WpRR", "x=1", "",
			"v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=" })
	void wrongServerSignatureFails(String message) throws SaslFailure {
		ScramMechanism mechanism = begun();
		answer(mechanism, SERVER_FIRST);
		assertFails(mechanism, message, "the server");
	}

	@Test
	void nothingIsAnsweredBehindTheEnd() throws SaslFailure {
		ScramMechanism mechanism = begun();
		answer(mechanism, SERVER_FIRST);
		answer(mechanism, SERVER_FINAL);
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> answer(mechanism, SERVER_FINAL));
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> answer(mechanism, "e=other-error"));
	}

	@Test
	void serverErrorIsKeptAndAnswered() throws SaslFailure {
		ScramMechanism mechanism = begun();
		answer(mechanism, SERVER_FIRST);
		assertThat(answer(mechanism, "e=invalid-proof")).isEmpty();
		assertThat(mechanism.serverError()).isEqualTo("invalid-proof");
		assertFails(mechanism, SERVER_FINAL, "more than");
	}

	@Test
	void serverErrorThatIsNoneOfTheRegisteredKindIsNotShown() throws SaslFailure {
		ScramMechanism mechanism = begun();
		answer(mechanism, "e=Pencil 123");
		assertThat(mechanism.serverError()).isNull();
	}

	@Test
	void commaAndEqualsSignInTheUserNameAreEscaped() throws SaslFailure {
		assertThat(text(mechanism("SCRAM-SHA-256", "a=b,c=2C", NONCE).initialResponse()))
			.isEqualTo("n,,n=a=3Db=2Cc=3D2C,r=" + NONCE);
	}

	@Test
	void userNameAndPasswordArePrepared() throws SaslFailure {
		ScramMechanism mechanism = new ScramMechanism("SCRAM-SHA-256", password("\u2168", "pen\u00ADcil"), NONCE,
				ScramMechanism.Binding.UNSUPPORTED, null);
		assertThat(text(mechanism.initialResponse())).isEqualTo("n,,n=IX,r=" + NONCE);
		ScramMechanism plain = mechanism("SCRAM-SHA-256", "IX", NONCE);
		plain.initialResponse();
		assertThat(answer(mechanism, SERVER_FIRST)).isEqualTo(answer(plain, SERVER_FIRST));
	}

	@Test
	void passwordThatCannotBePreparedIsRefusedWithoutShowingIt() {
		assertThatExceptionOfType(SaslFailure.class)
			.isThrownBy(() -> new ScramMechanism("SCRAM-SHA-256", password("user", "hunt\u0007er2"), NONCE,
					ScramMechanism.Binding.UNSUPPORTED, null))
			.withMessageContaining("password")
			.withMessageNotContaining("hunt");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "UNSUPPORTED;n,,n=user", "NOT_OFFERED;y,,n=user" })
	void bindingThatIsNotUsedIsSaid(ScramMechanism.Binding binding, String start) throws SaslFailure {
		ScramMechanism mechanism = new ScramMechanism("SCRAM-SHA-256", password("user", "pencil"), NONCE, binding,
				null);
		assertThat(text(mechanism.initialResponse())).startsWith(start);
	}

}
