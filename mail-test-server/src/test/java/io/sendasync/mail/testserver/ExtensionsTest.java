package io.sendasync.mail.testserver;

import java.time.Duration;
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
	void offersShowTheirLimits() throws Exception {
		assertThat(ehlo(SmtpTestServer.builder()
			.extensions(SmtpExtension.DELIVERBY, SmtpExtension.MT_PRIORITY, SmtpExtension.FUTURERELEASE,
					SmtpExtension.LIMITS, SmtpExtension.REQUIRETLS)
			.minDeliverBy(Duration.ofMinutes(1))
			.maxHold(Duration.ofHours(1))
			.maxMessages(3)
			.maxRecipientDomains(1))).satisfiesExactly((line) -> assertThat(line).isEqualTo("250-mx.test"),
					(line) -> assertThat(line).isEqualTo("250-DELIVERBY 60"),
					(line) -> assertThat(line).isEqualTo("250-MT-PRIORITY"),
					(line) -> assertThat(line).matches("250-FUTURERELEASE 3600 20\\d\\d-\\d\\d-\\d\\dT[0-9:]{8}Z"),
					(line) -> assertThat(line).isEqualTo("250 LIMITS MAILMAX=3 RCPTDOMAINMAX=1"));
	}

	@ParameterizedTest
	@CsvSource({ "BY=60;R,250", "BY=59;R,501", "BY=59;NT,250", "BY=0;R,501", "BY=60,501", "MT-PRIORITY=-9,250",
			"MT-PRIORITY=+9,501", "HOLDFOR=3600,250", "HOLDFOR=3601,501", "HOLDUNTIL=2020-01-01T00:00:00Z,250",
			"HOLDUNTIL=9999-01-01T00:00:00Z,501", "HOLDUNTIL=2020-01-01,501",
			"HOLDFOR=1 HOLDUNTIL=2020-01-01T00:00:00Z,501", "RET=HDRS ENVID=a+2Bb,250", "RET=ALL,501", "ENVID=a+b,501",
			"REQUIRETLS,555" })
	void deliveryParametersAreChecked(String parameters, String reply) throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder()
			.with(SmtpExtension.values())
			.minDeliverBy(Duration.ofMinutes(1))
			.maxHold(Duration.ofHours(1))
			.start(); TestClient client = TestClient.greeted(server)) {
			assertThat(client.command("MAIL FROM:<a@x.test> " + parameters)).startsWith(reply);
		}
	}

	@Test
	void connectionEndsBehindItsLastMessage() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().maxMessages(1).start();
				TestClient client = TestClient.greeted(server)) {
			assertThat(client.command("MAIL FROM:<a@x.test>")).startsWith("250");
			client.command("RSET");
			assertThat(client.command("MAIL FROM:<a@x.test>")).startsWith("421 4.7.0");
			assertThat(client.read()).isNegative();
			server.assertNoViolations();
		}
	}

	@Test
	void recipientDomainsAreCountedByConnection() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().maxRecipientDomains(1).start();
				TestClient client = TestClient.greeted(server)) {
			client.command("MAIL FROM:<a@x.test>");
			assertThat(client.command("RCPT TO:<b@x.test>")).startsWith("250");
			assertThat(client.command("RCPT TO:<c@X.test>")).startsWith("250");
			client.command("RSET");
			client.command("MAIL FROM:<a@x.test>");
			assertThat(client.command("RCPT TO:<d@y.test>")).startsWith("452 4.5.3");
			server.assertNoViolations();
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
