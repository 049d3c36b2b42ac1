package io.sendasync.mail.testserver;

import java.net.SocketException;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Faults that strike a connection which waits for its next transaction.
 */
class IdleFaultTest {

	@RepeatedTest(50)
	void idleConnectionIsClosedWhenTheCallReturns() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			assertThat(client.sendMessage("a@x.test", "b@x.test", "Hi")).startsWith("250");
			server.fault(At.IDLE, Fault.close());
			assertThat(server.sessions().get(0).ending()).isEqualTo(SessionRecord.Ending.CLOSED_BY_SERVER);
			assertThat(client.read()).isNegative();
		}
	}

	@RepeatedTest(20)
	void idleConnectionIsReset() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			client.sendMessage("a@x.test", "b@x.test", "Hi");
			server.fault(At.IDLE, Fault.reset());
			assertThatExceptionOfType(SocketException.class).isThrownBy(client::read);
		}
	}

	@RepeatedTest(20)
	void goodbyeIsSaidToIdleConnectionInsideTls() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.IMPLICIT).start();
				TestClient client = TestClient.silent(server).tls(server.certificates().clientSslContext())) {
			client.reply();
			client.command("EHLO client.test");
			client.sendMessage("a@x.test", "b@x.test", "Hi");
			server.fault(At.IDLE, Fault.replyThenClose("421 4.4.2 idle"));
			assertThat(client.reply()).isEqualTo("421 4.4.2 idle");
			assertThat(client.read()).isNegative();
		}
	}

	@RepeatedTest(20)
	void unaskedLineLeavesTheConnectionOpen() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			client.sendMessage("a@x.test", "b@x.test", "Hi");
			server.fault(At.IDLE, Fault.extraReply("250 stray"));
			assertThat(client.reply()).isEqualTo("250 stray");
			assertThat(client.command("NOOP")).isEqualTo("250 2.0.0 OK");
			server.assertNoViolations();
		}
	}

	@Test
	void faultPlannedEarlyWaitsForTheFirstIdleConnection() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.IDLE, Fault.close());
			assertThat(client.command("NOOP")).startsWith("250");
			assertThat(client.sendMessage("a@x.test", "b@x.test", "Hi")).startsWith("250");
			assertThat(client.read()).isNegative();
		}
	}

	@Test
	void endlessFaultStrikesEachIdleConnection() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start();
				TestClient first = TestClient.greeted(server);
				TestClient second = TestClient.greeted(server)) {
			first.sendMessage("a@x.test", "b@x.test", "Hi");
			second.sendMessage("a@x.test", "b@x.test", "Hi");
			server.fault(At.IDLE, Fault.close().always());
			assertThat(first.read()).isNegative();
			assertThat(second.read()).isNegative();
		}
	}

}
