package io.sendasync.mail.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the builder writes into the header for its caller: threads, lists, automatic
 * messages; calendars, and what is said of files.
 */
class MailMessageFieldsTest {

	private static String header(MailMessage message, String name) {
		return message.headers()
			.stream()
			.filter((header) -> header.name().equals(name))
			.map(MailHeader::value)
			.reduce((one, other) -> "more than one")
			.orElse("none");
	}

	@Test
	void answerContinuesTheThread() {
		MailMessage first = MailMessage.builder().messageId("1@x").build();
		MailMessage second = MailMessage.builder().messageId("2@x").inReplyTo(first).build();
		MailMessage third = MailMessage.builder().inReplyTo(second).build();
		assertThat(header(second, "In-Reply-To")).isEqualTo("<1@x>");
		assertThat(header(second, "References")).isEqualTo("<1@x>");
		assertThat(header(third, "In-Reply-To")).isEqualTo("<2@x>");
		assertThat(header(third, "References")).isEqualTo("<1@x> <2@x>");
	}

	@Test
	void answerToAMessageFromElsewhereTakesItsReferences() {
		MailMessage message = MailMessage.builder().inReplyTo("3@x", "<1@x><2@x>   <3@x>").build();
		assertThat(header(message, "References")).isEqualTo("<1@x> <2@x> <3@x>");
		assertThat(header(MailMessage.builder().inReplyTo("<3@x>", "").build(), "References")).isEqualTo("<3@x>");
	}

	@Test
	void longThreadKeepsItsFirstAndItsLastMessages() {
		StringBuilder references = new StringBuilder();
		for (int i = 1; i <= 200; i++) {
			references.append('<').append(i).append("@x> ");
		}
		MailMessage message = MailMessage.builder().inReplyTo("201@x", references.toString()).build();
		assertThat(header(message, "References").split(" ", -1)).hasSize(50)
			.startsWith("<1@x>")
			.endsWith("<200@x>", "<201@x>");
	}

