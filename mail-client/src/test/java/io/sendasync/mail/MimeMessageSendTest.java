package io.sendasync.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Messages that were made with Jakarta Mail or are octets already.
 */
class MimeMessageSendTest {

	private static final String HEADER = "From: jane@contoso.com\r\nTo: ben@contoso.com\r\nDate: x\r\n";

	private final SmtpTestServer server = SmtpTestServer.start();

	private final SmtpClient client = SmtpClient.builder().host("localhost").port(this.server.port()).build();

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	private static MimeMessage message() throws MessagingException {
		MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
		message.setFrom("Jane \u00D8 <jane@contoso.com>");
		message.setRecipients(Message.RecipientType.TO, "Ben <ben@contoso.com>");
		message.setRecipients(Message.RecipientType.BCC, "secret@contoso.com");
		message.setSubject("Figures \u2192");
		return message;
	}

	private static MimeMessage withAttachment() throws MessagingException {
		MimeBodyPart text = new MimeBodyPart();
		text.setText("\u00E9t\u00E9\nand so on", "UTF-8");
		MimeBodyPart file = new MimeBodyPart();
		file.setContent("a,b\n", "text/csv");
		file.setFileName("gr\u00F6\u00DFe.csv");
		MimeMessage message = message();
		message.setContent(new MimeMultipart("mixed", text, file));
		return message;
	}

	private static List<String> header(MimeMessage message) throws MessagingException {
		return Collections.list(message.getAllHeaders()).stream().map(Header::getName).toList();
	}

	private static MimeMessage parsed(AcceptedMessage accepted) throws MessagingException {
		return new MimeMessage(null, new ByteArrayInputStream(accepted.content()));
	}

	@Test
	void messageArrivesWithEverybodyInTheEnvelopeAndNoBccInTheHeader() throws Exception {
		SendReceipt receipt = this.client.send(withAttachment());
		AcceptedMessage accepted = this.server.takeMessage();
		assertThat(accepted.reversePath()).isEqualTo("jane@contoso.com");
		assertThat(accepted.recipients()).containsExactly("ben@contoso.com", "secret@contoso.com");
		assertThat(accepted.text()).doesNotContain("secret").doesNotContainIgnoringCase("bcc");
		MimeMessage parsed = parsed(accepted);
		assertThat(parsed.getSubject()).isEqualTo("Figures \u2192");
		assertThat(parsed.getMessageID()).isEqualTo(receipt.messageId()).matches("<[0-9a-f-]{36}@contoso\\.com>");
		assertThat(parsed.getSentDate()).isCloseTo(Instant.now(), 120_000L);
		Multipart content = (Multipart) parsed.getContent();
		assertThat(content.getBodyPart(0).getContent()).isEqualTo("\u00E9t\u00E9\r\nand so on");
		BodyPart file = content.getBodyPart(1);
		assertThat(file.getFileName()).isEqualTo("gr\u00F6\u00DFe.csv");
		this.server.assertNoViolations();
	}

	@Test
	void messageOfTheCallerIsNotTouched() throws Exception {
		MimeMessage message = withAttachment();
		MimeBodyPart part = (MimeBodyPart) ((Multipart) message.getContent()).getBodyPart(1);
		List<String> before = header(message);
		List<String> partBefore = Collections.list(part.getAllHeaderLines());
		this.client.send(message);
		this.client.send(message);
		assertThat(header(message)).isEqualTo(before).doesNotContain("Message-ID", "MIME-Version", "Content-Type");
		assertThat(Collections.list(part.getAllHeaderLines())).isEqualTo(partBefore);
		assertThat(message.getRecipients(Message.RecipientType.BCC)).hasSize(1);
	}

	@Test
	void savedMessageIsSentAsItWasSaved() throws Exception {
		MimeMessage message = withAttachment();
		message.setHeader("Date", "Thu, 5 Nov 2026 07:08:09 +0100");
		message.saveChanges();
		SendReceipt receipt = this.client.sendAsync(message).join();
		assertThat(receipt.messageId()).isEqualTo(message.getMessageID());
		assertThat(parsed(this.server.takeMessage()).getContentType()).isEqualTo(message.getContentType());
	}

