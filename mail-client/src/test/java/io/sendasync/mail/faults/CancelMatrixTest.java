package io.sendasync.mail.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cancelling at each step of the dialogue, over each kind of connection.
 */
class CancelMatrixTest {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final BlockingQueue<SendCompleted<?>> heard = new LinkedBlockingQueue<>();

	/** Where the server is when the message is cancelled. */
	private enum Step {

		CONNECT, EHLO, STARTTLS, TLS_HANDSHAKE, MAIL, RCPT, DATA, CONTENT, CONTENT_LATER, END_OF_DATA;

		private At at() {
			return switch (this) {
				case CONNECT -> At.CONNECT;
				case EHLO -> At.EHLO;
				case STARTTLS -> At.STARTTLS;
				case TLS_HANDSHAKE -> At.TLS_HANDSHAKE;
				case MAIL -> At.MAIL;
				case RCPT -> At.RCPT;
				case DATA -> At.DATA;
				case CONTENT -> At.CONTENT;
				case CONTENT_LATER -> At.CONTENT.after(100_000);
				case END_OF_DATA -> At.END_OF_DATA;
			};
		}

		private boolean isOfConnection() {
			return compareTo(MAIL) < 0;
		}

		private boolean isCertainlyBeforeTheCommitPoint() {
			return compareTo(CONTENT) < 0;
		}

	}

	/** How the caller cancels. */
	private enum Way {

		CANCEL, FAIL, CANCEL_ALL;

		private boolean apply(SmtpClient client, SendOperation operation) {
			return switch (this) {
				case CANCEL -> operation.cancel(true);
				case FAIL -> operation.completeExceptionally(new IllegalStateException("changed my mind"));
				case CANCEL_ALL -> {
					client.sendAsyncCancel();
					yield operation.status() == SendStatus.CANCELLED;
				}
			};
		}

	}

	private record Case(Step step, Way way, boolean kept, boolean secure, boolean pipelined) {

		private boolean isPossible() {
			boolean tls = this.step == Step.STARTTLS || this.step == Step.TLS_HANDSHAKE;
			return (this.secure || !tls) && !(this.kept && this.step.isOfConnection());
		}

		@Override
		public String toString() {
			return "%s at %s, %s, %s, %s"
				.formatted(this.way, this.step, this.kept ? "kept" : "fresh", this.secure ? "STARTTLS" : "plain",
						this.pipelined ? "pipelined" : "lockstep")
				.toLowerCase(Locale.ROOT);
		}

		private SmtpTestServer server() {
			SmtpTestServerBuilder builder = SmtpTestServer.builder()
				.tls(this.secure ? ServerTls.STARTTLS : ServerTls.NONE);
			return (this.pipelined ? builder : builder.without(SmtpExtension.PIPELINING)).start();
		}

		private SmtpClient.Builder client(SmtpTestServer server) {
			SmtpClient.Builder builder = SmtpClient.builder()
				.host("127.0.0.1")
				.port(server.port())
				.maxConnections(1)
				.tls(this.secure ? TlsMode.STARTTLS : TlsMode.NONE);
			return this.secure ? builder.sslContext(server.certificates().clientSslContext()) : builder;
		}

	}

