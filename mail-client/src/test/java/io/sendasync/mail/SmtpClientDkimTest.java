package io.sendasync.mail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sendasync.mail.DkimVerifiers.holdsForDkimpy;
import static io.sendasync.mail.DkimVerifiers.holdsForJdkim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * What arrives at the server bears signatures that hold for verifiers that others wrote,
 * and no longer once somebody has changed it.
 */
class SmtpClientDkimTest {

	private static final DkimSigner RSA = DkimSigner.of("contoso.com", "rsa", DkimVerifiers.RSA.getPrivate());

	private static final DkimSigner ED25519 = DkimSigner.of("contoso.com", "ed", DkimVerifiers.ED25519.getPrivate());

	private final SmtpTestServer server = SmtpTestServer.start();

	@TempDir
	private Path directory;

	@AfterEach
	void close() {
		this.server.assertNoViolations();
		this.server.close();
	}

	private SmtpClient client(DkimSigner... signers) {
		return SmtpClient.builder()
			.host("localhost")
			.port(this.server.port())
			.deliveryFormat(SmtpDeliveryFormat.INTERNATIONAL)
			.dkim(signers)
			.build();
	}

	private byte[] sent(MailMessage message, DkimSigner... signers) {
		try (SmtpClient client = client(signers)) {
			client.send(message);
		}
		AcceptedMessage accepted = this.server.takeMessage();
		assertThat(accepted.mailParameters()).containsEntry("SIZE", String.valueOf(accepted.content().length));
		return accepted.content();
	}

	private static MailMessage message() {
		return MailMessage.builder()
			.from("Jane <jane@contoso.com>")
			.to("ben@example.org")
			.subject("Figures  of the week")
			.text("All is  well. \n\n  indented\t\n\n\n")
			.build();
	}

	static Stream<MailMessage> messages() {
		byte[] large = new byte[200_000];
		new Random(1).nextBytes(large);
		return Stream.of(message(), message().toBuilder().text("").build(),
				message().toBuilder().text("\n\n\n").build(), message().toBuilder().text(" \n\t\n x").build(),
				message().toBuilder().text(".\n..\n").build(),
				message().toBuilder()
					.subject("\u65E5\u672C ".repeat(40))
					.text("\u00C4rger  mit   \u65E5\u672C \n".repeat(50))
					.html("<p>\u00FC")
					.cc("Ren\u00E9 <rene@example.org>")
					.replyTo("a@contoso.com")
					.header("List-Unsubscribe", "<https://contoso.com/u?x>")
					.attachment(Attachment.of("a.bin", large, "application/octet-stream"))
					.build());
	}

