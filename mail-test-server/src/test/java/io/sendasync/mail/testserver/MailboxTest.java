package io.sendasync.mail.testserver;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;

import io.sendasync.mail.testserver.mailbox.Mailbox;
import io.sendasync.mail.testserver.mailbox.ReceivedMail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The mailbox, its decoded mails and its assertions.
 */
class MailboxTest {

	private static final Duration NOW = Duration.ZERO;

	private final SmtpTestServer server = SmtpTestServer.start();

	private final Mailbox mailbox = Mailbox.of(this.server);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void chainedConditionsHaveToHoldForOneAndTheSameMail() throws IOException {
		send("ben@example.org", "Subject: Invoice", "", "Thank you.");
		send("cat@example.org", "Subject: Reminder", "", "Please pay.");
		assertThat(this.mailbox).received()
			.from("ann@example.org")
			.to("BEN@example.org")
			.withSubject("Invoice")
			.withTextContaining("Thank")
			.withHeader("subject", "Invoice")
			.matching("short", (mail) -> mail.text().length() < 20)
			.once();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(
					() -> assertThat(this.mailbox).within(NOW).received().to("ben@example.org").withSubject("Reminder"))
			.withMessageContaining("to ben@example.org, with subject \"Reminder\"")
			.withMessageContaining("2 came:")
			.withMessageContaining("from <ann@example.org> to [cat@example.org], subject \"Reminder\"");
	}

	@Test
	void eachConditionCanFail() throws IOException {
		send("ben@example.org", "Subject: Invoice", "", "Thank you.");
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().to("cat@example.org"));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().from("ben@example.org"));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().withSubject("Invoic"));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().withTextContaining("thank"));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().withHtmlContaining("T"));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().withHeader("Subject", "x"));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().withAttachment("report.pdf"));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().matching("nothing", (mail) -> false));
		assertFails(() -> assertThat(this.mailbox).within(NOW).received().times(2));
		assertFails(() -> assertThat(this.mailbox).within(NOW).hasMails(0));
		assertFails(() -> assertThat(this.mailbox).within(NOW).hasMails(2));
		assertFails(() -> assertThat(this.mailbox).isEmpty());
	}

	@Test
	void emptyMailboxSaysSo() {
		assertThat(this.mailbox).isEmpty().hasMails(0);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.mailbox).within(NOW).received())
			.withMessageContaining("nothing came");
	}

	@Test
	void assertionsWaitForWhatComes() throws IOException {
		send("ben@example.org", "Subject: first", "", "1");
		Hold hold = this.server.hold(At.END_OF_DATA);
		Thread sender = new Thread(() -> assertThatCode(() -> send("cat@example.org", "Subject: second", "", "2"))
			.doesNotThrowAnyException());
		sender.start();
		hold.awaitReached(TestClient.PATIENCE);
		assertThat(this.mailbox).hasMails(1);
		hold.release();
		assertThat(this.mailbox).received().withSubject("second");
		assertThat(this.mailbox).hasMails(2);
	}

	@Test
	void mailIsDecoded() throws IOException {
		send("ben@example.org", "From: =?UTF-8?Q?J=C3=BCrgen?= <ann@example.org>",
				"To: Ben <ben@example.org>, cat@example.org", "Cc: \"Dan, D.\" <dan@example.org>",
				"Reply-To: eve@example.org", "Subject: =?UTF-8?B?" + base64("Grüße ☃") + "?=", "MIME-Version: 1.0",
				"Content-Type: multipart/mixed; boundary=a", "", "--a",
				"Content-Type: multipart/alternative; boundary=b", "", "--b",
				"Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "",
				"Sch=F6n,=20", "ja", "--b", "Content-Type: text/html; charset=utf-8",
				"Content-Transfer-Encoding: base64", "", base64("<p>Schön</p>"), "--b--", "--a",
				"Content-Type: application/pdf", "Content-Disposition: attachment; filename*=UTF-8''%C3%BCber.pdf",
				"Content-Transfer-Encoding: base64", "", base64("%PDF"), "--a", "Content-Type: image/PNG",
				"Content-ID: <logo>", "Content-Disposition: inline", "", "png", "--a--");
		ReceivedMail mail = assertThat(this.mailbox).received().withSubject("Grüße ☃").mail();
		assertThat(mail.from()).containsExactly("ann@example.org");
		assertThat(mail.to()).containsExactly("ben@example.org", "cat@example.org");
		assertThat(mail.cc()).containsExactly("dan@example.org");
		assertThat(mail.replyTo()).containsExactly("eve@example.org");
		assertThat(mail.recipients()).containsExactly("ben@example.org");
		assertThat(mail.header("From")).isEqualTo("Jürgen <ann@example.org>");
		assertThat(mail.text()).isEqualTo("Schön, \nja");
		assertThat(mail.html()).isEqualTo("<p>Schön</p>");
		assertThat(mail.attachments()).satisfiesExactly((pdf) -> {
			assertThat(pdf.fileName()).isEqualTo("über.pdf");
			assertThat(pdf.contentType()).isEqualTo("application/pdf");
			assertThat(pdf.contentAsText()).isEqualTo("%PDF");
		}, (logo) -> {
			assertThat(logo.fileName()).isNull();
			assertThat(logo.contentType()).isEqualTo("image/png");
			assertThat(logo.contentId()).isEqualTo("logo");
		});
		assertThat(this.mailbox).received()
			.withAttachment("über.pdf")
			.withHtmlContaining("Schön")
			.from("ann@example.org");
	}

	@Test
	void rawUtf8IsDecoded() throws IOException {
		send("ben@example.org", "Subject: Grüße", "Content-Type: text/plain; charset=utf-8", "", "ä");
		assertThat(this.mailbox).received().withSubject("Grüße").withTextContaining("ä");
	}

	@Test
	void mailWithoutFieldsIsReadable() throws IOException {
		send("ben@example.org", "X: y", "");
		ReceivedMail mail = this.mailbox.mails().get(0);
		assertThat(mail.subject()).isEmpty();
		assertThat(mail.text()).isEmpty();
		assertThat(mail.html()).isEmpty();
		assertThat(mail.from()).containsExactly("ann@example.org");
		assertThat(mail.attachments()).isEmpty();
	}

	@Test
	void unreadableMailSaysWhich() throws IOException {
		send("ben@example.org", "Content-Type: text/plain; charset=x-none", "", "Hi");
		assertThatIllegalArgumentException().isThrownBy(this.mailbox::mails)
			.withMessageContaining("message from <ann@example.org>")
			.withMessageContaining("x-none");
	}

	private static void assertFails(Runnable assertion) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
			.withMessageContaining("from <ann@example.org> to [ben@example.org], subject \"Invoice\"");
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
	}

	private void send(String recipient, String... lines) throws IOException {
		try (TestClient client = TestClient.greeted(this.server)) {
			client.send("MAIL FROM:<ann@example.org>", "RCPT TO:<" + recipient + ">", "DATA");
			client.replies(3);
			String fields = String.join("\r\n", lines).contains("From:") ? "" : "From: ann@example.org\r\n";
			client.command(fields + String.join("\r\n", lines) + "\r\n.");
			client.quit();
		}
	}

}
