package io.sendasync.mail.realserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Delivery through a Postfix with usual settings.
 */
class PostfixTest {

	private static final String SMUGGLED = """
			MAIL FROM:<eve@example.org>
			RCPT TO:<mallory@example.org>
			DATA
			Message-ID: <smuggled@example.org>

			smuggled
			.
			""".replace("\n", "\r\n");

	private static PostfixServer server;

	@BeforeAll
	static void start() throws IOException {
		server = PostfixServer.start();
	}

	@AfterAll
	static void stop() throws Exception {
		Programs.closeAll(server);
	}

	private static SendReceipt send(MailMessage message) {
		try (SmtpClient client = PostfixSupport.client(server).build()) {
			return client.send(message);
		}
	}

	@Test
	void umlautsAndArrowsArriveAsTheyWere() throws Exception {
		String text = "Gr\u00FC\u00DFe \u2190\u2192 \u21D2 \uD83D\uDE80\r\n.\r\n..dots\r\n";
		MailMessage message = MailMessage.builder()
			.from("J\u00FCrgen \u2192 Mail <jane@example.org>")
			.to("\u00C4nne <ben@example.org>")
			.subject("\u00DCber \u2192 100 \u20AC")
			.text(text)
			.build();
		assertThat(send(message).acceptedRecipients()).hasSize(1);
		List<MimeMessage> arrived = server.mail().await(message.messageId());
		assertThat(arrived).hasSize(1);
		assertThat(arrived.get(0).getSubject()).isEqualTo("\u00DCber \u2192 100 \u20AC");
		assertThat(((InternetAddress) arrived.get(0).getFrom()[0]).getPersonal()).isEqualTo("J\u00FCrgen \u2192 Mail");
		assertThat(lines(arrived.get(0).getContent())).isEqualTo(lines(text));
	}

	// A Maildir has the line ends of Unix.
	private static String lines(Object text) {
		return text.toString().replace("\r\n", "\n");
	}

	@Test
	void fiveHundredMessagesOverFourLanesArriveOnce() throws IOException {
		try (SmtpClient client = PostfixSupport.client(server).maxConnections(4).build()) {
			List<SendOperation> operations = PostfixSupport.send(client, 500);
			PostfixSupport.assertEachArrivesOnce(server, operations);
		}
	}

	@Test
	void nextEnvelopeTravelsBehindTheContent() throws IOException {
		try (SmtpClient client = PostfixSupport.client(server).maxConnections(1).build()) {
			PostfixSupport.assertEachArrivesOnce(server, PostfixSupport.send(client, 23));
		}
		// RSET leads an envelope only there. The first message may be alone.
		Awaitility.await()
			.untilAsserted(() -> assertThat(server.sessions()).anySatisfy((session) -> assertThat(session)
				.containsPattern(" mail=23 rcpt=23 data=23 rset=[12][0-9] quit=1 ")));
	}

	@Test
	void chunksArriveWhole() throws Exception {
		String text = ".\n..\n.leading dot\nand a line without one that makes it longer\n".repeat(50_000);
		MailMessage large = PostfixSupport.message("ben@example.org").toBuilder().text(text).build();
		try (SmtpClient client = PostfixSupport.client(server).maxConnections(1).chunking(true).build()) {
			List<SendOperation> operations = new ArrayList<>(PostfixSupport.send(client, 3));
			operations.add(client.sendAsync(large));
			operations.addAll(PostfixSupport.send(client, 3));
			PostfixSupport.assertEachArrivesOnce(server, operations);
		}
		assertThat(lines(server.mail().await(large.messageId()).get(0).getContent())).isEqualTo(text);
		// Four chunks of the large message.
		Awaitility.await()
			.untilAsserted(() -> assertThat(server.sessions())
				.anySatisfy((session) -> assertThat(session).containsPattern(" mail=7 rcpt=7 bdat=10 quit=1 ")));
	}

	@Test
	void addressBeyondAsciiArrives() throws Exception {
		MailMessage message = PostfixSupport.message("j\u00FCrgen@example.org");
		SendReceipt receipt = send(message);
		assertThat(receipt.acceptedRecipients()).extracting(MailAddress::address)
			.containsExactly("j\u00FCrgen@example.org");
		MimeMessage arrived = server.mail().await(message.messageId()).get(0);
		assertThat(arrived.getHeader("Delivered-To")).containsExactly("j\u00FCrgen@example.org");
		assertThat(arrived.getHeader("Received", null)).contains("UTF8SMTP");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\n.\n", "\r.\r", "\r\n.\r\n", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r.\r\n", "\n.\r", "\r.\n" })
	void endOfContentWithinTheTextIsText(String end) throws Exception {
		String text = "before" + end + SMUGGLED + "after\n";
		MailMessage message = PostfixSupport.message("ben@example.org").toBuilder().text(text).build();
		send(message);
		assertArrivesWhole(message, text);
	}

	private static void assertArrivesWhole(MailMessage message, String text) throws Exception {
		List<MimeMessage> arrived = server.mail().await(message.messageId());
		assertThat(arrived).hasSize(1);
		assertThat(lines(arrived.get(0).getContent())).isEqualTo(text.replaceAll("\r\n|\r|\n", "\n"));
		assertNothingElseArrived();
	}

	private static void assertNothingElseArrived() throws IOException {
		PostfixSupport.awaitDelivery(server, List.of());
		assertThat(server.mail().hasMailFor("mallory@example.org")).isFalse();
		assertThat(server.mail().counts()).doesNotContainKey("<smuggled@example.org>");
		assertThat(server.log("bare <LF>")).isEmpty();
	}

	@Test
	void endOfContentWithinAnAttachmentIsData() throws Exception {
		byte[] data = ("a\n.\nb\r.\rc\r\n.\r\n" + SMUGGLED).getBytes(StandardCharsets.US_ASCII);
		MailMessage message = PostfixSupport.message("ben@example.org")
			.toBuilder()
			.attachment(Attachment.of("a.txt", data, "text/plain"))
			.build();
		send(message);
		Multipart parts = (Multipart) server.mail().await(message.messageId()).get(0).getContent();
		assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(data);
		assertNothingElseArrived();
	}

}
