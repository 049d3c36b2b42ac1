package io.sendasync.mail;

import java.nio.charset.StandardCharsets;

import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is not ASCII goes as it is where format and server allow it, and encoded anywhere
 * else.
 */
class SmtpClientDeliveryFormatTest {

	private static final MailMessage MESSAGE = MailMessage.builder()
		.from(MailAddress.of("J\u00F6rg \"x\"", "jane@contoso.com"))
		.to("Ren\u00E9 <ben@contoso.com>, x@b\u00FCcher.example")
		.subject("Gr\u00F6\u00DFe \u2192 \uD83D\uDE00")
		.header("X-Note", "\u65E5\u672C")
		.text("\u00C4rger\n.\n\u65E5\u672C\n")
		.html("<p>\u00FC")
		.attachment(Attachment.of("\u00E4.txt", "\u00E4".getBytes(StandardCharsets.UTF_8), "text/plain"))
		.build();

	private static AcceptedMessage sent(SmtpTestServerBuilder builder, SmtpDeliveryFormat format, MailMessage message) {
		try (SmtpTestServer server = builder.start();
				SmtpClient client = SmtpClient.builder()
					.host("localhost")
					.port(server.port())
					.deliveryFormat(format)
					.build()) {
			client.send(message);
			server.assertNoViolations();
			AcceptedMessage accepted = server.messages().get(0);
			assertThat(accepted.mailParameters()).containsEntry("SIZE", String.valueOf(accepted.content().length));
			return accepted;
		}
	}

	private static boolean isAscii(String text) {
		return text.chars().allMatch((c) -> c < 0x80);
	}

	private static String header(AcceptedMessage message) {
		return message.text().split("\r\n\r\n", 2)[0];
	}

	@Test
	void sevenBitIsForEveryServer() {
		AcceptedMessage message = sent(SmtpTestServer.builder(), SmtpDeliveryFormat.SEVEN_BIT, MESSAGE);
		assertThat(isAscii(message.text())).isTrue();
		assertThat(message.mailParameters()).doesNotContainKeys("BODY", "SMTPUTF8");
	}

	@Test
	void headersAndTextsGoAsTheyAreWithSmtpUtf8() {
		AcceptedMessage message = sent(SmtpTestServer.builder(), SmtpDeliveryFormat.INTERNATIONAL, MESSAGE);
		assertThat(message.mailParameters()).containsKey("SMTPUTF8").containsEntry("BODY", "8BITMIME");
		assertThat(header(message)).contains("Subject: Gr\u00F6\u00DFe \u2192 \uD83D\uDE00\r\n")
			.contains("From: \"J\u00F6rg \\\"x\\\"\" <jane@contoso.com>\r\n")
			.contains("To: \"Ren\u00E9\" <ben@contoso.com>, x@xn--bcher-kva.example\r\n")
			.contains("X-Note: \u65E5\u672C\r\n");
		assertThat(message.text())
			.contains("Content-Transfer-Encoding: 8bit\r\n\r\n\u00C4rger\r\n.\r\n\u65E5\u672C\r\n")
			.contains("Content-Transfer-Encoding: base64")
			.contains("filename*=UTF-8''%C3%A4.txt");
	}

	@Test
	void textsAloneGoAsTheyAreWith8BitMime() {
		AcceptedMessage message = sent(SmtpTestServer.builder().without(SmtpExtension.SMTPUTF8),
				SmtpDeliveryFormat.INTERNATIONAL, MESSAGE);
		assertThat(message.mailParameters()).doesNotContainKey("SMTPUTF8").containsEntry("BODY", "8BITMIME");
		assertThat(isAscii(header(message))).isTrue();
		assertThat(message.text()).contains("\u00C4rger\r\n");
	}

	@Test
	void everythingIsEncodedForServersWithoutEither() {
		AcceptedMessage message = sent(
				SmtpTestServer.builder().without(SmtpExtension.SMTPUTF8, SmtpExtension.EIGHTBITMIME),
				SmtpDeliveryFormat.INTERNATIONAL, MESSAGE);
		assertThat(isAscii(message.text())).isTrue();
		assertThat(message.text())
			.isEqualTo(sent(SmtpTestServer.builder(), SmtpDeliveryFormat.SEVEN_BIT, MESSAGE).text());
	}

	@Test
	void asciiMessageAsksForNothing() {
		MailMessage ascii = ContractSupport.message("ben@contoso.com");
		AcceptedMessage message = sent(SmtpTestServer.builder(), SmtpDeliveryFormat.INTERNATIONAL, ascii);
		assertThat(message.mailParameters()).doesNotContainKeys("BODY", "SMTPUTF8");
	}

	@Test
	void whatLooksLikeSomethingElseIsEncodedAllTheSame() {
		MailMessage message = MESSAGE.toBuilder()
			.subject("\u00E4 =?utf-8?Q?x?=")
			.text("\u00E4" + "x".repeat(1000))
			.html("\u00E4\u0001")
			.build();
		AcceptedMessage sent = sent(SmtpTestServer.builder(), SmtpDeliveryFormat.INTERNATIONAL, message);
		assertThat(sent.header("Subject")).startsWith("=?UTF-8?B?");
		assertThat(sent.text()).doesNotContain("8bit");
	}

}
