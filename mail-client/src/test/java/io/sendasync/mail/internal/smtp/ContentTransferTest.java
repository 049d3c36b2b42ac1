package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.internal.lane.Threads;
import io.sendasync.mail.internal.net.ConnectSettings;
import io.sendasync.mail.internal.net.Connector;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.net.TlsSettings;
import io.sendasync.mail.internal.net.Watchdog;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the commit point lies, and what content that is not what it seemed comes to; by
 * DATA (no chunk size) and by BDAT.
 */
@ParameterizedClass
@ValueSource(ints = { 0, 1000, 1_000_000 })
class ContentTransferTest {

	private static final String LINE = "0123456789 0123456789 0123456789 0123456789\r\n";

	private static final String SMALL = LINE.repeat(20);

	private static final String LARGE = LINE.repeat(4000);

	private final Watchdog watchdog = new Watchdog(Threads.platform("transfer-test-"));

	private final SmtpTestServer server = SmtpTestServer.builder().with(SmtpExtension.CHUNKING).start();

	private final Session session;

	ContentTransferTest(int chunkSize) {
		Duration limit = Duration.ofSeconds(30);
		Connector connector = new Connector(
				new ConnectSettings("127.0.0.1", this.server.port(), limit, limit, new TlsSettings(() -> {
					throw new IllegalStateException("No TLS here");
				})), this.watchdog);
		DialogueSettings settings = new DialogueSettings("127.0.0.1", this.server.port(), TlsMode.NONE, null,
				MechanismChoice.DEFAULT, null, SmtpTimeouts.defaults(), chunkSize, Events.NONE);
		this.session = new SessionOpener(connector, settings).open(new Cut());
	}

	@AfterEach
	void close() {
		this.session.abort();
		this.server.assertNoViolations();
		this.server.close();
		this.watchdog.close();
	}

	/** What writes a content, and may do it badly. */
	@FunctionalInterface
	private interface Writing {

		void writeTo(OutputStream out) throws IOException;

	}

	private record Content(long size, Writing writing) implements MailContent {

		static Content of(String text) {
			byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
			return new Content(octets.length, (out) -> out.write(octets));
		}

		@Override
		public boolean eightBit() {
			return false;
		}

		@Override
		public boolean smtpUtf8() {
			return false;
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			this.writing.writeTo(out);
		}

	}

