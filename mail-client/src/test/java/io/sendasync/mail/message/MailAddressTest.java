package io.sendasync.mail.message;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What is read as an address, and how it is written again. What is refused is in
 * {@link MailAddressRefusalTest}.
 */
class MailAddressTest {

	/** Text, display name, local part, domain on the wire, address on the wire. */
	static Stream<Arguments> mailboxes() {
		return Stream.of(arguments("jane@example.org", "", "jane", "example.org", "jane@example.org"),
				arguments(" jane@example.org ", "", "jane", "example.org", "jane@example.org"),
				arguments("<jane@example.org>", "", "jane", "example.org", "jane@example.org"),
				arguments("Jane <jane@example.org>", "Jane", "jane", "example.org", "jane@example.org"),
				arguments("Jane<jane@example.org>", "Jane", "jane", "example.org", "jane@example.org"),
				arguments("Jane  Q.  Public <j@example.org>", "Jane Q. Public", "j", "example.org", "j@example.org"),
				arguments("Jane \u00D8 <j@example.org>", "Jane \u00D8", "j", "example.org", "j@example.org"),
				arguments("\"Clayton, Jane\" <j@x.example>", "Clayton, Jane", "j", "x.example", "j@x.example"),
				arguments("\"a \\\"b\\\" \\\\c\" <j@x.example>", "a \"b\" \\c", "j", "x.example", "j@x.example"),
				arguments("Jane \"the boss\" Doe <j@x.example>", "Jane the boss Doe", "j", "x.example", "j@x.example"),
				arguments("\"\" <j@x.example>", "", "j", "x.example", "j@x.example"),
				arguments("Jane@example.ORG", "", "Jane", "example.ORG", "Jane@example.ORG"),
				arguments("jane@localhost", "", "jane", "localhost", "jane@localhost"),
				arguments("a.b.c@1.a-b.example", "", "a.b.c", "1.a-b.example", "a.b.c@1.a-b.example"),
				arguments("o'b+t=x!#$%&*-/?^_`{|}~@x.example", "", "o'b+t=x!#$%&*-/?^_`{|}~", "x.example",
						"o'b+t=x!#$%&*-/?^_`{|}~@x.example"));
	}

	static Stream<Arguments> quotedLocalParts() {
		return Stream.of(arguments("\"jane\"@x.example", "", "jane", "x.example", "jane@x.example"),
				arguments("\"ja\\ne\"@x.example", "", "jane", "x.example", "jane@x.example"),
				arguments("\"jane doe\"@x.example", "", "jane doe", "x.example", "\"jane doe\"@x.example"),
				arguments("\"a..b\"@x.example", "", "a..b", "x.example", "\"a..b\"@x.example"),
				arguments("\".a\"@x.example", "", ".a", "x.example", "\".a\"@x.example"),
				arguments("\"a\\@b\"@x.example", "", "a@b", "x.example", "\"a@b\"@x.example"),
				arguments("\"a\\\"b\\\\\"@x.example", "", "a\"b\\", "x.example", "\"a\\\"b\\\\\"@x.example"),
				arguments("\"a,b\"@x.example", "", "a,b", "x.example", "\"a,b\"@x.example"),
				// CVE-2025-13033: the domain is what stands behind the quoted string.
				arguments("\"a@gmail.com x\"@internal", "", "a@gmail.com x", "internal", "\"a@gmail.com x\"@internal"),
				// CVE-2025-59937: nothing gets out of the quotes.
				arguments("\"a@x> ORCPT=evil\"@y.example", "", "a@x> ORCPT=evil", "y.example",
						"\"a@x> ORCPT=evil\"@y.example"));
	}

	static Stream<Arguments> commentsAndSpace() {
		return Stream.of(arguments("(c) jane (c) @ (c) x.example (c)", "", "jane", "x.example", "jane@x.example"),
				arguments("Jane (of (in \\) ner) sales) <j@x.example>", "Jane", "j", "x.example", "j@x.example"),
				arguments("j (not <a@b>, \"but) @x.example", "", "j", "x.example", "j@x.example"),
				arguments("Jane(c)Doe <(c) j (c)@(c) x.example (c)> (c)", "Jane Doe", "j", "x.example", "j@x.example"),
				arguments("\tJane\tDoe\t<\tj\t@\tx.example\t>\t", "Jane Doe", "j", "x.example", "j@x.example"),
				arguments("j@x.example (a\tb \\\t)", "", "j", "x.example", "j@x.example"));
	}

