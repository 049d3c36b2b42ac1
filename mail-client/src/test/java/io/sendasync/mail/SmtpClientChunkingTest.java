package io.sendasync.mail;

import java.util.List;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpProtocolException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Content in chunks (RFC 3030), with and without pipelining.
 */
@ParameterizedClass
@ValueSource(booleans = { true, false })
class SmtpClientChunkingTest {

	private static final int CHUNK = 300;

	private final SmtpTestServer server;

	private final SmtpClient client;

	SmtpClientChunkingTest(boolean pipelined) {
		SmtpTestServerBuilder builder = SmtpTestServer.builder().with(SmtpExtension.CHUNKING);
		this.server = (pipelined ? builder : builder.without(SmtpExtension.PIPELINING)).start();
		this.client = client(this.server);
	}

	private static SmtpClient client(SmtpTestServer server) {
		SmtpClient.Builder builder = SmtpClient.builder()
			.host("127.0.0.1")
			.port(server.port())
			.maxConnections(1)
			.chunking(true);
		builder.chunkSize = CHUNK;
		return builder.build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.close();
	}

	private static MailMessage message(String recipients) {
		return MailMessage.builder()
			.from("jane@contoso.com")
			.to(recipients)
			.text(".leading dot\n..\n.\n".repeat(100))
			.build();
	}

	private SmtpException failure() {
		SmtpException failure = catchThrowableOfType(SmtpException.class,
				() -> this.client.send(message("ann@contoso.com")));
		assertThat(failure).isNotNull();
		return failure;
	}

	private List<String> commands(int session) {
		return this.server.sessions().get(session).commands();
	}

	private List<String> chunks(int session) {
		return commands(session).stream().filter((command) -> command.startsWith("BDAT")).toList();
	}

	@Test
	void contentGoesUndottedInChunksThatAddUpToItsSize() {
		this.client.send(message("ann@contoso.com"));
		String text = this.server.takeMessage().text();
		assertThat(text).endsWith("\r\n.leading dot\r\n..\r\n.\r\n");
		List<String> chunks = chunks(0);
		assertThat(chunks).hasSize((text.length() + CHUNK - 1) / CHUNK);
		assertThat(chunks.subList(0, chunks.size() - 1)).containsOnly("BDAT " + CHUNK);
		assertThat(chunks.get(chunks.size() - 1)).isEqualTo("BDAT " + text.length() % CHUNK + " LAST");
		assertThat(commands(0)).doesNotContain("DATA").contains("MAIL FROM:<jane@contoso.com> SIZE=" + text.length());
		this.server.assertNoViolations();
	}

	@Test
	void nothingTravelsBehindTheLastChunk() {
		Hold hold = this.server.hold(At.RCPT);
		SendOperation first = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(Completions.SOON);
		List<SendOperation> others = IntStream.range(0, 5)
			.mapToObj((i) -> this.client.sendAsync(message("ben" + i + "@contoso.com")))
			.toList();
		hold.release();
		first.join();
		others.forEach(SendOperation::join);
		assertThat(this.server.messages()).hasSize(6);
		assertThat(this.server.connectionCount()).isEqualTo(1);
		this.server.assertNoViolations();
	}

	@Test
	void noChunkFollowsARefusedOneAndResetComesFirst() {
		this.server.fault(At.BDAT, Fault.reply("552 5.3.4 too large"));
		SmtpException failure = failure();
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(failure.statusCode().value()).isEqualTo(552);
		assertThat(chunks(0)).containsExactly("BDAT " + CHUNK);
		this.client.send(message("ben@contoso.com"));
		assertThat(commands(0)).containsSubsequence("BDAT " + CHUNK, "RSET");
		assertThat(this.server.messages()).hasSize(1);
		assertThat(this.server.connectionCount()).isEqualTo(1);
		this.server.assertNoViolations();
	}

	@Test
	void refusedLastChunkLeavesTheNextMessageUnharmed() {
		this.server.fault(At.END_OF_DATA, Fault.reply("554 5.6.0 spam"));
		assertThat(failure().statusCode().value()).isEqualTo(554);
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
		assertThat(this.server.connectionCount()).isEqualTo(1);
		this.server.assertNoViolations();
	}

	@Test
	void refusalOfAChunkStandsIfTheConnectionBreaksBehindIt() {
		this.server.fault(At.BDAT, Fault.replyThenClose("452 4.3.1 disk full"));
		SmtpException failure = failure();
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(failure.statusCode().value()).isEqualTo(452);
		assertThat(failure.isTransient()).isTrue();
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void strayReplyToAChunkIsNotTakenForAnAcceptance() {
		this.server.fault(At.BDAT, Fault.extraReply("250 2.0.0 fine"));
		this.server.fault(At.END_OF_DATA, Fault.reply("554 5.6.0 never"));
		SmtpException failure = failure();
		assertThat(failure).isInstanceOf(SmtpProtocolException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		this.server.clearFaults();
		this.client.send(message("ann@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void strayReplyInTheEnvelopeIsNotTakenForAnAcceptance() {
		this.server.fault(At.MAIL, Fault.extraReply("250 2.0.0 fine"));
		this.server.fault(At.END_OF_DATA, Fault.reply("554 5.6.0 never").always());
		assertThat(failure()).isInstanceOf(SmtpProtocolException.class);
		assertThat(chunks(0)).isEmpty();
	}

	@Test
	void noChunkIsSentToAServerThatSaidGoodbye() {
		this.server.fault(At.RCPT.of("ben@contoso.com"), Fault.reply("421 4.3.2 closing"));
		SmtpException failure = catchThrowableOfType(SmtpException.class,
				() -> this.client.send(message("ann@contoso.com, ben@contoso.com")));
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(failure.statusCode().value()).isEqualTo(421);
		assertThat(chunks(0)).isEmpty();
	}

	@Test
	void noChunkIsSentIfNobodyIsAccepted() {
		this.server.fault(At.RCPT, Fault.reply("550 5.1.1 no"));
		assertThat(failure()).isInstanceOf(SmtpFailedRecipientException.class);
		this.client.send(message("ben@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
		assertThat(this.server.connectionCount()).isEqualTo(1);
		this.server.assertNoViolations();
	}

	@Test
	void serverThatOffersNoChunkingGetsData() {
		try (SmtpTestServer plain = SmtpTestServer.start(); SmtpClient other = client(plain)) {
			other.send(message("ann@contoso.com"));
			assertThat(plain.sessions().get(0).commands()).contains("DATA");
			assertThat(plain.takeMessage().text()).endsWith("\r\n.leading dot\r\n..\r\n.\r\n");
			plain.assertNoViolations();
		}
	}

	@Test
	void chunkingIsOffByDefault() {
		try (SmtpClient other = SmtpClient.builder().host("127.0.0.1").port(this.server.port()).build()) {
			other.send(message("ann@contoso.com"));
		}
		assertThat(commands(0)).contains("DATA");
		assertThat(chunks(0)).isEmpty();
	}

}
