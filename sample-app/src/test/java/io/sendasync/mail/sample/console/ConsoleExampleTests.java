package io.sendasync.mail.sample.console;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.mailbox.Mailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The example with streams in place of a terminal.
 */
@Timeout(60)
class ConsoleExampleTests {

	private static final String SENDING = "Sending message... press c and Enter to cancel it."
			+ " Press Enter alone to exit once it has ended.";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final SmtpTestServer server = SmtpTestServer.start();

	private final SmtpClient client = SmtpClient.builder().host(this.server.host()).port(this.server.port()).build();

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	@Test
	void sentMessageIsToldBeforeTheKeyIsPressed() throws Exception {
		PipedOutputStream keys = new PipedOutputStream();
		CompletableFuture<Integer> code = start(new PipedInputStream(keys));
		awaitOutput("[test message1] Message sent.");
		assertThat(code).isNotDone();
		keys.write('\n');
		assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
		assertThat(lines()).containsExactly(SENDING, "[test message1] Message sent.", "Goodbye.");
	}

	@Test
	void cancelIsToldOnceAndNothingArrives() throws Exception {
		PipedOutputStream keys = new PipedOutputStream();
		Hold hold = this.server.hold(At.MAIL);
		CompletableFuture<Integer> code = start(new PipedInputStream(keys));
		hold.awaitReached(PATIENCE);
		keys.write("c\n".getBytes(UTF_8));
		assertThat(code.get(20, TimeUnit.SECONDS)).isEqualTo(130);
		assertThat(lines()).containsExactly(SENDING, "[test message1] Send canceled.", "Goodbye.");
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void failureIsToldInTheServersWords() throws Exception {
		this.server.fault(At.RCPT, Fault.reply("550 5.1.1 no such mailbox"));
		assertThat(run(InputStream.nullInputStream())).isEqualTo(1);
		assertThat(lines()).hasSize(3);
		assertThat(lines()[1]).contains("[test message1]", "550 5.1.1 no such mailbox");
	}

	@Test
	void endOfInputCancelsNothing() throws Exception {
		Hold hold = this.server.hold(At.MAIL);
		CompletableFuture<Integer> code = start(InputStream.nullInputStream());
		hold.awaitReached(PATIENCE);
		hold.release();
		assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
		assertThat(lines()).containsExactly(SENDING, "[test message1] Message sent.", "Goodbye.");
	}

	@Test
	void cancelThatComesTooLateChangesNothing() throws Exception {
		PipedOutputStream keys = new PipedOutputStream();
		CompletableFuture<Integer> code = start(new PipedInputStream(keys));
		awaitOutput("Message sent.");
		keys.write("c\n".getBytes(UTF_8));
		assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
		assertThat(lines()).containsExactly(SENDING, "[test message1] Message sent.", "Goodbye.");
	}

	@Test
	void arrowsArriveInSubjectAndText() throws Exception {
		Mailbox mailbox = Mailbox.of(this.server);
		run(InputStream.nullInputStream());
		assertThat(mailbox).received()
			.withSubject("test message 1 \u2190\u2191\u2192\u2193")
			.withTextContaining("\n\u2190\u2191\u2192\u2193");
	}

	private CompletableFuture<Integer> start(InputStream in) {
		CompletableFuture<Integer> code = new CompletableFuture<>();
		new Thread(() -> {
			try {
				code.complete(run(in));
			}
			catch (IOException ex) {
				code.completeExceptionally(ex);
			}
		}, "terminal").start();
		return code;
	}

	private int run(InputStream in) throws IOException {
		BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
		return new ConsoleExample(this.client, reader, new PrintStream(this.out, true, UTF_8))
			.run(MailAddress.parse("jane@contoso.com"), MailAddress.parse("ben@contoso.com"));
	}

	private void awaitOutput(String text) {
		await().until(() -> this.out.toString(UTF_8).contains(text));
	}

	private String[] lines() {
		return this.out.toString(UTF_8).lines().toArray(String[]::new);
	}

}
