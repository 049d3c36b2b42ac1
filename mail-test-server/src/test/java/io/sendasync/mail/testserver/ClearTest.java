package io.sendasync.mail.testserver;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that is used again by the next test.
 */
class ClearTest {

	@Test
	void everythingOfTheTestBeforeIsGone() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			try (TestClient client = TestClient.greeted(server)) {
				client.sendMessage("ann@example.org", "ben@example.org", "Hi");
				client.send("MAIL FROM:<a@example.org>", "NOOP");
				client.replies(2);
				client.send("XYZ", "RSET");
				client.replies(2);
			}
			server.fault(At.MAIL, Fault.reply("451 later"));
			server.clear();
			assertThat(server.messages()).isEmpty();
			assertThat(server.sessions()).isEmpty();
			assertThat(server.violations()).isEmpty();
			assertThat(server.connectionCount()).isZero();
			assertThat(server.awaitMessages(List::isEmpty, TestClient.PATIENCE)).isTrue();
			server.fault(At.RCPT.onConnection(1), Fault.reply("550 no"));
			try (TestClient client = TestClient.greeted(server)) {
				assertThat(client.command("MAIL FROM:<a@example.org>")).startsWith("250");
				assertThat(client.command("RCPT TO:<b@example.org>")).isEqualTo("550 no");
				assertThat(client.sendMessage("ann@example.org", "cat@example.org", "Hi")).startsWith("250");
			}
			assertThat(server.takeMessage().recipients()).containsExactly("cat@example.org");
		}
	}

	@Test
	void whoStallsOrIsHeldIsDroppedAndNothingOfItIsAccepted() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start();
				TestClient stalled = TestClient.greeted(server);
				TestClient held = TestClient.greeted(server)) {
			server.fault(At.END_OF_DATA.onConnection(1), Fault.stall());
			Hold hold = server.hold(At.MAIL.onConnection(2));
			stalled.send("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "DATA");
			stalled.replies(3);
			stalled.send("Hi", ".");
			held.send("MAIL FROM:<a@example.org>");
			hold.awaitReached(TestClient.PATIENCE);
			server.clear();
			assertThat(server.openConnections()).isZero();
			assertThat(held.read()).isNegative();
			assertThat(server.messages()).isEmpty();
		}
	}

}
