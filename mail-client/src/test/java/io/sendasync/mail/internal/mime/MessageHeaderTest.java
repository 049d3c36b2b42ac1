package io.sendasync.mail.internal.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sendasync.mail.internal.mime.MessageParts.headerLines;
import static io.sendasync.mail.internal.mime.MessageParts.message;
import static io.sendasync.mail.internal.mime.MessageParts.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Header lines are folded where they can be, never into a line of space alone, and the
 * gate behind them lets nothing through that was not planned.
 */
class MessageHeaderTest {

	static Stream<String> texts() {
		return Stream.of("x", "word ".repeat(100).strip(), "x".repeat(70) + " y", "x".repeat(500), "x".repeat(501),
				"a  b  ".repeat(60).strip(), "a" + " ".repeat(200) + "b", "x".repeat(75) + "   " + "y".repeat(75),
				" leading and trailing ", "\u00E9", "\u65E5\u672C".repeat(200), "word \u00E9 ".repeat(60),
				"=?utf-8?Q?x?=", "=?", "?=", "\uD83D\uDE00".repeat(100), "a,b;c\"d\\e<f>@g".repeat(20));
	}

	@ParameterizedTest
	@MethodSource("texts")
	void textOfAnyLengthComesBackFromFoldedLines(String text) throws Exception {
		String longName = "X-" + "Name".repeat(18);
		MailMessage message = message().subject(text)
			.header("X-Test", text)
			.header(longName, text)
			.to(MailAddress.of(text, "x@contoso.com"))
			.build();
		assertThat(headerLines(message)).allSatisfy(MessageHeaderTest::assertFolded);
		assertThat(parse(message).getSubject()).isEqualTo(text);
		assertThat(((InternetAddress) parse(message).getAllRecipients()[1]).getPersonal()).isEqualTo(text.strip());
		for (String name : List.of("X-Test", longName)) {
			String value = MimeUtility.unfold(parse(message).getHeader(name)[0]);
			assertThat(MimeUtility.decodeText(value)).isEqualTo(text.strip());
		}
	}

	/** RFC 5322 §2.1.1 and §3.2.2, RFC 2047 §2. */
	private static void assertFolded(String line) {
		assertThat(line).isNotBlank();
		if (line.contains("=?UTF-8?B?")) {
			assertThat(line).hasSizeLessThanOrEqualTo(76);
		}
		if (line.length() > 78) {
			String content = line.startsWith(" ") ? line.substring(1) : line.replaceFirst("^[^ ]+: ", "");
			assertThat(content.strip()).as("could have been folded").doesNotContain(" ");
		}
	}

	@Test
	void manyAddressesAreFoldedBetweenThem() throws Exception {
		List<MailAddress> addresses = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			addresses.add(MailAddress.of((i % 3 == 0) ? "" : "Clayton, Jane \u00D8".substring(0, 13 + i % 3),
					"user" + i + "@x.example"));
		}
		MailMessage message = MailMessage.builder().from("j@x.example").to(addresses).build();
		assertThat(headerLines(message)).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(78));
		assertThat(parse(message).getAllRecipients()).hasSize(500)
			.extracting((address) -> ((InternetAddress) address).getAddress())
			.containsExactlyElementsOf(addresses.stream().map(MailAddress::address).toList());
	}

	@Test
	void addressWithQuotesIsTheSameInHeaderAndEnvelope() throws Exception {
		MailAddress address = MailAddress.parse("\"a@gmail.com> x, \\\"b\\\"\"@contoso.com");
		MailMessage message = message().cc(MailAddress.of("Doe, J. (x)", address.address())).build();
		InternetAddress parsed = (InternetAddress) parse(message).getAllRecipients()[1];
		assertThat(parsed.getAddress()).isEqualTo(address.wireAddress());
		assertThat(parsed.getPersonal()).isEqualTo("Doe, J. (x)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "v\r\nBcc: x", "v\nBcc: x", "v\rBcc: x", "v\r\n\r\nbody", "v\r\n \r\n x", "v\u0000",
			"v\u007F", "v\tx", "v\u00E9", "v\u0085" })
	void gateRefusesWhatWasNotPlanned(String value) {
		HeaderBlock header = new HeaderBlock(new Octets(64), false);
		header.addFolded("X-Test", value);
		assertThatIllegalArgumentException().isThrownBy(header::end).withMessageStartingWith("The header would have");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X: a\r\nBcc", "X\r\n", "", " X", "X\u00E9" })
	void gateRefusesNames(String name) {
		HeaderBlock header = new HeaderBlock(new Octets(64), false);
		header.addFolded(name, "value");
		assertThatIllegalArgumentException().isThrownBy(header::end);
	}

	@Test
	void gateRefusesLinesOfMoreThan998Octets() {
		Octets out = new Octets(64);
		HeaderBlock fits = new HeaderBlock(out, true);
		fits.addFolded("X", "\u00E9".repeat(497) + "x");
		assertThat(fits.end()).isTrue();
		assertThat(new String(out.array(), 0, out.size(), StandardCharsets.UTF_8)).endsWith("x\r\n\r\n");
		HeaderBlock tooLong = new HeaderBlock(new Octets(64), true);
		tooLong.addFolded("X", "\u00E9".repeat(498));
		assertThatIllegalArgumentException().isThrownBy(tooLong::end).withMessageContaining("998");
	}

}