	@Test
	void parsedMessageIsSentOctetForOctet() throws Exception {
		String text = HEADER + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
				+ "Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=a9=\r\n x =20\r\n..\r\n";
		MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
		this.client.send(message);
		assertThat(this.server.takeMessage().text()).isEqualTo(text.replaceFirst("(?s)^",
				"Message-ID: " + this.server.messages().get(0).header("Message-ID") + "\r\n"));
	}

	@Test
	void changesAfterTheCallHaveNoEffect() throws Exception {
		MimeMessage message = withAttachment();
		SendOperation operation = this.client.sendAsync(message, "token");
		message.setSubject("something else");
		operation.join();
		assertThat(parsed(this.server.takeMessage()).getSubject()).isEqualTo("Figures \u2192");
		assertThat(operation.userToken()).isEqualTo("token");
		assertThat(operation.message()).isNull();
		assertThat(operation.rawMessage()).isNotNull();
	}

	@Test
	void messageWithinAMessageIsNotTouchedEither() throws Exception {
		MimeMessage inner = withAttachment();
		MimeBodyPart part = new MimeBodyPart();
		part.setContent(inner, "message/rfc822");
		MimeMessage outer = message();
		outer.setContent(new MimeMultipart("mixed", part));
		this.client.send(outer);
		assertThat(header(inner)).doesNotContain("Message-ID", "MIME-Version");
		Object sent = ((Multipart) parsed(this.server.takeMessage()).getContent()).getBodyPart(0).getContent();
		assertThat(((MimeMessage) sent).getSubject()).isEqualTo("Figures \u2192");
	}

	/** Names of the places that Jakarta Mail does not check, with a way to fill them. */
	interface Place {

		void fill(MimeMessage message, MimeBodyPart part, String text) throws MessagingException;

	}

	static Stream<Arguments> placesAndTexts() {
		return Stream
			.<Place>of((message, part, text) -> message.setHeader("X-Test", text),
					(message, part, text) -> message.addHeader("References", text),
					(message, part, text) -> message.setHeader(text, "x"),
					(message, part, text) -> message.addHeaderLine("X-Test: " + text),
					(message, part, text) -> message.setContentID(text),
					(message, part, text) -> message.setContentMD5(text),
					(message, part, text) -> part.setContentLanguage(new String[] { text }),
					(message, part, text) -> part.setFileName(text), (message, part, text) -> part.setContentID(text),
					(message, part, text) -> part.setHeader("X-Test", text),
					(message, part, text) -> part.setContent("x", "text/plain; x=" + text))
			.flatMap((place) -> Stream
				.of("a\r\nBcc: evil@x.example", "a\nBcc: evil@x.example", "a\rBcc: evil@x.example", "a\r\n\r\nbody",
						"a\r\n \r\nX: y", "a\0b")
				.map((text) -> arguments(place, text)));
	}

