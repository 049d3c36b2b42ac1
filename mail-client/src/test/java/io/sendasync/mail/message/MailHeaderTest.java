package io.sendasync.mail.message;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Names and values of the caller's own header fields.
 */
class MailHeaderTest {

	@ParameterizedTest
	@ValueSource(strings = { "X-Test", "x", "X!#$%&'*+.^_`|~-9", "List-Id", "Comments" })
	void nameIsPrintable(String name) {
		assertThat(new MailHeader(name, "value").name()).isEqualTo(name);
	}

	static Stream<Arguments> faultyNames() {
		return Stream.of(arguments("X:", 1), arguments("X-Test: y", 6), arguments("X Test", 1), arguments(" X", 0),
				arguments("X\r\nBcc", 1), arguments("Bcc: x, X", 3), arguments("X\u0000", 1), arguments("X\u007F", 1),
				arguments("X\u00E9", 1), arguments("\u760D", 0));
	}

	@ParameterizedTest
	@MethodSource("faultyNames")
	void otherNameIsRefusedWithThePosition(String name, int position) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader(name, "x"))
			.withMessageStartingWith("header name ")
			.withMessageContaining("position " + position)
			.withMessageNotContaining(name);
	}

	@Test
	void nameHas1To76Characters() {
		assertThat(new MailHeader("X".repeat(76), "").value()).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader("X".repeat(77), ""));
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader("", ""));
	}

	@ParameterizedTest
	@CsvSource({ "From, use from(", "FROM, use from(", "sender, use sender(", "Reply-To, use replyTo(", "To, use to(",
			"Cc, use cc(", "Bcc, use bcc(", "bCC, use bcc(", "Subject, use subject(", "Date, use date(",
			"Message-ID, use messageId(", "Message-Id, use messageId(", "MIME-Version, by the client",
			"Content-Type, use text(", "content-transfer-encoding, use text(", "Content-ID, use text(",
			"Content-X, attachment(", "Received, by servers", "Return-Path, use sender(", "DKIM-Signature, the signer",
			"Resent-Bcc, every recipient" })
	void reservedNameIsRefusedWithTheWayOut(String name, String hint) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailMessage.builder().header(name, "x"))
			.withMessageContaining(name)
			.withMessageContaining(hint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "v\r\n X", "v\r\n\r\nbody", "v\r\n \r\nX", "v\n", "v\rX", "a\tb", "v\u0000", "v\u007F",
			"v\u0085", "v\u2028", "v\uD800" })
	void valueIsOneLine(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader("X-Test", value))
			.withMessageStartingWith("value of header X-Test ")
			.withMessageContaining("position 1");
	}

	@Test
	void valueIsStripped() {
		assertThat(new MailHeader("X-Test", "  a b ").value()).isEqualTo("a b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "References", "In-Reply-To", "List-Unsubscribe", "list-help", "Resent-To",
			"Auto-Submitted", "Disposition-Notification-To", "Errors-To" })
	void fieldWithAGrammarIsAsciiBecauseItCannotBeEncoded(String name) {
		assertThat(new MailHeader(name, "<a@b>").structured()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader(name, "<\u00E9@b>"))
			.withMessageContaining("ASCII")
			.withMessageContaining("position 1");
	}

	@Test
	void fieldWithAGrammarCanBeFolded() {
		String longest = "x".repeat(900);
		assertThat(new MailHeader("References", longest + " " + longest).value()).hasSize(1801);
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader("References", longest + "x"))
			.withMessageContaining("cannot be folded");
		assertThat(new MailHeader("X-Test", longest + "x").structured()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "References", "List-Unsubscribe", "X-Priority" })
	void singleFieldIsThereOnce(String name) {
		MailMessageBuilder builder = MailMessage.builder().header(name, "1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.header(name.toLowerCase(java.util.Locale.ROOT), "2"))
			.withMessageContaining("only once");
	}

	@Test
	void otherFieldsMayRepeatInTheirOrder() {
		assertThat(MailMessage.builder().header("X-A", "1").header("X-B", "2").header("X-A", "3").build().headers())
			.extracting(MailHeader::value)
			.containsExactly("1", "2", "3");
	}

	@Test
	void valueIsNotShown() {
		assertThat(new MailHeader("X-Test", "secret")).hasToString("MailHeader[name=X-Test]");
	}

}
