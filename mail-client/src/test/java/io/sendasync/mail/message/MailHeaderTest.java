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
	@ValueSource(strings = { "X-Test", "x", "X!#$%&'*+.^_`|~-9", "Comments" })
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
	@CsvSource({ "References, <a@b>", "In-Reply-To, <a@b>", "List-Unsubscribe, <mailto:a@b>", "list-help, <a:b>",
			"Resent-To, <a@b>", "Auto-Submitted, auto-replied", "Disposition-Notification-To, <a@b>",
			"Errors-To, <a@b>" })
	void fieldWithAGrammarIsAsciiBecauseItCannotBeEncoded(String name, String value) {
		assertThat(new MailHeader(name, value).structured()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader(name, "<\u00E9@b>"))
			.withMessageContaining("ASCII")
			.withMessageContaining("position 1");
	}

	@Test
	void fieldWithAGrammarCanBeFolded() {
		String longest = "<x@" + "x".repeat(896) + ">";
		assertThat(new MailHeader("References", longest + " " + longest).value()).hasSize(1801);
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader("References", longest + "x"))
			.withMessageContaining("cannot be folded");
		assertThat(new MailHeader("X-Test", longest + "x").structured()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "References, <a@b>", "List-Unsubscribe, <mailto:a@b>", "X-Priority, 1" })
	void singleFieldIsThereOnce(String name, String value) {
		MailMessageBuilder builder = MailMessage.builder().header(name, value);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.header(name.toLowerCase(java.util.Locale.ROOT), value))
			.withMessageContaining("only once");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "References|<a@b> <c@d>", "References|<a@b><c@d>", "In-Reply-To|<a@[1.2.3.4]>",
					"List-Unsubscribe|<https://x.example/?a=b>, <mailto:a@b?subject=x%2Cy>", "List-Post|NO",
					"List-Unsubscribe-Post|List-Unsubscribe=One-Click", "List-Id|Our news <news.x.example>",
					"List-Id|<news.x.example>", "Auto-Submitted|auto-notified; owner-email=a", "Importance|high",
					"X-Priority|1 (Highest)", "Resent-To|\"Doe, J.\" <a@b>, c@d",
					"Resent-Date|Thu, 5 Nov 2026 07:08:09 +0100", "Resent-Message-ID|<a@b>", "List-X|x" })
	void valueThatFollowsTheGrammarIsKept(String name, String value) {
		assertThat(new MailHeader(name, value).value()).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "References|a@b", "References|<a@b", "References|<a@b> x", "References|<a>",
			"References|<a@b>, <c@d>", "In-Reply-To|Your mail of <a@b>", "In-Reply-To|<a b@c>",
			"List-Unsubscribe|https://x.example/", "List-Unsubscribe|<https://x.example/", "List-Help|<no-scheme>",
			"List-Unsubscribe|<https://x.example/>, ", "List-Unsubscribe|<https://x.example/>\", <a:b>",
			"List-Unsubscribe-Post|yes", "List-Id|news", "List-Id|<a> x", "Auto-Submitted|by: me", "Importance|<high>",
			"X-Priority|1, 2", "Resent-To|nobody", "Errors-To|a@b\", c@d", "Resent-Message-ID|x" })
	void valueThatDoesNotIsRefused(String name, String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new MailHeader(name, value))
			.withMessageStartingWith("value of header " + name)
			.withMessageNotContaining(value);
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
