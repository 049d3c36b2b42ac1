package io.sendasync.mail.internal.smtp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CommandTest {

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nMAIL FROM:<x@y>", "a\nb", "a\rb", "a\u0000", "a\u007F", "a\u760D", "a\u760A",
			"a\u0A0D", "a\uFF0D", "a\u0130", "a\uD800", "a\u0085" })
	void whatIsNotPrintableAsciiIsNoCommand(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> Command.ehlo(name))
			.withMessageContaining("position 6")
			.withMessageContaining("EHLO");
	}

	@Test
	void lineEndsOnce() {
		assertThat(Command.ehlo("mx").length()).isEqualTo("EHLO mx\r\n".length());
	}

	@Test
	void longLineIsNoCommand() {
		assertThatIllegalArgumentException().isThrownBy(() -> Command.ehlo("x".repeat(2100)));
	}

	@Test
	void argumentsOfAuthAreNotShown() {
		assertThat(Command.of("AUTH", "AUTH PLAIN c2VjcmV0")).hasToString("AUTH ******");
		assertThat(Command.of("AUTH", "c2VjcmV0")).hasToString("AUTH ******");
	}

}
