package io.sendasync.mail.testserver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each rule, once with a client that breaks it and once with one that comes close.
 */
class LinterTest {

	private static final String MAIL = "MAIL FROM:<a@x.test>\r\n";

	private static final String RCPT = "RCPT TO:<b@x.test>\r\n";

	private static final String OPEN = MAIL + RCPT + "DATA\r\n";

	private static final Pattern COMMAND = Pattern
		.compile("(?i)MAIL FROM:|RCPT TO:|DATA\r|RSET|NOOP|EHLO|BDAT|QUIT|STARTTLS|AUTH PLAIN");

	private static final String X998 = "x".repeat(998);

	@ParameterizedTest
	@MethodSource("breaches")
	void breachIsReported(LintRule rule, List<String> flights) throws Exception {
		try (SmtpTestServer server = play(flights)) {
			assertThat(server.violations()).extracting(Violation::rule).contains(rule);
			assertThatThrownBy(server::assertNoViolations).isInstanceOf(AssertionError.class)
				.hasMessageContaining(rule.name());
		}
	}

	static Stream<Arguments> breaches() {
		return Stream.of(breach(LintRule.COMMAND_TOO_LONG, "NOOP " + "x".repeat(506) + "\r\n"),
				breach(LintRule.COMMAND_TOO_LONG, "MAIL FROM:<" + "x".repeat(518) + "> SIZE=1\r\n"),
				breach(LintRule.CONTROL_CHARACTER, "NOOP \u0000\r\n"), breach(LintRule.BARE_CR, "NOOP a\rb\r\n"),
				breach(LintRule.BARE_LF, "NOOP\n"), breach(LintRule.BARE_CR, OPEN, "a\rb\r\n.\r\n"),
				breach(LintRule.BARE_LF, OPEN, "a\nb\r\n.\r\n"), breach(LintRule.BARE_LF, OPEN, "a\n.\r\nb\r\n.\r\n"),
				breach(LintRule.DOT_NOT_STUFFED, OPEN, "a\r\n.b\r\n.\r\n"),
				breach(LintRule.LINE_TOO_LONG, OPEN, X998 + "x\r\n.\r\n"),
				breach(LintRule.EIGHT_BIT_NOT_ANNOUNCED, OPEN, "ü\r\n.\r\n"),
				breach(LintRule.EIGHT_BIT_NOT_ANNOUNCED, "MAIL FROM:<ü@x.test>\r\n"),
				breach(LintRule.EIGHT_BIT_NOT_ANNOUNCED, MAIL, "RCPT TO:<ü@x.test>\r\n"),
				breach(LintRule.COMMAND_BEHIND_GROUP_END, "NOOP\r\nNOOP\r\n"),
				breach(LintRule.COMMAND_BEHIND_GROUP_END, "EHLO a.test\r\n" + MAIL),
				breach(LintRule.COMMAND_BEHIND_GROUP_END, OPEN + "a\r\n.\r\n"),
				breach(LintRule.BDAT_BEFORE_REPLIES, MAIL + RCPT + "BDAT 0 LAST\r\n"),
				breach(LintRule.NESTED_TRANSACTION, MAIL, MAIL), breach(LintRule.NESTED_TRANSACTION, MAIL, RCPT, MAIL),
				breach(LintRule.PARAMETER_NOT_OFFERED, "MAIL FROM:<a@x.test> AUTH=<>\r\n"),
				breach(LintRule.PARAMETER_NOT_OFFERED, MAIL, "RCPT TO:<b@x.test> XFOO=1\r\n"),
				breach(LintRule.PARAMETER_NOT_OFFERED, "MAIL FROM:<a@x.test> REQUIRETLS\r\n"),
				breach(LintRule.PARAMETER_NOT_OFFERED, "MAIL FROM:<a@x.test> BY=60;R\r\n"),
				breach(LintRule.PARAMETER_VALUE, "MAIL FROM:<a@x.test> RET=ALL\r\n"),
				breach(LintRule.PARAMETER_VALUE, "MAIL FROM:<a@x.test> ENVID=a=b\r\n"),
				breach(LintRule.PARAMETER_VALUE, MAIL, "RCPT TO:<b@x.test> NOTIFY=NEVER,DELAY\r\n"),
				breach(LintRule.CLEAR_TEXT_AUTH, "AUTH PLAIN AGEAYg==\r\n"), breach(LintRule.OUT_OF_ORDER, RCPT),
				breach(LintRule.OUT_OF_ORDER, "DATA\r\n"), breach(LintRule.OUT_OF_ORDER, MAIL, "DATA\r\n"),
				breach(LintRule.OUT_OF_ORDER, "BDAT 0 LAST\r\n"),
				breach(LintRule.OUT_OF_ORDER, MAIL, "BDAT 0\r\n", "BDAT 0\r\n"),
				breach(LintRule.OUT_OF_ORDER, MAIL, "BDAT 0\r\n"),
				breach(LintRule.OUT_OF_ORDER, MAIL, RCPT, "BDAT 0\r\n", "DATA\r\n"),
				breach(LintRule.OUT_OF_ORDER, MAIL, RCPT, "BDAT 1 LAST\r\naBDAT 0 LAST\r\n"),
				breach(LintRule.COMMAND_BEHIND_GROUP_END, MAIL, RCPT, "BDAT 1 LAST\r\naRSET\r\n"),
				breach(LintRule.WRONG_CHUNK_SIZE, MAIL, RCPT, "BDAT 1\r\nab\r\n"),
				breach(LintRule.OUT_OF_ORDER, MAIL, "BDAT 0\r\n", MAIL), breach(LintRule.OUT_OF_ORDER, "STARTTLS\r\n"),
				breach(LintRule.SPACE_AFTER_COLON, "MAIL FROM: <a@x.test>\r\n"),
				breach(LintRule.SPACE_AFTER_COLON, MAIL, "RCPT TO: <b@x.test>\r\n"),
				breach(LintRule.CLIENT_NAME, "EHLO my_host\r\n"), breach(LintRule.CLIENT_NAME, "EHLO a b\r\n"));
	}

