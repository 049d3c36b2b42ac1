package io.sendasync.mail.message;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is no address, and what is said about it.
 */
class MailAddressRefusalTest {

	/** Text, position of the fault, a word of the reason. */
	static Stream<Arguments> syntax() {
		return Stream.of(arguments("", 0, "missing"), arguments("   ", 3, "missing"), arguments("<>", 1, "local part"),
				arguments("jane", 4, "no '@'"), arguments("@x.example", 0, "local part"),
				arguments("j@", 2, "empty label"), arguments("<j@x.example", 12, "'>'"),
				arguments("j@x.example>", 11, "unexpected"), arguments("<<j@x.example>>", 1, "local part"),
				arguments("j@x@y.example", 3, "unexpected"), arguments("j d@x.example", 2, "'@' expected"),
				arguments("j@x.example x", 12, "unexpected"), arguments("a@x.example,b@x.example", 11, "more than one"),
				arguments("Clayton, Jane <j@x.example>", 7, "no '@'"),
				arguments("[Jane] <j@x.example>", 0, "quote the display name"),
				arguments("Jane \\x <j@x.example>", 5, "quote the display name"),
				arguments("\"Jane <j@x.example>", 0, "quote not closed"), arguments("\"Jane\\", 0, "quote not closed"),
				arguments("(j@x.example", 0, "comment not closed"),
				arguments("(j@x.example\\", 0, "comment not closed"), arguments("j@x.example (", 12, "comment"));
	}

	static Stream<Arguments> localParts() {
		return Stream.of(arguments(".j@x.example", 0, "dot"), arguments("j.@x.example", 0, "dot"),
				arguments("j..d@x.example", 0, "dot"), arguments(".@x.example", 0, "dot"),
				arguments("\"\"@x.example", 0, "empty"), arguments("\"a\".b@x.example", 3, "'@' expected"),
				arguments("a.\"b\"@x.example", 0, "dot"), arguments("\"a\"\"b\"@x.example", 3, "'@'"),
				arguments("l".repeat(65) + "@x.example", 66, "64 octets"),
				arguments("\"" + " ".repeat(63) + "\"@x.example", 66, "64 octets"),
				arguments("\u00E9".repeat(33) + "@x.example", 34, "64 octets"));
	}

	static Stream<Arguments> routesAndGroups() {
		return Stream.of(arguments("<@a.example:j@x.example>", 1, "source routes"),
				arguments("<@a.example,@b.example:j@x.example>", 1, "source routes"),
				arguments("j%x.example@a.example:b", 21, "unexpected"), arguments("undisclosed:;", 11, "groups"),
				arguments("Team: a@x.example, b@x.example;", 4, "groups"), arguments("a@x.example;", 11, "unexpected"));
	}

	static Stream<Arguments> domains() {
		String label = "d".repeat(63);
		return Stream.of(arguments("j@.", 2, "empty label"), arguments("j@x.example.", 2, "empty label"),
				arguments("j@.x.example", 2, "empty label"), arguments("j@x..example", 2, "empty label"),
				arguments("j@-x.example", 2, "hyphens"), arguments("j@x-.example", 2, "hyphens"),
				arguments("j@x_y.example", 2, "hyphens"), arguments("j@x/y", 2, "hyphens"),
				arguments("j@" + "d".repeat(64) + ".example", 2, "63 octets"),
				arguments("j@" + "d.".repeat(150), 2, "255 octets"),
				arguments("l".repeat(64) + "@" + label + "." + label + "." + "d".repeat(62), 65, "254 octets"),
				arguments("j@" + "\u00FC".repeat(63) + ".example", 2, "not an internationalized"),
				arguments("j@" + "\u00FC".repeat(256), 2, "255 octets"));
	}

	static Stream<Arguments> literals() {
		return Stream
			.of("[]", "[1.2.3]", "[1.2.3.4.5]", "[1.2.3.256]", "[1.2.3.04]", "[1.2.3.+4]", "[1.2.3.\u0664]", "[::1]",
					"[IPv6:]", "[IPv6::]", "[IPv6:1:2:3:4:5:6:7]", "[IPv6:1:2:3:4:5:6:7:8:9]", "[IPv6:1::2::3]",
					"[IPv6:12345::]", "[IPv6:g::]", "[IPv6:fe80::1%eth0]", "[IPv6:1.2.3.4::]", "[IPv6:1.2.3.4]",
					"[IPv6:1:2:3:4:5:6:7::]", "[x.example]", "[tag:x]", "[1.2.3.4\\]]", "[ 1.2.3.4 ]", "[1.2.\t3.4]")
			.map((literal) -> arguments("j@" + literal, 2, "domain literal"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "syntax", "localParts", "routesAndGroups", "domains", "literals" })
	void whatIsNoAddressIsRefusedWithReasonAndPosition(String text, int position, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse(text))
			.withMessageContaining(reason)
			.withMessageEndingWith("at position " + position);
		assertThat(MailAddress.tryParse(text)).isEmpty();
	}

