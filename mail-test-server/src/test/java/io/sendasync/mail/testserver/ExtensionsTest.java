package io.sendasync.mail.testserver;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is offered, what it means, and the limits.
 */
class ExtensionsTest {

	@Test
	void defaultOfferIsThatOfAnOrdinaryServer() throws Exception {
		assertThat(ehlo(SmtpTestServer.builder())).containsExactly("250-mx.test", "250-PIPELINING", "250-SIZE",
				"250-8BITMIME", "250-SMTPUTF8", "250-DSN", "250 ENHANCEDSTATUSCODES");
	}

	@Test
	void offerFollowsTheSwitches() throws Exception {
		assertThat(ehlo(SmtpTestServer.builder()
			.extensions(SmtpExtension.SIZE, SmtpExtension.CHUNKING)
			.maxSize(10_000)
			.hostName("other.test")
			.ehloKeyword("XFOO 1"))).containsExactly("250-other.test", "250-SIZE 10000", "250-CHUNKING", "250 XFOO 1");
		assertThat(ehlo(SmtpTestServer.builder().extensions())).containsExactly("250 mx.test");
		assertThat(ehlo(SmtpTestServer.builder().without(SmtpExtension.PIPELINING, SmtpExtension.DSN)))
			.doesNotContain("250-PIPELINING", "250-DSN");
	}

	private static List<String> ehlo(SmtpTestServerBuilder builder) throws Exception {
		try (SmtpTestServer server = builder.start(); TestClient client = TestClient.silent(server)) {
			client.reply();
			return client.command("EHLO client.test").lines().toList();
		}
	}

	@Test
	void heloOffersNothing() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.silent(server)) {
			client.reply();
			assertThat(client.command("HELO client.test")).isEqualTo("250 mx.test");
			assertThat(client.command("MAIL FROM:<a@x.test> SIZE=1")).startsWith("555 Unsupported");
		}
	}

	@Test
	void offerThatAFaultMadeUpCounts() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.silent(server)) {
			server.fault(At.EHLO, Fault.reply("250-mx", "250-size 5", "250 AUTH=LOGIN PLAIN"));
			client.reply();
			client.command("EHLO client.test");
			client.send("MAIL FROM:<a@x.test> SIZE=1", "RCPT TO:<b@x.test>");
			assertThat(client.replies(2)).containsExactly("250 Sender OK", "250 Recipient OK");
			assertThat(server.violations()).extracting(Violation::rule)
				.containsExactly(LintRule.PIPELINING_NOT_OFFERED);
		}
	}

	@ParameterizedTest
	@CsvSource({ "SIZE=101,552 5.3.4", "SIZE=99999999999999999999,552 5.3.4", "SIZE=100,250", "SIZE=x,501 5.5.4",
			"XFOO,555 5.5.4" })
	void mailParametersAreChecked(String parameter, String reply) throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().maxSize(100).start();
				TestClient client = TestClient.greeted(server)) {
			assertThat(client.command("MAIL FROM:<a@x.test> " + parameter)).startsWith(reply);
		}
	}

	@Test
	void messageOverTheLimitIsRefusedAtItsEnd() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().maxSize(4).start();
				TestClient client = TestClient.greeted(server)) {
			assertThat(client.sendMessage("a@x.test", "b@x.test", "123")).startsWith("552 5.3.4");
			assertThat(client.sendMessage("a@x.test", "b@x.test", "12")).startsWith("250");
			assertThat(server.messages()).hasSize(1);
		}
	}

	@Test
	void recipientsAreLimitedAndLookedUp() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder()
			.maxRecipients(2)
			.rejectUnknownRecipients((address) -> !address.startsWith("nobody"))
			.start(); TestClient client = TestClient.greeted(server)) {
			client.command("MAIL FROM:<a@x.test>");
			assertThat(client.command("DATA")).startsWith("554 5.5.1");
			assertThat(client.command("RCPT TO:<nobody@x.test>")).startsWith("550 5.1.1");
			assertThat(client.command("RCPT TO:<b@x.test>")).startsWith("250");
			assertThat(client.command("RCPT TO:<c@x.test>")).startsWith("250");
			assertThat(client.command("RCPT TO:<d@x.test>")).startsWith("452 4.5.3");
		}
	}

	@Test
	void chunksAreJoined() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().with(SmtpExtension.CHUNKING).start();
				TestClient client = TestClient.greeted(server)) {
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>");
			client.replies(2);
			client.raw("BDAT 4\r\n.\r\n\r");
			assertThat(client.reply()).startsWith("250");
			client.raw("BDAT 1 LAST\r\n\n");
			assertThat(client.reply()).startsWith("250");
			assertThat(server.takeMessage().text()).isEqualTo(".\r\n\r\n");
			server.assertNoViolations();
		}
	}

	@Test
	void chunkWithoutTransactionIsSwallowed() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().with(SmtpExtension.CHUNKING).start();
				TestClient client = TestClient.greeted(server)) {
			client.raw("BDAT 6 LAST\r\nQUIT\r\n");
			assertThat(client.reply()).startsWith("503");
			assertThat(client.command("NOOP")).startsWith("250");
		}
	}

	@Test
	void resetForgetsTheEnvelope() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			client.command("MAIL FROM:<a@x.test>");
			client.command("RCPT TO:<b@x.test>");
			assertThat(client.command("RSET")).startsWith("250");
			assertThat(client.command("RCPT TO:<b@x.test>")).startsWith("503");
			assertThat(client.command("DATA")).startsWith("503");
			assertThat(client.command("VRFY x")).startsWith("252");
			assertThat(client.command("EXPN x")).startsWith("502");
			assertThat(client.command("HELP")).startsWith("214");
			assertThat(client.command("XYZZY")).startsWith("500");
		}
	}

}
