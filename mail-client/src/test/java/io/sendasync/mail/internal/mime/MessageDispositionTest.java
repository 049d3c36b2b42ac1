package io.sendasync.mail.internal.mime;

import java.nio.charset.Charset;
import java.time.OffsetDateTime;
import java.util.List;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentDisposition;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.TransferEncoding;
import jakarta.mail.Multipart;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.sendasync.mail.internal.mime.MessageParts.message;
import static io.sendasync.mail.internal.mime.MessageParts.octets;
import static io.sendasync.mail.internal.mime.MessageParts.parse;
import static io.sendasync.mail.internal.mime.MessageParts.text;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a rendered message says of its files, its calendar and its charsets.
 */
class MessageDispositionTest {

	@Test
	void datesAndSizeAreParametersOfTheDisposition() {
		ContentDisposition disposition = ContentDisposition.ATTACHMENT
			.withCreationDate(OffsetDateTime.parse("2026-11-05T07:08:09+01:00"))
			.withModificationDate(OffsetDateTime.parse("2026-11-06T17:08:09Z"))
			.withReadDate(OffsetDateTime.parse("2026-12-31T23:59:59-03:30"))
			.withSize(1234);
		MailMessage message = message().text("x")
			.attachment(Attachment.of("a.bin", new byte[3], "application/octet-stream").with(disposition))
			.build();
		assertThat(text(message)).contains("""
				Content-Disposition: attachment;\r
				 filename="a.bin";\r
				 creation-date="Thu, 5 Nov 2026 07:08:09 +0100";\r
				 modification-date="Fri, 6 Nov 2026 17:08:09 +0000";\r
				 read-date="Thu, 31 Dec 2026 23:59:59 -0330";\r
				 size=1234\r
				""");
	}

	@Test
	void attachmentMayBeShownInline() throws Exception {
		MailMessage message = message().text("x")
			.attachment(Attachment.of("\u00E9.png", new byte[3], "image/png").with(ContentDisposition.INLINE))
			.build();
		Multipart content = (Multipart) parse(message).getContent();
		assertThat(content.getBodyPart(1).getDisposition()).isEqualTo("inline");
		assertThat(content.getBodyPart(1).getFileName()).isEqualTo("\u00E9.png");
	}

	@Test
	void imageIsFoundByTheUrlInTheText() throws Exception {
		LinkedResource logo = LinkedResource.of("a b".replace(' ', '+') + "@x", new byte[3], "image/png");
		MailMessage message = message().html("<img src=\"" + logo.url() + "\">", logo).build();
		Multipart related = (Multipart) parse(message).getContent();
		assertThat((String) related.getBodyPart(0).getContent()).contains("cid:a+b@x");
		assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<a+b@x>");
	}

	@Test
	void invitationIsAnAlternativeWithItsMethod() throws Exception {
		String entry = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Caf\u00E9\r\nEND:VCALENDAR\r\n";
		MimeMessage parsed = parse(message().text("x").calendar(entry).build());
		Multipart alternative = (Multipart) parsed.getContent();
		ContentType type = new ContentType(alternative.getBodyPart(1).getContentType());
		assertThat(parsed.getContentType()).startsWith("multipart/alternative");
		assertThat(type.match("text/calendar")).isTrue();
		assertThat(type.getParameter("method")).isEqualTo("REQUEST");
		assertThat(type.getParameter("charset")).isEqualTo("utf-8");
		assertThat(alternative.getBodyPart(1).getInputStream()).hasContent(entry);
	}

	@Test
	void charsetOfTheHeaderIsUsedWhereItSuffices() throws Exception {
		Charset latin = Charset.forName("ISO-8859-15");
		MailMessage message = message().headerCharset(latin)
			.cc(MailAddress.of("J\u00E9r\u00F4me", "j@x.example"))
			.header("Comments", "10 \u20AC")
			.header("X-Other", "\u2192")
			.build();
		assertThat(text(message)).contains("Comments: =?ISO-8859-15?B?")
			.contains("Cc: =?ISO-8859-15?B?")
			.contains("X-Other: =?UTF-8?B?");
		MimeMessage parsed = parse(message);
		assertThat(((InternetAddress) parsed.getAllRecipients()[1]).getPersonal()).isEqualTo("J\u00E9r\u00F4me");
	}

	@ParameterizedTest
	@EnumSource(TransferEncoding.class)
	void transferEncodingOfTheTextsCanBeChosen(TransferEncoding encoding) throws Exception {
		String words = "plain\n--=_x\n" + "\u65E5".repeat(2000) + "\u0001";
		MailMessage message = message().text("plain").html(words).bodyTransferEncoding(encoding).build();
		Multipart formats = (Multipart) parse(message.toBuilder().build()).getContent();
		for (int i = 0; i < 2; i++) {
			assertThat(formats.getBodyPart(i).getHeader("Content-Transfer-Encoding")).containsExactly(encoding.value());
		}
		assertThat(formats.getBodyPart(0).getContent()).isEqualTo("plain");
		assertThat(formats.getBodyPart(1).getContent()).isEqualTo(words.replace("\n", "\r\n"));
	}

	@Test
	void sameMessageWithEverythingGivesTheSameOctetsEachTime() {
		MailMessage message = message().text("x")
			.html("<p>", LinkedResource.of("id", new byte[3], "image/png"))
			.calendar("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")
			.attachment(Attachment.of("a", new byte[100], "image/png"))
			.inReplyTo("1@x", "<0@x>")
			.build();
		assertThat(List.of(1, 2, 3)).allSatisfy((i) -> assertThat(octets(message)).isEqualTo(octets(message)));
	}

}
