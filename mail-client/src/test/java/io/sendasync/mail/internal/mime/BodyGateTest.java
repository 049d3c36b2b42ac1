package io.sendasync.mail.internal.mime;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The gate must hold on its own, so it is tried with octets that no encoder of ours
 * writes.
 */
class BodyGateTest {

	private static void check(String body) {
		String whole = "Subject: header\n" + body;
		BodyGate.check(whole.getBytes(StandardCharsets.ISO_8859_1), whole.length() - body.length(), whole.length(),
				false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\r\n", "text\r\n", "\r\n\r\n", ".\r\n", "tab\t and space \r\n" })
	void canonicalBodyPasses(String body) {
		assertThatNoException().isThrownBy(() -> check(body));
	}

	@ParameterizedTest
	@CsvSource({ "'a\nb\r\n',bare LF", "'\nb\r\n',bare LF", "'a\r\n\n',bare LF", "'a\rb\r\n',bare CR",
			"'a\r\r\n',bare CR", "'a\r\n\r',bare CR", "'a\u0000b\r\n',NUL", "'\u00FC\r\n',above 127",
			"'\u008D\r\n',above 127", "'a',without CRLF", "'a\r\nb',without CRLF" })
	void anythingElseIsRefused(String body, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> check(body)).withMessageContaining(reason);
	}

	@Test
	void octetsAbove127PassWhereTheyAreAllowed() {
		byte[] octets = "a\u00FC\r\n".getBytes(StandardCharsets.UTF_8);
		assertThat(BodyGate.check(octets, 0, octets.length, true)).isTrue();
		assertThat(BodyGate.check(new byte[] { 'a', '\r', '\n' }, 0, 3, true)).isFalse();
	}

	@Test
	void lineOf998OctetsPassesAndNoLongerOne() {
		String longest = "x".repeat(998);
		assertThatNoException().isThrownBy(() -> check("a\r\n" + longest + "\r\n" + longest + "\r\n"));
		assertThatIllegalArgumentException().isThrownBy(() -> check("a\r\n" + longest + "x\r\n"))
			.withMessageContaining("more than 998");
	}

}
