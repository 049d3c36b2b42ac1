package io.sendasync.mail.docs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the code of the page about messages.
 */
class MessagesDocTest {

	private final SmtpTestServer server = SmtpTestServer.start();

	private final SmtpClient client = SmtpClient.builder().host("localhost").port(this.server.port()).build();

	private final Messages messages = new Messages(this.client);

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void everythingOnThePageIsSent(@TempDir Path directory) throws Exception {
		Files.write(directory.resolve("report.pdf"), new byte[] { 1 });
		Files.write(directory.resolve("logo.png"), new byte[] { 2 });
		ContentSource stored = ContentSource.of(new byte[] { 3 });
		MailMessage question = this.messages.textAndHtml();
		List<MailMessage> all = List.of(question,
				this.messages.attachments(directory, new ByteArrayInputStream(new byte[] { 4 }), stored),
				this.messages.inlineImage(directory.resolve("logo.png")),
				this.messages.invitation("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"),
				this.messages.otherFormat("# As Markdown"), this.messages.newsletter("x7"),
				this.messages.answer(question), this.messages.urgent(), this.messages.japanese());
		all.forEach(this.client::send);
		assertThat(this.server.messages()).hasSameSizeAs(all)
			.extracting((message) -> message.header("Message-ID"))
			.containsExactlyElementsOf(all.stream().map(MailMessage::messageId).toList());
		this.server.assertNoViolations();
	}

	@Test
	void addressesAreRead() {
		assertThat(this.messages.addresses("x")).hasSize(3)
			.extracting(MailAddress::displayName)
			.containsExactly("Clayton, Jane", "Clayton, Jane", "Ben");
		Attachment attachment = Attachment.of("a", new byte[1], "text/plain");
		assertThat(
				this.messages.dates(attachment, OffsetDateTime.parse("2026-11-05T07:08:09+01:00")).disposition().size())
			.isEqualTo(1234);
	}

	@Test
	void sameMessageIsSentManyTimes() {
		this.messages.manyTimes(this.messages.urgent(), MailAddress.parseList("a@x.example, b@x.example"));
		List<AcceptedMessage> accepted = Stream.generate(this.server::takeMessage).limit(4).toList();
		assertThat(accepted.get(0).content()).isEqualTo(accepted.get(1).content());
		assertThat(accepted.stream().map((message) -> message.header("Message-ID")).distinct()).hasSize(3);
	}

	@Test
	void messagesOfOthersAreSent(@TempDir Path directory) throws Exception {
		String text = "From: j@x.example\r\nTo: k@x.example\r\nDate: x\r\n\r\nx\r\n";
		MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
		this.messages.withJakartaMail(message);
		this.messages.fromAFile(directory.resolve("a.eml"), this.messages.textAndHtml());
		assertThat(Stream.generate(this.server::takeMessage).limit(3)).extracting(AcceptedMessage::recipients)
			.containsExactlyInAnyOrder(List.of("k@x.example"), List.of("ben@example.org"),
					List.of("jane@example.org", "ben@example.org", "archive@contoso.com"));
	}

	@Test
	void keysOfBothKindsAreRead(@TempDir Path directory) throws Exception {
		try (SmtpClient signing = this.messages.signing(key(directory, "RSA"), key(directory, "Ed25519"))) {
			assertThat(signing.statistics().queued()).isZero();
		}
	}

	private static Path key(Path directory, String algorithm) throws Exception {
		byte[] key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();
		return Files.writeString(directory.resolve(algorithm), "-----BEGIN PRIVATE KEY-----\n"
				+ Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
	}

	@Test
	void messagesBecomeFiles(@TempDir Path directory) throws IOException {
		try (SmtpClient files = this.messages.toFiles(directory)) {
			files.send(this.messages.textAndHtml());
		}
		assertThat(directory).isDirectoryContaining("glob:**.eml");
	}

}
