package io.sendasync.mail.internal.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.MailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Messages that somebody else wrote: what is sent of them, and what is refused.
 */
class RawContentTest {

	private static final String HEADER = "From: jane@contoso.com\r\nDate: Thu, 5 Nov 2026 07:08:09 +0100\r\n";

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static RawHeader header(String message) {
		try {
			return RawHeader.read(ContentSource.of(utf8(message)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static RawContent scan(ContentSource source) {
		try {
			return RawContent.scan(source, RawHeader.read(source));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static RawContent scan(String message) {
		return scan(ContentSource.of(utf8(message)));
	}

	private static String sent(String message) {
		RawContent content = scan(message);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			content.writeTo(out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		assertThat(content.size()).isEqualTo(out.size());
		return out.toString(StandardCharsets.UTF_8);
	}

	@Test
	void messageIsSentAsItIs() {
		String message = HEADER
				+ "Subject: a\r\n\tb =?utf-8?Q?x?=\r\nX-Odd!:  v \r\n\r\n.\r\n..a\r\n\r\nFrom x\r\n \r\n\r\n";
		assertThat(sent(message)).isEqualTo(message);
	}

	@Test
	void unixFileGetsTheLineEndsOfTheNet() {
		String message = (HEADER + "Subject: a\r\n b\r\n\r\nx\r\n.\r\ny\r\n");
		assertThat(sent(message.replace("\r\n", "\n"))).isEqualTo(message);
	}

	@Test
	void bccIsLeftOutWithItsContinuationLines() {
		assertThat(sent(HEADER + "bCC: secret@x.example,\r\n other@x.example\r\nTo: b@x.example\r\n"
				+ "Resent-Bcc: secret@x.example\r\n\r\nx\r\n"))
			.isEqualTo(HEADER + "To: b@x.example\r\n\r\nx\r\n");
	}

	@Test
	void headerWithoutBodyAndLastLineWithoutEndAreCompleted() {
		assertThat(sent(HEADER)).isEqualTo(HEADER + "\r\n");
		assertThat(sent(HEADER.strip())).isEqualTo(HEADER + "\r\n");
		assertThat(sent(HEADER + "\r\nx")).isEqualTo(HEADER + "\r\nx\r\n");
		assertThat(sent(HEADER + "\r\nx\r")).isEqualTo(HEADER + "\r\nx\r\n");
		assertThat(sent(HEADER + "\r\n\r\n")).isEqualTo(HEADER + "\r\n\r\n");
	}

	static Stream<Arguments> faultyLines() {
		return Stream.of(arguments("Subject: v\nBcc: x", "bare LF"), arguments("Subject: v\rBcc: x", "bare CR"),
				arguments("Subject: v\r\n \r\n X: y", "nothing but space"), arguments("Subject: v\0", "U+0000"),
				arguments("Subject: v\u007F", "U+007F"), arguments("Subject: v\u0085", "U+0085"),
				arguments("Subject: \u001B[31m", "U+001B"), arguments("No Space: x", "no field"),
				arguments("Subject : x", "no field"), arguments(": x", "no field"), arguments("nothing", "no field"),
				arguments("\u00E9: x", "no field"), arguments("From: x@x.example", "From of the header is there more"),
				arguments("date: x", "more than once"));
	}

	/** What a value with a smuggled line break looks like, among other things. */
	@ParameterizedTest
	@MethodSource("faultyLines")
	void headerThatIsNoneIsRefused(String line, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> header(HEADER + line + "\r\n\r\nbody"))
			.withMessageContaining(reason)
			.withMessageNotContaining(line);
	}

	@Test
	void fieldAndPositionAreNamedButNotTheValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> header(HEADER + "Subject: secret\0\r\n\r\n"))
			.withMessageContaining("'Subject'")
			.withMessageContaining("octet " + (HEADER.length() + 18))
			.withMessageNotContaining("secret");
	}

	@Test
	void mixedLineEndsInTheHeaderAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> header("From: a@x.example\nDate: x\r\n\r\n"))
			.withMessageContaining("CRLF among bare LFs");
	}

	@Test
	void fromAndDateAreRequired() {
		assertThatIllegalArgumentException().isThrownBy(() -> header("Date: x\r\n\r\n"))
			.withMessage("The header has no field From");
		assertThatIllegalArgumentException().isThrownBy(() -> header("From: a@x.example\r\n\r\n"))
			.withMessage("The header has no field Date");
		assertThatIllegalArgumentException().isThrownBy(() -> header(""));
		assertThatIllegalArgumentException().isThrownBy(() -> header("\r\n" + HEADER));
		assertThatIllegalArgumentException().isThrownBy(() -> header(" continued\r\n" + HEADER))
			.withMessageContaining("starts with a continuation");
	}

	@Test
	void headerIsBounded() {
		String line = "X: " + "x".repeat(995);
		assertThat(header(HEADER + line + "\r\n\r\n").names()).hasSize(3);
		assertThatIllegalArgumentException().isThrownBy(() -> header(HEADER + line + "x\r\n\r\n"))
			.withMessageContaining("998");
		ContentSource endless = () -> new ByteArrayInputStream(utf8(HEADER + (line + "\r\n").repeat(1100)));
		assertThatIllegalArgumentException().isThrownBy(() -> RawHeader.read(endless))
			.withMessageContaining("mebibyte");
	}

	@Test
	void octetsOfAnotherCharsetInAHeaderAreRefused() {
		byte[] latin = (HEADER + "Subject: \u00E9\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
		assertThatIllegalArgumentException().isThrownBy(() -> RawHeader.read(ContentSource.of(latin)))
			.withMessageContaining("UTF-8");
	}

	@Test
	void whatTheServerMustOfferIsFoundByLooking() {
		assertThat(scan(HEADER + "\r\nx").eightBit()).isFalse();
		assertThat(scan(HEADER + "\r\n\u00E9").eightBit()).isTrue();
		assertThat(scan(HEADER + "\r\n\u00E9").smtpUtf8()).isFalse();
		assertThat(scan(HEADER + "Subject: \u00E9\r\n\r\nx").smtpUtf8()).isTrue();
		assertThat(scan(HEADER + "Bcc: \u00E9@x.example\r\n\r\nx").smtpUtf8()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "multipart/mixed; boundary=B", "multipart/mixed;\r\n boundary=\"B\"",
			"Multipart/Related; type=x; BOUNDARY = B ; x=y" })
	void headersOfPartsAreLookedAtToo(String type) {
		String start = HEADER + "Content-Type: " + type + "\r\n\r\n\u00E9: preamble\r\n--B\r\n";
		assertThat(scan(start + "X: y\r\n\r\n\u00E9\r\n--B--\r\n\u00E9").smtpUtf8()).isFalse();
		assertThat(scan(start + "X: y\r\n\r\nx\r\n--B \r\nX: \u00E9\r\n\r\nx\r\n--B--\r\n").smtpUtf8()).isTrue();
		assertThat(scan(start + "Content-Type: message/rfc822\r\n\r\nSubject: \u00E9\r\n\r\nx\r\n--B--\r\n").smtpUtf8())
			.isTrue();
		assertThat(scan(start + "Content-Type: multipart/mixed;\r\n\tboundary=inner\r\n\r\n--inner\r\nX: \u00E9\r\n\r\n"
				+ "x\r\n--inner--\r\n--B--\r\n")
			.smtpUtf8()).isTrue();
	}

	@Test
	void bodyThatNoServerTakesIsRefused() {
		assertThat(sent(HEADER + "\r\n" + "x".repeat(998) + "\ry")).endsWith("x\r\ny\r\n");
		assertThatIllegalArgumentException().isThrownBy(() -> scan(HEADER + "\r\na\n" + "x".repeat(999)))
			.withMessage("Line 2 of the body has more than 998 octets");
		assertThatIllegalArgumentException().isThrownBy(() -> scan(HEADER + "\r\na\r\rsecret\0"))
			.withMessage("Line 3 of the body has a NUL");
	}

	/** Whatever the pieces, the lines are those of the whole. */
	@ParameterizedTest
	@ValueSource(strings = { "\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r", "a\r\n.\r\nb", "a\n.\nb", "a\r.\rb",
			"\r\r\n\n\r\n\r", "\r\n\r\n", ".\r\n", "a\rb\nc\r\nd" })
	void everySplitGivesTheSameLines(String body) throws IOException {
		byte[] octets = utf8(body);
		String expected = body.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
		expected = expected.endsWith("\r\n") ? expected : expected + "\r\n";
		for (int cuts = 0; cuts < 1 << (octets.length - 1); cuts++) {
			assertThat(written(octets, cuts)).as("cuts %s", Integer.toBinaryString(cuts)).isEqualTo(expected);
		}
	}

	private static String written(byte[] octets, int cuts) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		RawBody body = new RawBody(out, new PartHeaders(null));
		ByteArrayOutputStream piece = new ByteArrayOutputStream();
		for (int i = 0; i < octets.length; i++) {
			piece.write(octets[i]);
			if ((cuts >> i & 1) == 1) {
				body.write(piece.toByteArray(), piece.size());
				piece.reset();
			}
		}
		body.write(piece.toByteArray(), piece.size());
		body.finish();
		return out.toString(StandardCharsets.UTF_8);
	}

	@Test
	void largeBodyIsReadInPieces() {
		byte[] random = new byte[100_000];
		new Random(1).nextBytes(random);
		String body = java.util.Base64.getMimeEncoder().encodeToString(random);
		assertThat(sent(HEADER + "\r\n" + body + "\r\n")).isEqualTo(HEADER + "\r\n" + body + "\r\n");
	}

	@Test
	void contentThatChangesIsNotSent() {
		AtomicInteger opened = new AtomicInteger();
		ContentSource changing = () -> new ByteArrayInputStream(
				utf8(HEADER + "\r\n" + "x".repeat(opened.incrementAndGet())));
		RawContent content = scan(changing);
		assertThatIOException().isThrownBy(() -> content.writeTo(new ByteArrayOutputStream()))
			.withMessageContaining("changed");
	}

	@Test
	void contentThatGrowsALongLineIsNotSent() {
		AtomicInteger opened = new AtomicInteger();
		ContentSource changing = () -> new ByteArrayInputStream(
				utf8(HEADER + "\r\n" + "x".repeat(opened.incrementAndGet() * 400)));
		RawContent content = scan(changing);
		assertThatIOException().isThrownBy(() -> content.writeTo(new ByteArrayOutputStream()))
			.withMessageContaining("998");
	}

	@Test
	void addressesAreReadFromFoldedFields() {
		RawHeader header = header(HEADER + "to: \"Clayton,\r\n Jane\" <j@x.example>,\r\n\tb@y.example (x)\r\n\r\n");
		assertThat(header.addresses("To")).extracting(MailAddress::wireAddress)
			.containsExactly("j@x.example", "b@y.example");
		assertThat(header.addresses("Cc")).isEmpty();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> header(HEADER + "To: undisclosed-recipients:;\r\n\r\n").addresses("To"))
			.withMessageContaining("The field To gives no envelope, so one must be given")
			.withMessageContaining("groups");
	}

}