	@ParameterizedTest
	@MethodSource("goodHabits")
	void goodHabitIsNotReported(List<String> flights) throws Exception {
		try (SmtpTestServer server = play(flights)) {
			server.assertNoViolations();
		}
	}

	static Stream<Arguments> goodHabits() {
		return Stream.of(good("NOOP " + "x".repeat(505) + "\r\n"),
				good("MAIL FROM:<" + "x".repeat(517) + "> SIZE=1\r\n"), good("mail from:<a@x.test>\r\n"),
				good(OPEN, "..b\r\n..\r\n" + X998 + "\r\n.\r\n"), good(OPEN, ".." + X998.substring(1) + "\r\n.\r\n"),
				good("MAIL FROM:<a@x.test> BODY=8BITMIME\r\n" + RCPT + "DATA\r\n", "ü\r\n.\r\n"),
				good("MAIL FROM:<ü@x.test> SMTPUTF8\r\nRCPT TO:<ü@x.test>\r\nDATA\r\n", "ü\r\n.\r\n"),
				good(OPEN, "a\r\n.\r\nRSET\r\n" + OPEN, "b\r\n.\r\nQUIT\r\n"), good(OPEN, "a\r\n.\r\n" + OPEN, ".\r\n"),
				good("RSET\r\n" + MAIL + "RSET\r\n" + OPEN, ".\r\n"), good(MAIL, "RSET\r\n" + MAIL),
				good(MAIL, "EHLO a.test\r\n", MAIL), good("EHLO [127.0.0.1]\r\n"), good("EHLO [IPv6:::1]\r\n"),
				good(MAIL + RCPT, "BDAT 2\r\nabBDAT 2 LAST\r\n.c"),
				good(MAIL, "RCPT TO:<b@x.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b@x.test\r\n"),
				good("MAIL FROM:<>\r\n"), good("EHLO client.test\r\n"),
				// The client cannot know yet that MAIL was refused.
				good("MAIL FROM:<a@x.test> SIZE=99999999999\r\n" + RCPT + "DATA\r\n"),
				good(MAIL + RCPT, "BDAT 3\r\nabcBDAT 3\r\nabcBDAT 0 LAST\r\n"));
	}