	@ParameterizedTest
	@CsvSource({ "1@x, 2@x", "1@x, <2@x> x", "1 @x, ''", "x, ''", "<1@x> <2@x>, ''", "'1@x\r\nBcc: y', ''" })
	void whatIsNoMessageIdIsRefused(String id, String references) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailMessage.builder().inReplyTo(id, references))
			.withMessageNotContaining("Bcc");
	}

	@Test
	void listCanBeLeftWithOneClick() {
		MailMessage message = MailMessage.builder()
			.listUnsubscribe(URI.create("https://x.example/u?t=a%2Cb&x=\u00E9"), URI.create("mailto:leave@x.example"))
			.build();
		assertThat(header(message, "List-Unsubscribe"))
			.isEqualTo("<https://x.example/u?t=a%2Cb&x=%C3%A9>, <mailto:leave@x.example>");
		assertThat(header(message, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://x.example/u", "mailto:a@b", "https:x", "/u", "https://user@x.example/",
			"https://x.example/#a", "https://x.example/a,b" })
	void otherAddressesAreNotForOneClick(String uri) {
		assertThatIllegalArgumentException().isThrownBy(() -> MailMessage.builder().listUnsubscribe(URI.create(uri)))
			.withMessageStartingWith("listUnsubscribe ");
	}

	@Test
	void automaticMessageSaysSo() {
		assertThat(header(MailMessage.builder().autoSubmitted(AutoSubmitted.GENERATED).build(), "Auto-Submitted"))
			.isEqualTo("auto-generated");
		assertThat(header(MailMessage.builder().autoSubmitted(AutoSubmitted.REPLIED).build(), "Auto-Submitted"))
			.isEqualTo("auto-replied");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "METHOD:REQUEST|text/calendar; method=REQUEST", "Method:cancel|text/calendar; method=CANCEL",
					"X:METHOD:REQUEST|text/calendar", "METHOD:A B|text/calendar", "METHOD:a;b|text/calendar" })
	void calendarShowsItsMethod(String line, String mediaType) {
		String entry = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + line + "\r\nEND:VCALENDAR\r\n";
		AlternateView view = MailMessage.builder().calendar(entry).build().alternateViews().get(0);
		assertThat(view.mediaType()).isEqualTo(mediaType);
		assertThat(view.content()).isEqualTo(entry);
	}

	@Test
	void whatIsNoCalendarIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> AlternateView.calendar("METHOD:REQUEST"))
			.withMessageContaining("BEGIN:VCALENDAR");
	}

	@Test
	void charsetOfTheHeaderIsKeptAndChecked() {
		MailMessage message = MailMessage.builder().headerCharset(StandardCharsets.ISO_8859_1).build();
		assertThat(message.headerCharset()).isEqualTo(StandardCharsets.ISO_8859_1);
		assertThat(message.toBuilder().build().headerCharset()).isEqualTo(StandardCharsets.ISO_8859_1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MailMessage.builder().headerCharset(StandardCharsets.UTF_16))
			.withMessageStartingWith("headerCharset ");
	}

	@Test
	void dispositionIsKeptWithTheAttachment() {
		OffsetDateTime date = OffsetDateTime.parse("2026-11-05T07:08:09.5+01:00");
		ContentDisposition disposition = ContentDisposition.INLINE.withCreationDate(date)
			.withModificationDate(date)
			.withReadDate(date)
			.withSize(3);
		Attachment attachment = Attachment.of("a", new byte[3], "image/png").with(disposition);
		assertThat(attachment.disposition()).isEqualTo(disposition);
		assertThat(disposition.creationDate()).isEqualTo("2026-11-05T07:08:09+01:00");
		assertThat(Attachment.of("a", new byte[3], "image/png").disposition()).isEqualTo(ContentDisposition.ATTACHMENT);
		assertThatIllegalArgumentException().isThrownBy(() -> ContentDisposition.INLINE.withSize(-2));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ContentDisposition.INLINE.withReadDate(date.withYear(1800)));
	}

	@Test
	void textBecomesAnAttachmentInUtf8() throws IOException {
		Attachment attachment = Attachment.ofText("a.csv", "\u00E9\n", "text/csv");
		assertThat(attachment.mediaType()).isEqualTo("text/csv; charset=utf-8");
		try (InputStream in = attachment.content().openStream()) {
			assertThat(in).hasContent("\u00E9\n");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.ofText("a", "\uD800", "text/plain"));
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.ofText("a", "x", "image/png"));
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.ofText("a", "x", "text/x; charset=x"));
	}

	@Test
	void streamThatIsReadOnceIsHeld() throws IOException {
		ContentSource source = ContentSource.copyOf(new ByteArrayInputStream(new byte[] { 1, 2, 3 }));
		assertThat(source.size()).isEqualTo(3);
		for (int i = 0; i < 2; i++) {
			try (InputStream in = source.openStream()) {
				assertThat(in).hasBinaryContent(new byte[] { 1, 2, 3 });
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "logo, cid:logo", "a.b-c_1@x.example, cid:a.b-c_1@x.example",
			"'a%b\"c''&#?/', cid:a%25b%22c%27%26%23%3F%2F" })
	void textRefersToAResourceByItsUrl(String contentId, String url) {
		assertThat(LinkedResource.of(contentId, new byte[1], "image/png").url()).isEqualTo(url);
	}

	@Test
	void resourceGetsAContentIdOfItsOwn() {
		LinkedResource one = LinkedResource.of(Path.of("logo.png"));
		LinkedResource other = LinkedResource.of(Path.of("logo.png"));
		assertThat(List.of(one.contentId(), other.contentId())).doesNotHaveDuplicates()
			.allMatch((id) -> id.matches("[0-9a-f-]{36}@localhost"));
		assertThat(one.mediaType()).isEqualTo("image/png");
		assertThat(one.url()).isEqualTo("cid:" + one.contentId());
	}

}
