package io.sendasync.mail.testserver;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The server with good behaviour on both sides.
 */
class SmtpTestServerTest {

	@Test
	void messageIsTakenWithItsEnvelope() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			assertThat(client.command("MAIL FROM:<ann@example.org> SIZE=20 RET=HDRS ENVID=a")).startsWith("250 2.1.0");
			assertThat(client.command("RCPT TO:<ben@contoso.com> NOTIFY=NEVER")).startsWith("250 2.1.5");
			assertThat(client.command("rcpt to:<\"a>b\"@contoso.com>")).startsWith("250 2.1.5");
			assertThat(client.command("DATA")).startsWith("354");
			assertThat(client.command("Subject: a\r\n b\r\n\r\n..x\r\n.")).startsWith("250 2.0.0");
			client.quit();
			AcceptedMessage message = server.takeMessage(TestClient.PATIENCE);
			assertThat(message.reversePath()).isEqualTo("ann@example.org");
			assertThat(message.recipients()).containsExactly("ben@contoso.com", "\"a>b\"@contoso.com");
			assertThat(message.mailParameters()).containsEntry("SIZE", "20").containsEntry("RET", "HDRS");
			assertThat(message.recipientParameters().get("ben@contoso.com")).containsEntry("NOTIFY", "NEVER");
			assertThat(message.text()).isEqualTo("Subject: a\r\n b\r\n\r\n.x\r\n");
			assertThat(message.header("subject")).isEqualTo("a b");
			assertThat(message.header("From")).isNull();
			assertThat(message.replySent()).isTrue();
			assertThat(message.session()).isEqualTo(new SmtpSession(1, "", "", "", "client.test"));
			server.assertNoViolations();
		}
	}

	@Test
	void groupIsAnsweredWithOneWrite() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			assertThat(client.oneRead().lines()).hasSize(3);
			client.send("Hi", ".", "RSET", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			assertThat(client.oneRead().lines()).hasSize(5);
			client.send("Hi", ".", "QUIT");
			assertThat(client.replies(2)).satisfiesExactly((reply) -> assertThat(reply).startsWith("250"),
					(reply) -> assertThat(reply).startsWith("221"));
			assertThat(server.messages()).hasSize(2);
			server.assertNoViolations();
			assertThat(server.sessions().get(0).commandsInFlight()).containsExactly(List.of("EHLO client.test"),
					List.of("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA"),
					List.of("<4 octets of content>", "RSET", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA"),
					List.of("<4 octets of content>", "QUIT"));
		}
	}

	@Test
	void takeMessageTellsWhatTheServerSaw() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.QUIT, Fault.close());
			client.command("NOOP");
			assertThatThrownBy(() -> server.takeMessage(Duration.ofMillis(1))).isInstanceOf(AssertionError.class)
				.hasMessageContaining("no message in 1 ms")
				.hasMessageContaining("C: EHLO client.test")
				.hasMessageContaining("S: 250 2.0.0 OK")
				.hasMessageContaining("CLOSE at QUIT");
		}
	}

}