	static Stream<Arguments> literals() {
		return Stream
			.of("[192.0.2.1]", "[0.0.0.0]", "[255.255.255.255]", "[IPv6:2001:db8::1]", "[ipv6:2001:DB8:0:0:0:0:0:1]",
					"[IPv6:::]", "[IPv6:::1]", "[IPv6:fe80::]", "[IPv6:::ffff:192.0.2.1]",
					"[IPv6:1:2:3:4:5:6:192.0.2.1]", "[IPv6:1:2:3:4:5:6::]")
			.map((literal) -> arguments("j@" + literal, "", "j", literal, "j@" + literal));
	}

	static Stream<Arguments> international() {
		return Stream.of(arguments("jos\u00E9@x.example", "", "jos\u00E9", "x.example", "jos\u00E9@x.example"),
				arguments("\u7528\u6237@x.example", "", "\u7528\u6237", "x.example", "\u7528\u6237@x.example"),
				arguments("\"\uD83D\uDE00 x\"@x.example", "", "\uD83D\uDE00 x", "x.example",
						"\"\uD83D\uDE00 x\"@x.example"),
				arguments("j@b\u00FCcher.example", "", "j", "xn--bcher-kva.example", "j@xn--bcher-kva.example"),
				arguments("j@B\u00DCCHER.example", "", "j", "xn--bcher-kva.example", "j@xn--bcher-kva.example"),
				arguments("j@xn--bcher-kva.example", "", "j", "xn--bcher-kva.example", "j@xn--bcher-kva.example"),
				arguments("j@x\u3002example", "", "j", "x.example", "j@x.example"),
				// IDNA2008 forms are left alone, also beside a label that is converted.
				arguments("j@xn--fa-hia.de", "", "j", "xn--fa-hia.de", "j@xn--fa-hia.de"),
				arguments("j@xn--fa-hia.b\u00FCcher.de", "", "j", "xn--fa-hia.xn--bcher-kva.de",
						"j@xn--fa-hia.xn--bcher-kva.de"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "mailboxes", "quotedLocalParts", "commentsAndSpace", "literals", "international" })
	void mailboxIsTakenApart(String text, String displayName, String localPart, String domain, String wire) {
		MailAddress address = MailAddress.parse(text);
		assertThat(address.displayName()).isEqualTo(displayName);
		assertThat(address.localPart()).isEqualTo(localPart);
		assertThat(address.asciiDomain()).isEqualTo(domain);
		assertThat(address.wireAddress()).isEqualTo(wire);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "mailboxes", "quotedLocalParts", "commentsAndSpace", "literals", "international" })
	void whatIsWrittenIsReadAsTheSame(String text) {
		assertSameMailbox(MailAddress.parse(text));
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "Jane", "Jane Doe", "Clayton, Jane", "the \"boss\"", "back\\slash", "\\", "\"", "a@b.c",
			"<x>", "a:b;c", "(c)", "=?utf-8?Q?x?=", "Jane \u00D8", "\u65E5\u672C", "\uD83D\uDE00", "\u00A0x", "x  y" })
	void anyDisplayNameIsReadAsTheSame(String displayName) {
		MailAddress address = MailAddress.of(displayName, "\"j d\"@b\u00FCcher.example");
		assertThat(address.displayName()).isEqualTo(displayName);
		assertSameMailbox(address);
	}

	private static void assertSameMailbox(MailAddress address) {
		MailAddress again = MailAddress.parse(address.toString());
		assertThat(again).isEqualTo(address).hasToString(address.toString());
		assertThat(again.displayName()).isEqualTo(address.displayName());
		assertThat(again.wireAddress()).isEqualTo(address.wireAddress());
		assertThat(MailAddress.parse(address.wireAddress())).isEqualTo(address);
	}

	@Test
	void internationalDomainIsShownInUnicode() {
		MailAddress address = MailAddress.parse("Jane <j@B\u00DCCHER.example>");
		assertThat(address.domain()).isEqualTo("b\u00FCcher.example");
		assertThat(address.address()).isEqualTo("j@b\u00FCcher.example");
		assertThat(address).hasToString("\"Jane\" <j@b\u00FCcher.example>");
		assertThat(MailAddress.parse("j@xn--bcher-kva.example").domain()).isEqualTo("xn--bcher-kva.example");
	}

	@Test
	void onlyLocalPartNeedsSmtpUtf8() {
		assertThat(MailAddress.parse("Jan\u00E9 <j@b\u00FCcher.example>").needsSmtpUtf8()).isFalse();
		assertThat(MailAddress.parse("jan\u00E9@x.example").needsSmtpUtf8()).isTrue();
	}

	@Test
	void longestPartsAreAccepted() {
		String label = "d".repeat(63);
		String domain = label + "." + label + "." + "d".repeat(61);
		assertThat(MailAddress.parse("l".repeat(64) + "@" + domain).wireAddress()).hasSize(254);
		assertThat(MailAddress.parse("\"" + " ".repeat(62) + "\"@x.example").localPart()).hasSize(62);
		assertThat(MailAddress.parse("\u00E9".repeat(32) + "@x.example").localPart()).hasSize(32);
	}

	@Test
	void nestedCommentsCostNoStack() {
		int depth = 200_000;
		assertThat(MailAddress.parse("(".repeat(depth) + ")".repeat(depth) + "j@x.example")).hasToString("j@x.example");
	}

	@Test
	void commaSeparatesOutsideQuotesAndComments() {
		assertThat(MailAddress.parseList("\"Clayton, Jane\" <j@x.example>, b@x.example (Ben, too),\"a,b\"@x.example"))
			.extracting(MailAddress::wireAddress)
			.containsExactly("j@x.example", "b@x.example", "\"a,b\"@x.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a@x.example,b@x.example", "a@x.example, b@x.example", "a@x.example ,\tb@x.example",
			"\ta@x.example\t,\t\tb@x.example\t" })
	void spaceAndTabMayStandAroundTheComma(String text) {
		assertThat(MailAddress.parseList(text)).extracting(MailAddress::address)
			.containsExactly("a@x.example", "b@x.example");
	}

	@Test
	void listCannotBeChanged() {
		assertThat(MailAddress.parseList("a@x.example")).isUnmodifiable();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ",", "a@x.example,", ",a@x.example", "a@x.example,,b@x.example",
			"a@x.example;b@x.example", "a@x.example b@x.example", "Clayton, Jane <j@x.example>" })
	void listWithEmptyOrJoinedElementIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parseList(text));
	}

	@Test
	void positionInListIsThatInTheWholeText() {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.parseList("a@x.example, b@-"))
			.withMessageContaining("at position 15");
	}

	@Test
	void tryParseIsEmptyForWhatIsNoAddress() {
		assertThat(MailAddress.tryParse("Jane <j@x.example>")).contains(MailAddress.parse("j@x.example"));
		assertThat(MailAddress.tryParse(null)).isEmpty();
		assertThat(MailAddress.tryParse("")).isEmpty();
		assertThat(MailAddress.tryParse("a@x.example, b@x.example")).isEmpty();
		assertThat(MailAddress.tryParse("a@x.example\r\nBcc: b@x.example")).isEmpty();
	}

	@ParameterizedTest(name = "{0} and {1}")
	@CsvSource(quoteCharacter = '|', textBlock = """
			j@x.example,                Jane <j@x.example>
			j@x.example,                j@X.Example
			"j"@x.example,              j@x.example
			j@bücher.example,           j@XN--BCHER-KVA.example
			j@[IPv6:2001:db8::1],       j@[ipv6:2001:DB8::1]
			""")
	void sameMailboxIsEqual(String one, String other) {
		assertThat(MailAddress.parse(one)).isEqualTo(MailAddress.parse(other))
			.hasSameHashCodeAs(MailAddress.parse(other));
	}

	@ParameterizedTest(name = "{0} and {1}")
	@CsvSource({ "j@x.example, J@x.example", "j@x.example, j@y.example", "j@x.example, j.@x.example.com" })
	void otherMailboxIsNotEqual(String one, String other) {
		assertThat(MailAddress.tryParse(one)).isNotEqualTo(MailAddress.tryParse(other));
	}

	@Test
	void addressIsNotEqualToItsText() {
		assertThat(MailAddress.parse("j@x.example")).isNotEqualTo("j@x.example").isNotEqualTo(null);
	}

	@Test
	void displayNameIsStripped() {
		assertThat(MailAddress.of(" Jane ", "j@x.example").displayName()).isEqualTo("Jane");
		assertThat(MailAddress.of("", "j@x.example")).hasToString("j@x.example");
	}

	@Test
	void addressWithItsOwnNameIsRefusedBesideAName() {
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.of("Jane", "Ben <b@x.example>"));
	}

	@Test
	void nullIsNamed() {
		assertThatNullPointerException().isThrownBy(() -> MailAddress.parse(nothing())).withMessage("mailbox");
		assertThatNullPointerException().isThrownBy(() -> MailAddress.parseList(nothing())).withMessage("mailboxes");
		assertThatNullPointerException().isThrownBy(() -> MailAddress.of(nothing(), "j@x")).withMessage("displayName");
		assertThatNullPointerException().isThrownBy(() -> MailAddress.of("Jane", nothing())).withMessage("address");
	}

	@SuppressWarnings("NullAway")
	private static String nothing() {
		return List.<String>of().stream().findFirst().orElse(null);
	}

}