	@ParameterizedTest
	@MethodSource("placesAndTexts")
	void whatBreaksOutOfItsLineIsRefusedBeforeAnythingIsSent(Place place, String text) throws Exception {
		MimeMessage message = withAttachment();
		place.fill(message, (MimeBodyPart) ((Multipart) message.getContent()).getBodyPart(1), text);
		RuntimeException refusal = catchThrowableOfType(RuntimeException.class, () -> this.client.send(message));
		if (refusal == null) {
			// Jakarta Mail made something harmless of it.
			assertThat(this.server.takeMessage().text()).doesNotContain("\nBcc:").doesNotContain("evil@");
			return;
		}
		assertThat(refusal).isInstanceOf(IllegalArgumentException.class)
			.hasMessageNotContainingAny("evil", "\r", "\n", "\0");
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void rawOctetsGoWhereTheEnvelopeSays() {
		RawMessage message = RawMessage.of((HEADER + "\r\n.\r\n").getBytes(StandardCharsets.US_ASCII))
			.withEnvelope(new Envelope(null, List.of(MailAddress.parse("other@x.example"))))
			.withDeliveryNotification(DeliveryNotification.NEVER);
		SendReceipt receipt = this.client.send(message);
		AcceptedMessage accepted = this.server.takeMessage();
		assertThat(accepted.reversePath()).isEmpty();
		assertThat(accepted.recipients()).containsExactly("other@x.example");
		assertThat(accepted.text()).isEqualTo(HEADER + "\r\n.\r\n");
		assertThat(receipt.messageId()).isEmpty();
		this.client.send(message);
		assertThat(this.server.takeMessage().content()).isEqualTo(accepted.content());
	}

	static Stream<Arguments> headersWithoutEnvelope() {
		return Stream.of(arguments("From: a@x.example\r\nDate: x\r\n", "no recipient"),
				arguments("From: a@x.example, b@x.example\r\nTo: c@x.example\r\nDate: x\r\n", "2 senders"),
				arguments("From: a@x.example\r\nTo: c@x.example\r\nResent-To: d@x.example\r\nDate: x\r\n", "Resent"),
				arguments("From: a@x.example\r\nTo: Team: c@x.example;\r\nDate: x\r\n", "groups"),
				arguments("From: secret\r\nTo: c@x.example\r\nDate: x\r\n", "The field From"));
	}

	@ParameterizedTest
	@MethodSource("headersWithoutEnvelope")
	void headerThatTellsOfNoEnvelopeNeedsAGivenOne(String header, String reason) {
		RawMessage message = RawMessage.of((header + "\r\nx\r\n").getBytes(StandardCharsets.US_ASCII));
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.send(message)).withMessageContaining(reason);
		assertThat(this.server.connectionCount()).isZero();
		Envelope envelope = new Envelope(MailAddress.parse("a@x.example"), List.of(MailAddress.parse("b@x.example")));
		this.client.send(message.withEnvelope(envelope));
		assertThat(this.server.takeMessage().recipients()).containsExactly("b@x.example");
	}

	@Test
	void senderIsTheReversePath() {
		this.client
			.send(RawMessage.of(("Sender: s@x.example\r\n" + HEADER + "\r\n").getBytes(StandardCharsets.US_ASCII)));
		assertThat(this.server.takeMessage().reversePath()).isEqualTo("s@x.example");
	}

	@Test
	void octetsThatTheServerDoesNotTakeAreNotSent() {
		RawMessage eightBit = RawMessage.of((HEADER + "\r\n\u00E9\r\n").getBytes(StandardCharsets.UTF_8));
		this.client.send(eightBit);
		assertThat(this.server.takeMessage().mailParameters()).containsEntry("BODY", "8BITMIME");
		try (SmtpTestServer plain = SmtpTestServer.builder()
			.without(SmtpExtension.EIGHTBITMIME, SmtpExtension.SMTPUTF8)
			.start(); SmtpClient other = SmtpClient.builder().host("localhost").port(plain.port()).build()) {
			SmtpException failure = catchThrowableOfType(SmtpException.class, () -> other.send(eightBit));
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure).hasMessageContaining("8BITMIME");
			RawMessage utf8 = RawMessage.of(("Subject: \u00E9\r\n" + HEADER + "\r\n").getBytes(StandardCharsets.UTF_8));
			assertThat(catchThrowableOfType(SmtpException.class, () -> other.send(utf8)))
				.hasMessageContaining("SMTPUTF8");
		}
	}

	@Test
	void contentThatCannotBeReadFailsBeforeTheServerHearsOfIt() {
		RawMessage broken = RawMessage.of(() -> {
			throw new IOException("disk gone");
		});
		assertThat(catchThrowableOfType(java.io.UncheckedIOException.class, () -> this.client.send(broken)))
			.hasMessageContaining("disk gone");
		assertThat(this.server.connectionCount()).isZero();
	}

	@Test
	void bodyThatMayNotBeSentEndsTheOperation() {
		RawMessage longLine = RawMessage.of((HEADER + "\r\n" + "x".repeat(999)).getBytes(StandardCharsets.US_ASCII));
		SmtpException failure = catchThrowableOfType(SmtpException.class, () -> this.client.send(longLine));
		assertThat(failure).hasMessageContaining("998");
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(this.client.sendAsync(longLine)).failsWithin(Duration.ofMinutes(1));
	}

}