	@ParameterizedTest
	@MethodSource("messages")
	void bothSignaturesHold(MailMessage message) throws Exception {
		byte[] content = sent(message, RSA, ED25519);
		assertThat(holdsForDkimpy(content, 0)).isTrue();
		assertThat(holdsForDkimpy(content, 1)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("messages")
	void rsaSignatureHoldsForJdkim(MailMessage message) throws Exception {
		byte[] content = sent(message, RSA);
		// For an empty body jDKIM expects the hash of a line end, which is the simple
		// form.
		assumeFalse(new String(content, StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n\r\n"));
		assertThat(holdsForJdkim(content)).isTrue();
	}

	/** The value is that of RFC 6376 §3.4.4. */
	@ParameterizedTest
	@ValueSource(strings = { "", "\n", " \n\t\n\n" })
	void emptyBodyHasTheHashOfNothing(String text) {
		assertThat(new String(sent(message().toBuilder().text(text).build(), RSA), StandardCharsets.US_ASCII))
			.contains("bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;");
	}

	@Test
	void addressThatIsNotAsciiIsSignedToo() throws Exception {
		byte[] content = sent(message().toBuilder().to("jos\u00E9@contoso.com").subject("\u00E4").build(), RSA,
				ED25519);
		assertThat(new String(content, StandardCharsets.UTF_8)).contains("Subject: \u00E4\r\n");
		assertThat(holdsForDkimpy(content, 0)).isTrue();
		assertThat(holdsForDkimpy(content, 1)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "From: evil@contoso.com\r\n", "Subject: evil\r\n", "Reply-To: evil@contoso.com\r\n",
			"To: evil@contoso.com\r\n", "Date: Thu, 5 Nov 2026 07:08:09 +0100\r\n", "Content-Type: text/html\r\n" })
	void addedFieldBreaksTheSignature(String field) throws Exception {
		String content = new String(sent(message(), RSA, ED25519), StandardCharsets.ISO_8859_1);
		int end = content.indexOf("\r\n\r\n") + 2;
		String below = content.substring(0, end) + field + content.substring(end);
		for (String changed : new String[] { field + content, below }) {
			byte[] octets = changed.getBytes(StandardCharsets.ISO_8859_1);
			assertThat(holdsForJdkim(octets)).isFalse();
			assertThat(holdsForDkimpy(octets, 1)).isFalse();
		}
	}

	@Test
	void changedTextBreaksTheSignatureAndSpacesOnTheWayDoNot() throws Exception {
		String content = new String(sent(message(), RSA), StandardCharsets.ISO_8859_1);
		assertThat(holdsForJdkim(content.replace("All is", "Not all is").getBytes(StandardCharsets.ISO_8859_1)))
			.isFalse();
		assertThat(holdsForJdkim(content.replace("Jane", "June").getBytes(StandardCharsets.ISO_8859_1))).isFalse();
		assertThat(
				holdsForJdkim(content.replace("is  well. \r\n", "is well.\r\n").getBytes(StandardCharsets.ISO_8859_1)))
			.isTrue();
	}

	@Test
	void fieldIsOnTopAndFolded() {
		String content = new String(sent(message(), RSA), StandardCharsets.US_ASCII);
		assertThat(content).startsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;");
		String field = content.substring(0, content.indexOf("Date: "));
		assertThat(field.split("\r\n")).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(78));
		assertThat(field.replaceAll("\\s", "")).contains("d=contoso.com;s=rsa;t=")
			.contains("h=from:from:reply-to:to:to:subject:subject:date:date:");
	}

	@Test
	void rawMessageIsSigned() throws Exception {
		String raw = "From: jane@sub.contoso.com\nDate: Thu, 5 Nov 2026 07:08:09 +0100\nTo: ben@example.org\n\nx\n\n";
		try (SmtpClient client = client(RSA)) {
			client.send(RawMessage.of(raw.getBytes(StandardCharsets.US_ASCII)));
		}
		assertThat(holdsForJdkim(this.server.takeMessage().content())).isTrue();
	}

	@Test
	void onlyTheMostSpecificDomainOfTheAuthorSigns() {
		DkimSigner parent = DkimSigner.of("com", "rsa", DkimVerifiers.RSA.getPrivate());
		String content = new String(sent(message(), parent, RSA), StandardCharsets.US_ASCII);
		assertThat(content).containsOnlyOnce("DKIM-Signature:").contains("d=contoso.com;");
		MailMessage other = message().toBuilder().from("jane@notcontoso.com").build();
		assertThat(new String(sent(other, RSA), StandardCharsets.US_ASCII)).doesNotContain("DKIM-Signature");
	}

	@Test
	void fileThatChangesBehindTheSignatureIsNotSent() throws Exception {
		Path file = Files.write(this.directory.resolve("a.bin"), new byte[100_000]);
		Hold hold = this.server.hold(At.MAIL);
		try (SmtpClient client = client(RSA)) {
			SendOperation operation = client.sendAsync(message().toBuilder().attachment(Attachment.of(file)).build());
			hold.awaitReached(Duration.ofSeconds(60));
			byte[] other = new byte[100_000];
			other[50_000] = 1;
			Files.write(file, other);
			hold.release();
			SmtpException failure = (SmtpException) catchThrowable(operation::get).getCause();
			assertThat(failure).hasMessageContaining("changed after it was signed");
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		}
		assertThat(this.server.messages()).isEmpty();
	}

}
