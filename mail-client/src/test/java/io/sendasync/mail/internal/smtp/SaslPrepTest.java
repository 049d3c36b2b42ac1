package io.sendasync.mail.internal.smtp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SaslPrepTest {

	@ParameterizedTest
	// The first five are the examples of RFC 4013 §3.
	@CsvSource(
			value = { "I\u00ADX;IX", "user;user", "USER;USER", "\u00AA;a", "\u2168;IX", "a\u00A0b;a b", "a\u3000b;a b",
					"\u200Ba;a", "p\u00E4ss;p\u00E4ss", "pa\u0308ss;p\u00E4ss", "\uFB01x;fix",
					"\u0627\u0628;\u0627\u0628", "\u0627 1\u0628;\u0627 1\u0628", "\uD83D\uDD11;\uD83D\uDD11" },
			delimiter = ';')
	void preparesAsTheRfcSays(String text, String prepared) throws SaslFailure {
		assertThat(SaslPrep.prepare("password", text)).isEqualTo(prepared);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0007", "a\u007F", "a\u0085b", "\u200Ea", "a\u202E", "\uE000", "\uFFFD", "\uFDD0",
			"\uFFFF", "\uD83D", "\uDD11x", "\u2028", "a\u06DD", "a\u2FF0", "\uDB40\uDC20", "a\tb", "a\u200Eb" })
	void prohibitedCharactersAreRefused(String text) {
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> SaslPrep.prepare("password", text))
			.withMessageContaining("the password contains characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u06271", "1\u0627", "\u0627a\u0627", "a\u0627" })
	void mixedDirectionsAreRefused(String text) {
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> SaslPrep.prepare("user name", text))
			.withMessageContaining("directions");
	}

	@Test
	void nothingLeftIsRefused() {
		assertThatExceptionOfType(SaslFailure.class).isThrownBy(() -> SaslPrep.prepare("password", "\u00AD"));
	}

}
