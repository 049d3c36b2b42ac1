package io.sendasync.mail.internal.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.sendasync.mail.message.AlternateView;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sendasync.mail.internal.mime.MessageParts.assertCanonical;
import static io.sendasync.mail.internal.mime.MessageParts.field;
import static io.sendasync.mail.internal.mime.MessageParts.message;
import static io.sendasync.mail.internal.mime.MessageParts.octets;
import static io.sendasync.mail.internal.mime.MessageParts.parse;
import static io.sendasync.mail.internal.mime.MessageParts.text;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts come back character for character, whatever the transfer encoding.
 */
class MessageTextTest {

	private static final String[] TEXTS = { "", "\n", "\n\n", "=", "a=b", "=3D", "=\n=", "100% = 1",
			"a \nb\t\nc  \t \n", "trailing ", "trailing\t", " ", "\t", ".", ".\n.\n..\n", "\n.\n", "From me\nFrom you",
			"-- \nsig", "--\n--x--", "a\rb", "\r", "\r\r\n\n", "\u00A0", "\f\u001B\u0001\u007F\u0085\u2028" };

	static Stream<String> texts() {
		return Stream.of(TEXTS);
	}

	/** A part's text is exact: nothing is added to its end (RFC 2046 §5.1.1). */
	@ParameterizedTest
	@MethodSource("texts")
	void plainTextComesBack(String text) throws Exception {
		assertComesBack(text, "7bit, quoted-printable, base64");
	}

	@ParameterizedTest
	@MethodSource("texts")
	void quotedPrintableTextComesBack(String text) throws Exception {
		assertComesBack("\u00E9" + " x".repeat(60) + "\n" + text, "quoted-printable");
		assertComesBack(text + "\n\u00E9" + "x".repeat(2000), "quoted-printable");
		assertComesBack("x".repeat(2000) + "\u00E9" + text, "quoted-printable");
	}

	@ParameterizedTest
	@MethodSource("texts")
	void base64TextComesBack(String text) throws Exception {
		assertComesBack("\u65E5\u672C".repeat(60) + text, "base64");
	}

	private static void assertComesBack(String text, String encodings) throws Exception {
		MimeMessage parsed = parse(message().text(text).html("<p>").build());
		BodyPart part = ((Multipart) parsed.getContent()).getBodyPart(0);
		assertThat(part.getContent()).isEqualTo(canonical(text));
		assertThat(encodings).contains(part.getHeader("Content-Transfer-Encoding")[0]);
	}

	private static String canonical(String text) {
		return text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
	}

	@ParameterizedTest
	@ValueSource(ints = { 997, 998, 999, 1000, 1001, 5000 })
	void lineOf998CharactersStaysAndLongerOnesAreEncoded(int length) throws Exception {
		String line = "x".repeat(length);
		for (String text : new String[] { line, line + "\n", "a\n" + line, line + "\nb" }) {
			MailMessage alone = message().text(text).build();
			assertCanonical(octets(alone));
			assertThat(field(text(alone), "Content-Transfer-Encoding"))
				.isEqualTo((length <= 998) ? "7bit" : "quoted-printable");
			assertComesBack(text, (length <= 998) ? "7bit" : "quoted-printable");
		}
	}

	@Test
	void quotedPrintableLinesHaveAtMost76CharactersAndNoSpaceAtTheirEnd() {
		String body = text(message().text("\u00E9 =  ".repeat(300) + "\n \n\t\n").build()).split("\r\n\r\n", 2)[1];
		assertThat(body.split("\r\n", -1)).allSatisfy(
				(line) -> assertThat(line).hasSizeLessThanOrEqualTo(76).doesNotEndWith(" ").doesNotEndWith("\t"));
	}