	@Test
	void literalIsNotLeftOpenOrFollowedByText() {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse("j@[1.2.3.4"))
			.withMessageContaining("']' expected");
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse("j@[1.2.3.4]x"))
			.withMessageContaining("at position 11");
	}

	/** What a mapping turns into a separator, a special or another domain. */
	@ParameterizedTest
	@ValueSource(strings = { "ex\uFF20evil.example", "ex\uFF1Emple", "ex\uFF1Cmple", "ex\uFF0Cmple", "ex\uFF1Ample",
			"a\uFF0Fb.example", "\u2100.example", "a\u2024b.example", "a\uFE52b.example", "a\u2025b.example",
			"\uFF0Da.example", "a_\u00FC.example", "a\u00A0\u00FC.example", "\u00AD.example", "b\u00FCcher.example.",
			"b\u00FCcher.example\u3002", "\u00FC..example", "a\u202Eb.example", "a\u0085b.example",
			"\uD83D\uDE00.example", "a\uFFFDb.example", "a\uFEFF.\uFEFF.example", "\u0627a.example" })
	void domainThatTheConversionWouldChangeIsRefused(String domain) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse("j@" + domain))
			.withMessageContaining("at position");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fa\u00DF.de", "fa\u1E9E.de", "\u03B2\u03CC\u03BB\u03BF\u03C2.example",
			"x\u200D\u00FC.example", "x\u200C\u00FC.example" })
	void charactersThatIdnaVersionsMapDifferentlyAreRefused(String domain) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse("j@" + domain))
			.withMessageContaining("ambiguous")
			.withMessageContaining("xn--");
	}

	/** RFC 6532 §3.1: a server may normalize; nothing may become a special then. */
	@ParameterizedTest
	@ValueSource(strings = { "a\uFF20b", "a\uFF1Eb", "a\uFF1Cb", "a\uFF02b", "a\uFF0Cb", "a\uFF0Eb", "a\u2024b",
			"a\u037Eb", "a\u00A0b", "a\u3000b", "a\u200Bb", "a\u200Db", "a\u00ADb", "a\uFEFFb", "\"a\u200Eb\"",
			"a\uDB40\uDC41b" })
	void lookalikesAndInvisibleCharactersInLocalPartAreRefused(String localPart) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse(localPart + "@x.example"))
			.withMessageContaining("not allowed in the local part")
			.withMessageContaining("at position 0");
	}

	/** CVE-2026-30227, CVE-2026-45067 and their kin, in every place. */
	@ParameterizedTest
	@ValueSource(strings = { "\r\nRCPT TO:<b@x>", "\r", "\n", "\u0000", "\u0001", "\u001B[31m", "\u007F", "\u0085",
			"\u2028", "\u2029", "\u202A", "\u202E", "\u2066", "\u2069", "\uD800", "\uDC00", "\uDE00\uD83D" })
	void controlsAndHalfCharactersAreRefusedEverywhere(String bad) {
		for (String text : new String[] { "j%s@x.example", "j@x%s.example", "j@x.example%s", "\"j%s\"@x.example",
				"\"j\\%s\"@x.example", "J%s <j@x.example>", "\"J%s\" <j@x.example>", "(c%s) j@x.example",
				"j@[1.2.3%s.4]", "<j@x.example%s>", "%sj@x.example", "j%s%%@x.example" }) {
			assertOneVisibleLine(text.formatted(bad), text.indexOf("%s"), bad.codePointAt(0));
		}
	}

	private static void assertOneVisibleLine(String text, int position, int codePoint) {
		IllegalArgumentException ex = catchThrowableOfType(IllegalArgumentException.class,
				() -> MailAddress.parse(text));
		assertThat(ex).as(text).isNotNull();
		assertThat(ex.getMessage()).contains("%04X".formatted(codePoint)).contains("at position " + position);
		assertThat(ex.getMessage().codePoints()).noneMatch(TextRules::isLineBreakOrControl)
			.noneMatch(TextRules::isBidiControl)
			.noneMatch(TextRules::isSurrogate);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"Jane\tDoe\" <j@x.example>", "\"j\td\"@x.example", "\"j\\\td\"@x.example",
			"\"Jane\\\t\" <j@x.example>" })
	void tabInsideWhatIsKeptIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse(text))
			.withMessageContaining("U+0009 not allowed")
			.withMessageContaining("at position " + text.indexOf('\t'));
	}

	/** It may come from an attacker, and the message end up in a log. */
	@ParameterizedTest
	@ValueSource(strings = { "secret\tb@x.example", "secret", "secret@x..example", "secret@\u00DFx.example",
			"<secret@x.example", "secret@[x]", "\"secret", "secret: b@x.example;" })
	void textIsNotShown(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parse(text))
			.withMessageNotContaining("secret")
			.withMessageContaining("at position ");
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parseList("a@x.example, " + text))
			.withMessageNotContaining("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Jane\r\nBcc: x@y", "Jane\n", "Ja\tne", "\u0000", "\u007F", "\u0085", "\u2028", "\uD83D",
			"gpj.\u202Eexe", "\u2067" })
	void displayNameIsOneLineThatReadsForward(String displayName) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.of(displayName, "j@x.example"))
			.withMessageStartingWith("displayName ")
			.withMessageContaining("U+")
			.withMessageContaining("position")
			.satisfies((ex) -> assertThat(ex.getMessage().codePoints()).noneMatch(TextRules::isLineBreakOrControl));
	}

}
