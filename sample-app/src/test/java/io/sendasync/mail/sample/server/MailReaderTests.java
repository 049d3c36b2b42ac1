package io.sendasync.mail.sample.server;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is shown of a mail.
 */
class MailReaderTests {

	@Test
	void plainTextIsPreferred() throws MessagingException {
		assertThat(MailReader.text(mail("""
				Content-Type: multipart/alternative; boundary=b

				--b
				Content-Type: text/html

				<p>html</p>
				--b
				Content-Type: text/plain; charset=utf-8
				Content-Transfer-Encoding: quoted-printable

				Gr=C3=BC=C3=9Fe
				--b--
				"""))).isEqualTo("Grüße");
	}

	@Test
	void htmlAloneIsShownAsItIs() throws MessagingException {
		assertThat(MailReader.text(mail("Content-Type: text/html\n\n<p>html</p>"))).isEqualTo("<p>html</p>");
	}

	@Test
	void mailWithoutTextSaysSo() throws MessagingException {
		assertThat(MailReader.text(mail("Content-Type: image/png\n\nx"))).isEqualTo("(no text, but image/png)");
	}

	@Test
	void namesAreDecodedAndMissingRecipientsAreNone() throws MessagingException {
		MimeMessage mail = mail("From: =?utf-8?q?Jane_=C3=98?= <jane@contoso.com>\n\nx");
		assertThat(MailReader.addresses(mail.getFrom())).containsExactly("\"Jane Ø\" <jane@contoso.com>");
		assertThat(MailReader.addresses(mail.getRecipients(RecipientType.TO))).isEmpty();
	}

	private static MimeMessage mail(String text) throws MessagingException {
		byte[] octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
		return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
	}

}