	@Test
	void impatientClientIsReported() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			Hold hold = server.hold(At.CONNECT);
			try (TestClient client = TestClient.silent(server)) {
				hold.awaitReached(TestClient.PATIENCE);
				client.send("EHLO client.test");
				hold.release();
				client.replies(2);
				assertThat(server.violations()).extracting(Violation::rule)
					.containsExactly(LintRule.COMMAND_BEFORE_GREETING);
			}
		}
	}

	@Test
	void pipeliningWithoutTheOfferIsReported() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().without(SmtpExtension.PIPELINING).start();
				TestClient client = TestClient.greeted(server)) {
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>");
			client.replies(2);
			assertThat(server.violations()).extracting(Violation::rule)
				.containsExactly(LintRule.PIPELINING_NOT_OFFERED);
		}
	}

	@Test
	void announcedLimitsBind() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder()
			.with(SmtpExtension.LIMITS)
			.maxMessages(2)
			.maxRecipients(2)
			.maxRecipientDomains(1)
			.start(); TestClient client = TestClient.greeted(server)) {
			client.command("MAIL FROM:<a@x.test>");
			client.command("RCPT TO:<b@x.test>");
			client.command("RCPT TO:<b@y.test>");
			client.command("RCPT TO:<c@x.test>");
			client.command("RCPT TO:<d@x.test>");
			client.command("RSET");
			client.command("MAIL FROM:<a@x.test>");
			client.command("RSET");
			client.command("MAIL FROM:<a@x.test>");
			assertThat(server.violations()).extracting(Violation::rule).containsOnly(LintRule.LIMIT_EXCEEDED);
			assertThat(server.violations()).extracting(Violation::detail)
				.containsExactly("another recipient domain", "RCPT number 3", "MAIL number 3");
		}
	}

	@Test
	void lockstepWithoutTheOfferIsNotReported() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().extensions().start();
				TestClient client = TestClient.greeted(server)) {
			for (int i = 0; i < 100; i++) {
				client.sendMessage("a@x.test", "b@x.test", "Hi");
			}
			client.quit();
			server.assertNoViolations();
			assertThat(server.messages()).hasSize(100);
		}
	}

	@Test
	void octetsBehindStartTlsAreReportedAndNeverObeyed() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).start();
				TestClient client = TestClient.greeted(server)) {
			client.send("STARTTLS", "NOOP");
			assertThat(client.reply()).startsWith("220");
			assertThat(client.read()).isNegative();
			assertThat(server.violations()).extracting(Violation::rule)
				.containsExactly(LintRule.OCTETS_BEHIND_STARTTLS);
		}
	}

	@Test
	void contentForNobodyIsReportedAndLoneDotIsNot() throws Exception {
		for (String content : List.of("x\r\n.", ".")) {
			try (SmtpTestServer server = SmtpTestServer.builder().rejectUnknownRecipients((address) -> false).start();
					TestClient client = TestClient.greeted(server)) {
				server.fault(At.DATA, Fault.reply("354 go on"));
				client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
				client.replies(3);
				assertThat(client.command(content)).startsWith("554");
				assertThat(server.messages()).isEmpty();
				assertThat(server.violations()).extracting(Violation::rule)
					.isEqualTo(content.equals(".") ? List.of() : List.of(LintRule.CONTENT_WITHOUT_RECIPIENTS));
			}
		}
	}

	@Test
	void leavingWithoutQuitIsRecordedOnly() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			TestClient.greeted(server).close();
			Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.openConnections() == 0);
			assertThat(server.sessions().get(0).ending()).isEqualTo(SessionRecord.Ending.CLOSED_BY_CLIENT);
			server.assertNoViolations();
		}
	}

	/** Sends each text in one write once the replies to the one before have come. */
	private static SmtpTestServer play(List<String> flights) throws IOException {
		SmtpTestServer server = SmtpTestServer.builder()
			.auth("user", "password")
			.optionalAuth()
			.maxSize(10_000)
			.with(SmtpExtension.CHUNKING)
			.start();
		try (TestClient client = TestClient.greeted(server)) {
			for (String flight : flights) {
				client.raw(flight);
				client.replies(expectedReplies(flight));
			}
		}
		Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.openConnections() == 0);
		return server;
	}

	private static int expectedReplies(String flight) {
		long ends = (flight.startsWith(".\r\n") || flight.contains("\r\n.\r\n")) ? 1 : 0;
		return (int) (COMMAND.matcher(flight).results().count() + ends);
	}

	private static Arguments breach(LintRule rule, String... flights) {
		return Arguments.of(rule, List.of(flights));
	}

	private static Arguments good(String... flights) {
		return Arguments.of(List.of(flights));
	}

}