	private static Stream<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (Step step : Step.values()) {
			for (Way way : Way.values()) {
				for (int bits = 0; bits < 8; bits++) {
					cases.add(new Case(step, way, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
				}
			}
		}
		return cases.stream().filter(Case::isPossible);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void cancelledMeansNeverAcceptedAndElseTheServersWordCounts(Case context) throws Exception {
		try (SmtpTestServer server = context.server()) {
			boolean accepted;
			try (SmtpClient client = context.client(server).sendCompletedListener(this.heard::add).build()) {
				if (context.kept()) {
					client.send(message("warm", 10));
				}
				Hold hold = server.hold(context.step().at());
				SendOperation operation = client.sendAsync(message("victim", 200_000));
				hold.awaitReached(SOON);
				boolean cancelled = context.way().apply(client, operation);
				hold.release();
				judge(context, operation, cancelled);
				accepted = !cancelled;
				client.send(message("next", 10));
			}
			noConnectionIsLeft(server);
			judge(server, "victim", accepted);
		}
		assertThat(this.heard).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("pipelinedCases")
	void cancellingTheMessageInFrontDoesNotHarmTheOneBehind(Case context) throws Exception {
		try (SmtpTestServer server = context.server()) {
			SendOperation front;
			try (SmtpClient client = context.client(server).build()) {
				Hold hold = server.hold(context.step().at());
				front = client.sendAsync(message("victim", 200_000));
				hold.awaitReached(SOON);
				SendOperation behind = client.sendAsync(message("behind", 10));
				boolean cancelled = front.cancel(true);
				hold.release();
				assertThat(behind.get(SOON.toSeconds(), TimeUnit.SECONDS).acceptedRecipients()).hasSize(1);
				assertThat(front.isCancelled()).isEqualTo(cancelled);
			}
			noConnectionIsLeft(server);
			judge(server, "victim", !front.isCancelled());
			judge(server, "behind", true);
		}
	}

	private static Stream<Case> pipelinedCases() {
		return cases().filter((context) -> context.pipelined() && !context.kept() && context.way() == Way.CANCEL);
	}

	@ParameterizedTest
	@MethodSource("riderSteps")
	void cancellingTheMessageBehindDoesNotHarmTheOneInFront(At step, boolean secure) throws Exception {
		Case context = new Case(Step.DATA, Way.CANCEL, false, secure, true);
		try (SmtpTestServer server = context.server()) {
			SendOperation rider;
			try (SmtpClient client = context.client(server).build()) {
				Hold data = server.hold(At.DATA.of("front@example.org"));
				SendOperation front = client.sendAsync(message("front", 10));
				data.awaitReached(SOON);
				rider = client.sendAsync(message("rider", 10));
				Hold hold = server.hold(step);
				data.release();
				hold.awaitReached(SOON);
				boolean cancelled = rider.cancel(true);
				hold.release();
				assertThat(front.get(SOON.toSeconds(), TimeUnit.SECONDS).acceptedRecipients()).hasSize(1);
				assertThat(rider.handle((receipt, failure) -> rider.isCancelled()).get(20, TimeUnit.SECONDS))
					.isEqualTo(cancelled);
				client.send(message("next", 10));
			}
			noConnectionIsLeft(server);
			judge(server, "front", true);
			judge(server, "rider", !rider.isCancelled());
		}
	}

	private static Stream<Object[]> riderSteps() {
		String rider = "rider@example.org";
		return Stream
			.of(At.END_OF_DATA.of("front@example.org"), At.RSET, At.MAIL.of("rider@contoso.com"), At.RCPT.of(rider),
					At.DATA.of(rider), At.CONTENT.of(rider), At.END_OF_DATA.of(rider))
			.flatMap((step) -> Stream.of(new Object[] { step, false }, new Object[] { step, true }));
	}

	private void judge(Case context, SendOperation operation, boolean cancelled) throws Exception {
		SendCompleted<?> completed = this.heard.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
		assertThat(completed).isNotNull();
		assertThat(completed.operation()).isSameAs(operation);
		assertThat(completed.cancelled()).isEqualTo(cancelled);
		assertThat(completed.error()).isNull();
		boolean failed = operation.handle((receipt, failure) -> failure != null).get(20, TimeUnit.SECONDS);
		assertThat(failed).isEqualTo(cancelled);
		assertThat(operation.status()).isEqualTo(cancelled ? SendStatus.CANCELLED : SendStatus.COMPLETED);
		if (context.step().isCertainlyBeforeTheCommitPoint()) {
			assertThat(cancelled).isTrue();
		}
		if (context.step() == Step.END_OF_DATA) {
			assertThat(cancelled).isFalse();
		}
	}

	private static void judge(SmtpTestServer server, String name, boolean accepted) {
		List<AcceptedMessage> messages = server.messages()
			.stream()
			.filter((message) -> message.reversePath().equals(name + "@contoso.com"))
			.toList();
		assertThat(messages).as("acceptances of %s", name).hasSize(accepted ? 1 : 0);
		server.assertNoViolations();
	}

	private static void noConnectionIsLeft(SmtpTestServer server) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.atMost(SOON)
			.until(() -> server.openConnections() == 0);
	}

	private static MailMessage message(String name, int size) {
		return MailMessage.builder()
			.from(name + "@contoso.com")
			.to(name + "@example.org")
			.subject(name)
			.text("0123456789 0123456789 0123456789 0123456789 0123456789 012345678\r\n".repeat(size / 66 + 1))
			.build();
	}

}
