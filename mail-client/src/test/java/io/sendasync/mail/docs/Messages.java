package io.sendasync.mail.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import io.sendasync.mail.MailMessageWriter;
import io.sendasync.mail.MimeMessageReader;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.message.AlternateView;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.AutoSubmitted;
import io.sendasync.mail.message.ContentDisposition;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailPriority;
import jakarta.mail.internet.MimeMessage;

/**
 * The snippets of docs/messages.md. Each is a method, called by {@link MessagesDocTest}.
 */
final class Messages {

	private final SmtpClient client;

	Messages(SmtpClient client) {
		this.client = client;
	}

	// @formatter:off

	MailMessage textAndHtml() {
		return MailMessage.builder()
			.from("Contoso <billing@contoso.com>")
			.to("\"Clayton, Jane\" <jane@example.org>, ben@example.org")
			.cc("archive@contoso.com")
			.bcc("audit@contoso.com")
			.subject("Your invoice")
			.text("Please find your invoice attached.")
			.html("<p>Please find your invoice <b>attached</b>.</p>")
			.build();
	}

	List<MailAddress> addresses(String entered) {
		MailAddress jane = MailAddress.of("Clayton, Jane", "jane@example.org");
		Optional<MailAddress> maybe = MailAddress.tryParse(entered);      // from a form: empty if it is no address
		List<MailAddress> all = MailAddress.parseList("a@example.org, Ben <b@example.org>");
		return List.of(jane, maybe.orElse(jane), all.get(1));
	}

	MailMessage attachments(Path directory, InputStream once, ContentSource stored) throws IOException {
		return MailMessage.builder()
			.from("billing@contoso.com").to("jane@example.org")
			.attachment(Attachment.of(directory.resolve("report.pdf")))            // read while it is sent
			.attachment(Attachment.of("data.bin", new byte[] { 1, 2, 3 }, "application/octet-stream"))
			.attachment(Attachment.ofText("figures.csv", "a;b\n1;2\n", "text/csv"))
			.attachment(Attachment.of("scan.png", ContentSource.copyOf(once), "image/png"))
			.attachment(Attachment.of("stored.zip", stored, "application/zip"))    // () -> a new stream each time
			.build();
	}

	Attachment dates(Attachment attachment, OffsetDateTime changed) {
		return attachment.with(ContentDisposition.ATTACHMENT.withModificationDate(changed).withSize(1234));
	}

	MailMessage inlineImage(Path logo) {
		LinkedResource image = LinkedResource.of(logo);
		return MailMessage.builder()
			.from("news@contoso.com").to("jane@example.org")
			.text("Hello")
			.html("<h1><img src=\"" + image.url() + "\" alt=\"Contoso\"> Hello</h1>", image)
			.build();
	}

	MailMessage invitation(String icalendar) {
		return MailMessage.builder()
			.from("jane@contoso.com").to("ben@example.org")
			.subject("Lunch")
			.text("Lunch on Friday?")
			.calendar(icalendar)                      // BEGIN:VCALENDAR … METHOD:REQUEST …
			.build();
	}

	MailMessage otherFormat(String markdown) {
		return MailMessage.builder()
			.from("jane@contoso.com").to("ben@example.org")
			.text("As text")
			.alternateView(AlternateView.of("text/markdown", markdown))
			.build();
	}

	MailMessage newsletter(String token) {
		return MailMessage.builder()
			.from("news@contoso.com").replyTo("editors@contoso.com").to("jane@example.org")
			.subject("News")
			.text("…")
			.listUnsubscribe(URI.create("https://contoso.com/unsubscribe/" + token),
					URI.create("mailto:unsubscribe@contoso.com"))
			.header("List-Id", "Contoso news <news.contoso.com>")
			.autoSubmitted(AutoSubmitted.GENERATED)
			.build();
	}

	MailMessage answer(MailMessage question) {
		return MailMessage.builder()
			.from("support@contoso.com").to(question.from())
			.subject("Re: " + question.subject())
			.inReplyTo(question)                      // or inReplyTo(messageId, references)
			.text("We are on it.")
			.build();
	}

	MailMessage urgent() {
		return MailMessage.builder()
			.from("Jane <jane@contoso.com>").sender("system@contoso.com").to("ben@example.org")
			.subject("Alarm")
			.priority(MailPriority.HIGH)
			.deliveryNotification(DeliveryNotification.FAILURE, DeliveryNotification.DELAY)
			.header("X-Ticket", "4711")
			.text("Look at it now.")
			.build();
	}

	MailMessage japanese() {
		Charset jis = Charset.forName("ISO-2022-JP");
		return MailMessage.builder()
			.from("jane@contoso.com").to("ben@example.org")
			.subjectCharset(jis).headerCharset(jis).bodyCharset(jis)
			.subject("\u8ACB\u6C42\u66F8")
			.text("\u3053\u3093\u306B\u3061\u306F")
			.build();
	}

	void manyTimes(MailMessage template, List<MailAddress> readers) {
		this.client.send(template);                   // the same Message-ID and Date each time
		this.client.send(template);
		for (MailAddress reader : readers) {
			this.client.sendAsync(template.toBuilder().to(reader).build(), reader);   // new ones
		}
	}

	void withJakartaMail(MimeMessage message) {
		this.client.send(message);                    // is not changed, not even saved
		RawMessage snapshot = MimeMessageReader.read(message);
		this.client.sendAsync(snapshot.withEnvelope(new Envelope(
				MailAddress.parse("bounces@contoso.com"), MailAddress.parseList("ben@example.org"))));
	}

	void fromAFile(Path eml, MailMessage message) throws IOException {
		try (OutputStream out = Files.newOutputStream(eml)) {
			MailMessageWriter.write(message, out);
		}
		this.client.send(RawMessage.of(eml));         // to the recipients in its header
	}

	SmtpClient signing(Path rsaKey, Path ed25519Key) throws IOException {
		SmtpClient client = SmtpClient.builder()
			.host("smtp.example.org")
			.dkim(DkimSigner.ofPem("example.org", "2026a", rsaKey),
					DkimSigner.ofPem("example.org", "2026e", ed25519Key))
			.build();
		return client;
	}

	SmtpClient toFiles(Path directory) {
		SmtpClient client = SmtpClient.builder().pickupDirectory(directory).build();
		return client;
	}

	// @formatter:on

}
