package io.sendasync.mail.testserver;

import java.io.IOException;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the README, run with a client of our own.
 */
class ReadmeTest {

	@Test
	void exampleWorks() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder()
			.tls(ServerTls.STARTTLS)
			.auth("user", "password")
			.start()) {
			server.fault(At.RCPT.of("ben@contoso.com"), Fault.reply("550 5.1.1 no such user"));

			sendWithTheCodeUnderTest(server.host(), server.port(), server.certificates().clientSslContext());

			AcceptedMessage message = server.takeMessage(Duration.ofSeconds(5));
			assertThat(message.recipients()).containsExactly("ann@example.org");
			assertThat(message.header("Subject")).isEqualTo("Hello");
			server.assertNoViolations();
		}
	}

	private static void sendWithTheCodeUnderTest(String host, int port, SSLContext context) throws IOException {
		try (TestClient client = TestClient.to(host, port)) {
			client.reply();
			client.command("EHLO client.test");
			client.command("STARTTLS");
			client.tls(context);
			client.command("EHLO client.test");
			client.command("AUTH PLAIN AHVzZXIAcGFzc3dvcmQ=");
			client.send("MAIL FROM:<a@example.org>", "RCPT TO:<ann@example.org>", "RCPT TO:<ben@contoso.com>", "DATA");
			client.replies(4);
			client.command("Subject: Hello\r\n\r\nHi\r\n.");
			client.quit();
		}
	}

}
