package io.sendasync.mail.testserver;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What each fault does, and where.
 */
class FaultTest {

	@Test
	void faultsAreUsedOnceAndInOrder() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.NOOP, Fault.reply("451 first"));
			server.fault(At.NOOP, Fault.none());
			server.fault(At.NOOP, Fault.reply("451 third"));
			assertThat(client.command("NOOP")).isEqualTo("451 first");
			assertThat(client.command("NOOP")).startsWith("250");
			assertThat(client.command("NOOP")).isEqualTo("451 third");
			assertThat(client.command("NOOP")).startsWith("250");
		}
	}

	@Test
	void endlessFaultGivesWayToLimitedOnes() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.NOOP, Fault.reply("421 always").always());
			server.fault(At.NOOP, Fault.reply("451 twice").times(2));
			assertThat(client.command("NOOP")).isEqualTo("451 twice");
			assertThat(client.command("NOOP")).isEqualTo("451 twice");
			assertThat(client.command("NOOP")).isEqualTo("421 always");
			server.clearFaults();
			assertThat(client.command("NOOP")).startsWith("250");
		}
	}

	@Test
	void faultForOneRecipientLeavesOthersAlone() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.RCPT.of("Ben@contoso.com"), Fault.reply("550 5.1.1 no such user").always());
			client.command("MAIL FROM:<a@x.test>");
			assertThat(client.command("RCPT TO:<cat@contoso.com>")).startsWith("250");
			assertThat(client.command("RCPT TO:<ben@contoso.com>")).isEqualTo("550 5.1.1 no such user");
			client.command("DATA");
			client.command(".");
			assertThat(server.takeMessage().recipients()).containsExactly("cat@contoso.com");
		}
	}

	@Test
	void faultForOneConnectionLeavesOthersAlone() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			server.fault(At.CONNECT.onConnection(2), Fault.replyThenClose("421 busy"));
			try (TestClient first = TestClient.silent(server)) {
				assertThat(first.reply()).startsWith("220");
				try (TestClient second = TestClient.silent(server)) {
					assertThat(second.reply()).isEqualTo("421 busy");
					assertThat(second.read()).isNegative();
				}
			}
		}
	}

	@Test
	void refusalTakesNoEffectAndPositiveReplyDoes() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.MAIL, Fault.reply("451 later"));
			server.fault(At.MAIL, Fault.reply("250-why", "250 not"));
			client.command("MAIL FROM:<a@x.test>");
			assertThat(client.command("RCPT TO:<b@x.test>")).startsWith("503");
			assertThat(client.command("MAIL FROM:<a@x.test>")).isEqualTo("250-why\n250 not");
			assertThat(client.command("RCPT TO:<b@x.test>")).startsWith("250");
		}
	}

	@Test
	void refusalInTheGreetingClosesTheService() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			server.fault(At.CONNECT, Fault.reply("554 no service"));
			try (TestClient client = TestClient.silent(server)) {
				assertThat(client.reply()).isEqualTo("554 no service");
				assertThat(client.command("EHLO client.test")).startsWith("503");
				assertThat(client.command("QUIT")).startsWith("221");
			}
		}
	}

	@Test
	void closeEndsTheConnectionBehindEarlierReplies() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.RCPT, Fault.close());
			client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
			assertThat(client.reply()).startsWith("250");
			assertThat(client.read()).isNegative();
			Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.openConnections() == 0);
			assertThat(server.sessions().get(0).ending()).isEqualTo(SessionRecord.Ending.CLOSED_BY_SERVER);
		}
	}

	@Test
	void resetIsSeenAsReset() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.MAIL, Fault.reset());
			client.send("MAIL FROM:<a@x.test>");
			assertThatExceptionOfType(SocketException.class).isThrownBy(client::read).withMessageContaining("reset");
		}
	}

	@Test
	void stallLastsUntilRelease() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.MAIL, Fault.stall());
			client.send("MAIL FROM:<a@x.test>");
			awaitRemark(server, "STALL");
			client.send("NOOP");
			assertThat(server.sessions().get(0).transcript()).last()
				.extracting(TranscriptLine::direction)
				.isEqualTo(TranscriptLine.Direction.REMARK);
			server.release();
			assertThat(client.reply()).startsWith("250 2.1.0");
			assertThat(client.reply()).startsWith("250 2.0.0");
		}
	}

	@Test
	void stallNoticesThatTheClientLeft() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			server.fault(At.MAIL, Fault.stall());
			try (TestClient client = TestClient.greeted(server)) {
				client.send("MAIL FROM:<a@x.test>");
				awaitRemark(server, "STALL");
			}
			Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.openConnections() == 0);
			assertThat(server.sessions().get(0).ending()).isEqualTo(SessionRecord.Ending.CLOSED_BY_CLIENT);
		}
	}

	@Test
	void extraReplyComesWithTheNormalOne() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.NOOP, Fault.extraReply("250 stray"));
			client.send("NOOP");
			assertThat(client.oneRead()).isEqualTo("250 2.0.0 OK\r\n250 stray\r\n");
		}
	}

	@Test
	void swallowedReplyStillTakesEffect() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.MAIL, Fault.noReply());
			client.send("MAIL FROM:<a@x.test>");
			assertThat(client.command("RCPT TO:<b@x.test>")).startsWith("250 2.1.5");
		}
	}

	@Test
	void drippedReplyIsWholeAndStartsNoFalseAlarm() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.builder().extensions().start();
				TestClient client = TestClient.greeted(server)) {
			server.fault(At.NOOP, Fault.dripReply(Duration.ofNanos(1)).always());
			for (int i = 0; i < 200; i++) {
				assertThat(client.command("NOOP")).isEqualTo("250 OK");
			}
			server.assertNoViolations();
		}
	}

	@Test
	void garbageTakesNoEffect() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.MAIL, Fault.garbage());
			assertThat(client.command("MAIL FROM:<a@x.test>")).contains("no reply");
			assertThat(client.command("RCPT TO:<b@x.test>")).startsWith("503");
		}
	}

	@Test
	void truncatedReplyEndsInTheMiddle() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.NOOP, Fault.truncatedReply(2));
			assertThat(client.command("NOOP")).isEqualTo("25");
			assertThat(client.read()).isNegative();
		}
	}

	@Test
	void delayComesBeforeTheReply() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.NOOP, Fault.delay(Duration.ofMillis(60)));
			long start = System.nanoTime();
			client.command("NOOP");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
		}
	}

	@Test
	void contentFaultStrikesAfterThatManyOctets() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.CONTENT.after(6), Fault.replyThenClose("421 enough"));
			openContent(client);
			client.raw("12345");
			Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.openConnections() == 1);
			client.raw("6");
			assertThat(client.reply()).isEqualTo("421 enough");
			assertThat(client.read()).isNegative();
			assertThat(server.messages()).isEmpty();
		}
	}

	@Test
	void earlyReplyInTheContentIsTheOnlyOne() throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.CONTENT, Fault.reply("552 5.3.4 too much"));
			openContent(client);
			assertThat(client.reply()).isEqualTo("552 5.3.4 too much");
			client.send("late", ".");
			assertThat(client.command("NOOP")).isEqualTo("250 2.0.0 OK");
			assertThat(server.messages()).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("faultsAtTheEnd")
	void acceptanceAtTheEndOfDataIsExplicit(Fault fault, boolean accepted) throws Exception {
		try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
			server.fault(At.END_OF_DATA, fault);
			openContent(client);
			try {
				client.send("Hi", ".");
				client.send("QUIT");
				while (client.read() >= 0) {
					assertThat(server.connectionCount()).isOne();
				}
			}
			catch (IOException ex) {
				assertThat(fault.kind()).isEqualTo(Fault.Kind.RESET);
			}
			client.hangUp();
			Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.openConnections() == 0);
			assertThat(server.messages()).hasSize(accepted ? 1 : 0);
		}
	}

	static Stream<Arguments> faultsAtTheEnd() {
		Stream<Fault> losing = Stream.of(Fault.close(), Fault.reset(), Fault.garbage(), Fault.noReply(),
				Fault.truncatedReply(4), Fault.reply("451 no"), Fault.reply("354 odd"), Fault.replyThenClose("421 no"));
		Stream<Fault> keeping = Stream.of(Fault.none(), Fault.delay(Duration.ofMillis(1)), Fault.dripReply(),
				Fault.extraReply("250 more"), Fault.reply("250 fine"), Fault.replyThenClose("250 fine"));
		return Stream.concat(
				losing.flatMap(
						(fault) -> Stream.of(Arguments.of(fault, false), Arguments.of(fault.afterAccepting(), true))),
				keeping.map((fault) -> Arguments.of(fault, true)));
	}

	@Test
	void stalledMessageIsNotAcceptedUnlessToldSo() throws Exception {
		for (boolean accepting : new boolean[] { false, true }) {
			try (SmtpTestServer server = SmtpTestServer.start(); TestClient client = TestClient.greeted(server)) {
				server.fault(At.END_OF_DATA, accepting ? Fault.stall().afterAccepting() : Fault.stall());
				openContent(client);
				client.send("Hi", ".");
				awaitRemark(server, "STALL");
				if (accepting) {
					assertThat(server.takeMessage().replySent()).isFalse();
					server.release();
					assertThat(client.reply()).startsWith("250");
					assertThat(server.messages().get(0).replySent()).isTrue();
				}
				client.hangUp();
				Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> server.openConnections() == 0);
				assertThat(server.messages()).hasSize(accepting ? 1 : 0);
			}
		}
	}

	@Test
	void senselessFaultsAreRefusedAtOnce() {
		try (SmtpTestServer server = SmtpTestServer.start()) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> server.fault(At.MAIL, Fault.close().afterAccepting()));
			assertThatIllegalArgumentException().isThrownBy(() -> server.fault(At.IDLE, Fault.noReply()));
			assertThatIllegalArgumentException().isThrownBy(() -> server.fault(At.CONTENT, Fault.dripReply()));
			assertThatIllegalArgumentException().isThrownBy(() -> Fault.reply("250 a\r\n250 b"));
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> At.MAIL.after(1));
		}
	}

	private static void openContent(TestClient client) throws IOException {
		client.send("MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA");
		assertThat(client.replies(3)).last().asString().startsWith("354");
	}

	private static void awaitRemark(SmtpTestServer server, String text) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.until(() -> server.sessions().get(0).toString().contains(text));
	}

}