	private static byte[] octets(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private Transaction offered(MailContent content) throws IOException {
		Mail mail = new Mail(
				new Envelope(MailAddress.parse("jane@contoso.com"), List.of(MailAddress.parse("ann@contoso.com"))),
				content, RecipientPolicy.DELIVER_TO_ACCEPTED, Set.of(), DeliveryOptions.NONE);
		Transaction transaction = this.session.begin(mail);
		transaction.offer();
		assertThat(transaction.settleEnvelope()).isTrue();
		return transaction;
	}

	/** Sends as a lane does. */
	private TransactionResult send(MailContent content) throws IOException {
		Transaction transaction = offered(content);
		try {
			if (transaction.sendContent(() -> true)) {
				transaction.settleContent();
			}
			return transaction.result();
		}
		catch (IOException ex) {
			return transaction.broken(ex);
		}
	}

	private static SmtpException failure(TransactionResult result) {
		assertThat(result.failure()).isNotNull();
		return result.failure();
	}

	@Test
	void smallContentLeavesTogetherWithItsEnd() throws IOException {
		Transaction transaction = offered(Content.of(SMALL.substring(0, 400)));
		long before = this.session.wire().sent();
		AtomicLong atCommit = new AtomicLong();
		transaction.sendContent(() -> {
			atCommit.set(this.session.wire().sent());
			return true;
		});
		assertThat(atCommit.get()).isEqualTo(before);
		transaction.settleContent();
		assertThat(transaction.result().failure()).isNull();
	}

	@Test
	void largeContentHasLeftButForItsEndAtTheCommitPoint() throws IOException {
		Transaction transaction = offered(Content.of(LARGE));
		long before = this.session.wire().sent();
		AtomicLong atCommit = new AtomicLong();
		transaction.sendContent(() -> {
			atCommit.set(this.session.wire().sent());
			return true;
		});
		transaction.settleContent();
		assertThat(atCommit.get() - before).isGreaterThanOrEqualTo(LARGE.length() - 1);
		assertThat(this.session.wire().sent() - atCommit.get()).isBetween(1L, 3L);
		assertThat(this.server.takeMessage().text()).isEqualTo(LARGE);
	}

	@Test
	void connectionThatBreaksUnderTheLastBufferOfALargeContentMeansNotSent() throws IOException {
		this.server.fault(At.CONTENT.after(50_000), Fault.reset());
		int head = LARGE.length() - 100;
		TransactionResult result = send(new Content(LARGE.length(), (out) -> {
			out.write(octets(LARGE.substring(0, head)));
			Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> this.server.openConnections() == 0);
			out.write(octets(LARGE.substring(head)));
		}));
		assertThat(failure(result).outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(this.session.isUsable()).isFalse();
	}

	@Test
	void connectionThatBreaksBehindTheCommitPointMeansUnknown() throws IOException {
		this.server.fault(At.END_OF_DATA, Fault.close());
		assertThat(failure(send(Content.of(LARGE))).outcome()).isEqualTo(SendOutcome.UNKNOWN);
	}

	@Test
	void forbiddenCommitKeepsBackTheEnd() throws IOException {
		Transaction transaction = offered(Content.of(SMALL));
		assertThat(transaction.sendContent(() -> false)).isFalse();
		assertThat(transaction.isCommitted()).isFalse();
		assertThat(this.session.isUsable()).isFalse();
		this.session.close();
		Awaitility.await().until(() -> this.server.openConnections() == 0);
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void emptyContentEndsAsAnyOther() throws IOException {
		assertThat(send(Content.of("")).failure()).isNull();
		assertThat(this.server.takeMessage().text()).isEmpty();
		assertThat(send(Content.of(SMALL)).failure()).isNull();
		assertThat(this.server.takeMessage().text()).isEqualTo(SMALL);
	}

	@Test
	void contentThatIsTooShortNeverComesToItsEnd() throws IOException {
		neverEnds(new Content(SMALL.length() + 1, (out) -> out.write(octets(SMALL))), "octets, not the");
	}

	@Test
	void contentThatIsTooLongNeverComesToItsEnd() throws IOException {
		neverEnds(new Content(SMALL.length() - 1, (out) -> out.write(octets(SMALL))), "more than the");
	}

	@Test
	void contentThatIsTooLongAndDoesNotListenNeverComesToItsEnd() throws IOException {
		neverEnds(new Content(LINE.length(), (out) -> {
			out.write(octets(LINE));
			try {
				out.write(octets(LINE));
			}
			catch (IOException ex) {
				// What a careless content does.
			}
		}), "more than the");
	}

	@Test
	void contentThatBreaksOffNeverComesToItsEnd() throws IOException {
		neverEnds(new Content(SMALL.length(), (out) -> {
			out.write(octets(LINE));
			throw new IOException("the file is gone");
		}), "the file is gone");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb\r\n", "\n", "a\r\n\nb\r\n", "a\rb\r\n", "\rb\r\n", "a\r\r\n", "a\r", "a\r.\r\n",
			"a\n.\r\n", "a\n\nb\r\n" })
	void bareLineEndsNeverLeave(String text) throws IOException {
		neverEnds(Content.of(text), "bare");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb\r\n", "a\r\n\nb\r\n", "a\rb\r\n", "a\r\r\n", "a\r", "a\r.\r\n" })
	void bareLineEndsNeverLeaveOctetByOctet(String text) throws IOException {
		neverEnds(new Content(text.length(), (out) -> {
			for (byte octet : octets(text)) {
				out.write(octet);
			}
		}), "bare");
	}

	@Test
	void contentArrivesHoweverItIsCut() throws IOException {
		arrivesHoweverItIsCut(".\r\n..\r\n\r\n.x\r\n a.b .\r\n.");
	}

	@Test
	void encodedLinesArriveHoweverTheyAreCut() throws IOException {
		String line = "iVBORw0KGgoAAAANSUhEUgAAAQAAAAEACAIAAADTED8xAAADMElEQVR4nOzVwQnAIBQFQYXff+++";
		arrivesHoweverItIsCut((line + "\r\n").repeat(3) + "." + line.substring(1) + "\r\n" + line + "\r\nQmCC\r\n");
	}

	private void arrivesHoweverItIsCut(String text) throws IOException {
		for (int size = 1; size <= text.length(); size++) {
			int step = size;
			assertThat(send(new Content(text.length(), (out) -> {
				byte[] octets = octets(text);
				for (int start = 0; start < octets.length; start += step) {
					out.write(octets, start, Math.min(step, octets.length - start));
				}
			})).failure()).isNull();
			assertThat(this.server.takeMessage().text()).startsWith(text);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r", "\n", "\n\n", "\r\r" })
	void bareLineEndsAmongEncodedLinesNeverLeave(String bare) throws IOException {
		String line = "A".repeat(76) + "\r\n";
		neverEnds(Content.of(line + "A".repeat(76 - bare.length()) + bare + "\r\n" + line), "bare");
	}

	private void neverEnds(MailContent content, String reason) throws IOException {
		SmtpException failure = failure(send(content));
		assertThat(failure).hasMessageContaining(reason);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(this.session.isUsable()).isFalse();
		this.session.close();
		Awaitility.await().until(() -> this.server.openConnections() == 0);
		assertThat(this.server.messages()).isEmpty();
	}

}
