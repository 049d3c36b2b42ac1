package io.sendasync.mail.message;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random text as an address: whatever is accepted has a form that the grammar of the wire
 * allows, and is the same mailbox wherever it is read again. What is refused is refused
 * with one visible line.
 */
class MailAddressRandomTextTest {

	private static final String[] PIECES = { "a", "b", "Z", "9", "x.example", "@", "@", ".", "-", "_", "+", "\"", "\"",
			"\\", "<", ">", "(", ")", "[", "]", "[192.0.2.1]", "[IPv6:::1]", ",", ";", ":", " ", "\t", "=", "?", "'",
			"\u00E9", "e\u0301", "\u00DF", "\u03C2", "\u200C", "\u200D", "\u0130", "\u0131", "\u3002", "\uFF0E",
			"\uFF20", "\uFF1E", "\uFF0D", "\u760D", "\u760A", "\u0A0D", "\u2100", "\u00AD", "\u00A0", "\u0627",
			"\u05D0", "\uFEFF", "\u202E", "\r\n", "\r", "\n", "\u0000", "\u007F", "\u0085", "\u2028", "\uD83D\uDE00",
			"\uD83D", "\uDE00", "xn--", "xn--bcher-kva", "xn--fa-hia", "\u65E5\u672C", "\uD800\uDC00", "\uDB40\uDC41" };

	/** RFC 5321 §4.1.2 with the quoted strings of RFC 6532, §4.1.3. */
	private static final Pattern WIRE = Pattern
		.compile("(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~"
				+ "\\x{80}-\\x{10FFFF}-]+)*|\"(?:[ !#-\\[\\]-~\\x{80}-\\x{10FFFF}]|\\\\[ -~])*\")@"
				+ "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
				+ "|\\[[0-9A-Fa-f.:IPv]+\\])");

	private Random random = new Random();

	private String text(int pieces) {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(pieces) + 1; i > 0; i--) {
			text.append(PIECES[this.random.nextInt(PIECES.length)]);
		}
		return text.toString();
	}

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3 })
	void whatIsAcceptedIsTheSameMailboxEverywhere(long seed) {
		this.random = new Random(seed);
		int accepted = 0;
		int rounds = 60_000;
		for (int i = 0; i < rounds; i++) {
			String text = switch (this.random.nextInt(4)) {
				case 0 -> text(8);
				case 1 -> text(2) + "@" + text(2);
				case 2 -> "\"" + text(4) + "\"@x.example";
				default -> text(3) + "<" + text(2) + "@x" + text(1) + ".example>";
			};
			Optional<MailAddress> address = MailAddress.tryParse(text);
			if (address.isPresent()) {
				accepted++;
				assertSame(address.get(), "seed %d, round %d".formatted(seed, i));
			}
			else {
				assertRefusal(text);
			}
		}
		assertThat(accepted).isGreaterThan(rounds / 100);
	}

	private static void assertSame(MailAddress address, String where) {
		assertThat(address.wireAddress()).as(where).matches(WIRE);
		assertThat(address.displayName().codePoints()).as(where)
			.noneMatch(TextRules::isLineBreakOrControl)
			.noneMatch(TextRules::isBidiControl)
			.noneMatch(TextRules::isSurrogate);
		for (String form : List.of(address.toString(), address.address(), address.wireAddress(),
				" <" + address.wireAddress() + "> ")) {
			MailAddress again = MailAddress.parse(form);
			assertThat(again).as(where).isEqualTo(address);
			assertThat(again.wireAddress()).as(where).isEqualTo(address.wireAddress());
			assertThat(again.localPart()).as(where).isEqualTo(address.localPart());
		}
		assertThat(MailAddress.parse(address.toString()).displayName()).as(where).isEqualTo(address.displayName());
		assertThat(MailAddress.parseList(address + "," + address.wireAddress())).as(where)
			.containsExactly(address, address);
		assertThat(MailAddress.of(address.displayName(), address.address())).as(where).hasToString(address.toString());
	}

	private static void assertRefusal(String text) {
		try {
			MailAddress.parse(text);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex.getMessage()).matches("Not a mail address: \\p{Print}+ at position \\d+");
			return;
		}
		throw new AssertionError("accepted the second time");
	}

}
