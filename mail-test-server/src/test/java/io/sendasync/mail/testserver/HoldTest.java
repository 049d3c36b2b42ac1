package io.sendasync.mail.testserver;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Latches in the dialogue.
 */
class HoldTest {

	@Test
	void connectionWaitsAtTheStepUntilReleased() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			Hold hold = server.hold(At.END_OF_DATA);
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			client.replies(3);
			client.send("Hi", ".");
			hold.awaitReached(TestClient.PATIENCE);
			assertThat(server.messages()).isEmpty();
			hold.release();
			assertThat(client.reply()).startsWith("250");
			assertThat(server.messages()).hasSize(1);
		}
	}

	@Test
	void faultPlannedDuringTheHoldStrikesAtThatStep() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			Hold hold = server.hold(At.NOOP);
			client.send("NOOP");
			hold.awaitReached(TestClient.PATIENCE);
			server.fault(At.NOOP, Fault.reply("421 now"));
			hold.release();
			assertThat(client.reply()).isEqualTo("421 now");
		}
	}

	@Test
	void allConnectionsThatArriveAreHeld() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start();
				TestClient first = TestClient.greeted(server);
				TestClient second = TestClient.greeted(server)) {
			Hold hold = server.hold(At.NOOP);
			first.send("NOOP");
			second.send("NOOP");
			hold.awaitReached(2, TestClient.PATIENCE);
			server.release();
			assertThat(first.reply()).startsWith("250");
			assertThat(second.reply()).startsWith("250");
			assertThat(first.command("NOOP")).startsWith("250");
			assertThat(hold.arrivals()).isEqualTo(2);
		}
	}

	@Test
	void contentIsHeldAfterThatManyOctets() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			Hold early = server.hold(At.CONTENT.after(2));
			Hold late = server.hold(At.CONTENT.after(4));
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			client.replies(3);
			client.raw("ab");
			early.awaitReached(TestClient.PATIENCE);
			early.release();
			assertThat(late.arrivals()).isZero();
			client.raw("\r\n");
			late.awaitReached(TestClient.PATIENCE);
			late.release();
			assertThat(client.command(".")).startsWith("250");
		}
	}

	@Test
	void timeoutTellsWhereNobodyCame() {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			Hold hold = server.hold(At.RCPT.of("b@x.test"));
			assertThatThrownBy(() -> hold.awaitReached(Duration.ofMillis(1))).isInstanceOf(AssertionError.class)
				.hasMessage("RCPT of b@x.test was reached 0 times in 1 ms, not 1 times");
		}
	}

}
