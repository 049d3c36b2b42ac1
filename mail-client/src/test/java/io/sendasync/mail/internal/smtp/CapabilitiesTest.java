package io.sendasync.mail.internal.smtp;

import java.util.List;

import io.sendasync.mail.delivery.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CapabilitiesTest {

	@Test
	void firstLineIsTheNameAndNoKeyword() {
		assertThat(parse("PIPELINING", "SIZE 10").has("PIPELINING")).isFalse();
	}

	@Test
	void keywordsAreReadInAnyCase() {
		Capabilities capabilities = parse("mx", "pipelining", " 8BitMime");
		assertThat(capabilities.has("PIPELINING")).isTrue();
		assertThat(capabilities.has("8BITMIME")).isTrue();
	}

	@Test
	void mechanismsOfOldServersAreRead() {
		assertThat(parse("mx", "AUTH=LOGIN", "AUTH PLAIN login").authMechanisms()).containsExactlyInAnyOrder("LOGIN",
				"PLAIN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SIZE", "SIZE 0", "SIZE x", "SIZE -1", "SIZE 99999999999999999999999" })
	void sizeThatIsNoLimitIsNone(String line) {
		assertThat(parse("mx", line).maxSize()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void sizeIsALimit() {
		assertThat(parse("mx", "SIZE 35882577").maxSize()).isEqualTo(35882577);
	}

	private static Capabilities parse(String... lines) {
		return Capabilities.parse(new SmtpReply(250, List.of(lines)));
	}

}
