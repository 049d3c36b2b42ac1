package io.sendasync.mail.testserver;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Dialogues that are played word for word.
 */
class ScriptTest {

	private static final Script HELLO = Script.create()
		.send("220 mx ready")
		.expect("EHLO *")
		.reply("250-mx", "250 PIPELINING");

	@Test
	void scriptIsPlayedToItsEnd() throws Exception {
		Script script = HELLO.expect("MAIL FROM:*")
			.expect("RCPT TO:<b@*>")
			.expect("DATA")
			.reply("250 ok", "250 ok", "354 go")
			.expectContent()
			.raw("25")
			.raw("0 done\r\n")
			.close();
		try (SmtpTestServer server = SmtpTestServer.scripted(script); TestClient client = TestClient.greeted(server)) {
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			client.replies(3);
			assertThat(client.command("Hi\r\n.")).isEqualTo("250 done");
			assertThat(client.read()).isNegative();
			server.assertNoViolations();
			assertThat(server.sessions().get(0).commandsInFlight()).contains(List.of("<4 octets of content>"));
		}
	}

	@Test
	void otherCommandIsAViolationAndEndsTheScript() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.scripted(HELLO.expect("MAIL FROM:*"));
				TestClient client = TestClient.greeted(server)) {
			client.send("NOOP");
			assertThat(client.read()).isNegative();
			assertThat(server.violations()).containsExactly(
					new Violation(1, LintRule.SCRIPT_MISMATCH, "expected \"MAIL FROM:*\" but got \"NOOP\""));
		}
	}

	@Test
	void missingCommandIsAViolation() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.scripted(HELLO.expect("QUIT"))) {
			TestClient.greeted(server).close();
			Awaitility.await().until(() -> server.openConnections() == 0);
			assertThat(server.violations()).extracting(Violation::detail)
				.containsExactly("expected \"QUIT\" but got the end of the connection");
		}
	}

	@Test
	void eachConnectionGetsTheNextScriptAndTheLastIsRepeated() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.scripted(Script.create().send("421 busy").close(),
				Script.create().send("220 fine").expectClose())) {
			assertThat(greeting(server)).isEqualTo("421 busy");
			assertThat(greeting(server)).isEqualTo("220 fine");
			assertThat(greeting(server)).isEqualTo("220 fine");
			assertThatIllegalArgumentException().isThrownBy(SmtpTestServer::scripted);
		}
	}

	private static String greeting(SmtpTestServer server) throws IOException {
		try (TestClient client = TestClient.silent(server)) {
			return client.reply();
		}
	}

	@Test
	void scriptCanSpeakTlsPauseAndReset() throws Exception {
		Script script = HELLO.expect("STARTTLS")
			.reply("220 go")
			.startTls()
			.expect("NOOP")
			.pause(Duration.ofMillis(1))
			.reply("250 ok")
			.expect("NOOP")
			.reset();
		try (SmtpTestServer server = SmtpTestServer.scripted(script); TestClient client = TestClient.greeted(server)) {
			client.command("STARTTLS");
			client.tls(server.certificates().clientSslContext());
			assertThat(client.command("NOOP")).isEqualTo("250 ok");
			client.send("NOOP");
			assertThatExceptionOfType(SocketException.class).isThrownBy(client::read);
		}
	}

	@Test
	void stalledScriptGoesOnAfterRelease() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.scripted(HELLO.stall().send("250 at last"));
				TestClient client = TestClient.greeted(server)) {
			Awaitility.await().until(() -> server.sessions().get(0).toString().contains("* stalled"));
			server.release();
			assertThat(client.reply()).isEqualTo("250 at last");
		}
	}

}