	/** A line that a reader would take for the boundary must not stand there. */
	@Test
	void textCannotEndItsPart() throws Exception {
		MailMessage innocent = message().text("x").html("<p>").build();
		String type = parse(innocent).getContentType();
		String boundary = new ContentType(type).getParameter("boundary");
		String text = "--" + boundary + "\nContent-Type: text/html\n\nevil\n--" + boundary + "--\n";
		for (String content : new String[] { text, "x\n" + text, "\r" + text }) {
			Multipart parts = (Multipart) parse(message().text(content).html("<p>").build()).getContent();
			assertThat(parts.getCount()).isEqualTo(2);
			assertThat(parts.getBodyPart(0).getContent()).isEqualTo(canonical(content));
		}
	}

	@ParameterizedTest
	@CsvSource({ "windows-1252, \u20AC \u00E9", "ISO-2022-JP, \u65E5\u672C", "Shift_JIS, \u65E5\u672C",
			"GB18030, \u65E5\uD83D\uDE00", "KOI8-R, \u0416", "UTF-8, \uD83D\uDE00", "US-ASCII, x" })
	void charsetOfTheCallerIsUsedAndNamed(String charset, String text) throws Exception {
		String longer = (text + " = ").repeat(30);
		MimeMessage parsed = parse(message().subject(text)
			.text(longer)
			.bodyCharset(Charset.forName(charset))
			.subjectCharset(Charset.forName(charset))
			.build());
		assertThat(new ContentType(parsed.getContentType()).getParameter("charset")).isEqualToIgnoringCase(charset);
		assertThat(parsed.getSubject()).isEqualTo(text);
		assertThat(parsed.getContent().toString().strip()).isEqualTo(longer.strip());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			textBlock = """
					text/calendar; method=REQUEST                  | text/calendar; method=REQUEST; charset=us-ascii
					text/calendar;method=REQUEST;component=vevent  | text/calendar;method=REQUEST;component=vevent; charset=us-ascii
					text/x-amp-html                                | text/x-amp-html; charset=us-ascii
					text/plain; x="a b; \\"c\\""                   | text/plain; x="a b; \\"c\\""; charset=us-ascii
					""")
	void viewKeepsItsParameters(String mediaType, String contentType) throws Exception {
		MailMessage message = message().alternateView(AlternateView.of(mediaType, "BEGIN:VCALENDAR")).build();
		assertThat(field(text(message), "Content-Type")).isEqualTo(contentType);
		ContentType parsed = new ContentType(parse(message).getContentType());
		assertThat(parsed.getParameter("charset")).isEqualTo("us-ascii");
		assertThat(mediaType).startsWith(parsed.getBaseType());
	}

	@Test
	void calendarStandsBesideTextAndHtml() throws Exception {
		String calendar = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Z\u00FCrich = x \nEND:VCALENDAR\n";
		Multipart parts = (Multipart) parse(message().text("x")
			.html("<p>")
			.alternateView(AlternateView.of("text/calendar; method=REQUEST", calendar))
			.build()).getContent();
		BodyPart part = parts.getBodyPart(2);
		ContentType type = new ContentType(part.getContentType());
		assertThat(type.getBaseType()).isEqualTo("text/calendar");
		assertThat(type.getParameter("method")).isEqualTo("REQUEST");
		assertThat(type.getParameter("charset")).isEqualTo("utf-8");
		assertThat(new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
			.isEqualTo(canonical(calendar));
	}

	@Test
	void relatedPartNamesTheTypeOfItsRoot() throws Exception {
		LinkedResource image = LinkedResource.of("logo@x", new byte[] { 1 }, "image/png");
		MimeMessage parsed = parse(
				message().alternateView(AlternateView.of("text/x-amp-html ;v=\"1;2\"", "x").with(image))
					.attachment(Attachment.of("a", new byte[1], "text/plain"))
					.build());
		BodyPart related = ((Multipart) parsed.getContent()).getBodyPart(0);
		ContentType type = new ContentType(related.getContentType());
		assertThat(type.getSubType()).isEqualTo("related");
		assertThat(type.getParameter("type")).isEqualTo("text/x-amp-html");
		BodyPart resource = ((Multipart) related.getContent()).getBodyPart(1);
		assertThat(resource.getHeader("Content-ID")).containsExactly("<logo@x>");
		assertThat(resource.getDisposition()).isEqualTo("inline");
	}

}
