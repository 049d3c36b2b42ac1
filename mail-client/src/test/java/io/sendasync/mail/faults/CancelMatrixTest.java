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

		CONNECT, EHLO, STARTTLS, TLS_HANDSHAKE, AUTH, AUTH_RESPONSE, MAIL, RCPT, DATA, CONTENT, CHUNK, CONTENT_LATER,
		END_OF_DATA;

		private At at() {
			return switch (this) {
				case CONNECT -> At.CONNECT;
				case EHLO -> At.EHLO;
				case STARTTLS -> At.STARTTLS;
				case TLS_HANDSHAKE -> At.TLS_HANDSHAKE;
				case AUTH -> At.AUTH;
				case AUTH_RESPONSE -> At.AUTH_RESPONSE;
				case MAIL -> At.MAIL;
				case RCPT -> At.RCPT;
				case DATA -> At.DATA;
				case CONTENT -> At.CONTENT;
				case CHUNK -> At.BDAT;
				case CONTENT_LATER -> At.CONTENT.after(100_000);
				case END_OF_DATA -> At.END_OF_DATA;
			};
		}

		private boolean isOfConnection() {
			return compareTo(MAIL) < 0;
		}

		private boolean isOfTls() {
			return this == STARTTLS || this == TLS_HANDSHAKE;
		}

	}

	/** How commands and content travel. */
	private enum Flow {

		LOCKSTEP, PIPELINED, CHUNKED;

		/**
		 * A size that does not leave in one go: for sockets, or for chunks.
		 */
		private int size() {
			return (this == CHUNKED) ? 2_200_000 : 200_000;
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

	private record Case(Step step, Way way, boolean kept, boolean secure, Flow flow) {

		private boolean isPossible() {
			if ((this.kept && this.step.isOfConnection()) || (!this.secure && this.step.isOfTls())) {
				return false;
			}
			return this.step != ((this.flow == Flow.CHUNKED) ? Step.DATA : Step.CHUNK);
		}

		/**
		 * Whether the client cannot have sent it all. Behind a 354 it may have, however
		 * little the server has read; but the last chunk waits for the others.
		 */
		private boolean isCertainlyBeforeTheCommitPoint() {
			return this.step.compareTo(Step.CONTENT) < 0
					|| (this.flow == Flow.CHUNKED && this.step != Step.END_OF_DATA);
		}

		@Override
		public String toString() {
			return "%s at %s, %s, %s, %s"
				.formatted(this.way, this.step, this.kept ? "kept" : "fresh", this.secure ? "STARTTLS" : "plain",
						this.flow)
				.toLowerCase(Locale.ROOT);
		}

		private SmtpTestServer server() {
			SmtpTestServerBuilder builder = SmtpTestServer.builder()
				.tls(this.secure ? ServerTls.STARTTLS : ServerTls.NONE)
				.auth("jane", "secret")
				.authMechanisms("LOGIN")
				.allowClearTextAuth();
			return switch (this.flow) {
				case LOCKSTEP -> builder.without(SmtpExtension.PIPELINING).start();
				case PIPELINED -> builder.start();
				case CHUNKED -> builder.with(SmtpExtension.CHUNKING).start();
			};
		}

		private SmtpClient.Builder client(SmtpTestServer server) {
			SmtpClient.Builder builder = SmtpClient.builder()
				.host("127.0.0.1")
				.port(server.port())
				.credentials("jane", "secret")
				.maxConnections(1)
				.chunking(this.flow == Flow.CHUNKED)
				.tls(this.secure ? TlsMode.STARTTLS : TlsMode.NONE);
			return this.secure ? builder.sslContext(server.certificates().clientSslContext()) : builder;
		}

	}

	private static Stream<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (Step step : Step.values()) {
			for (Way way : Way.values()) {
				for (Flow flow : Flow.values()) {
					for (int bits = 0; bits < 4; bits++) {
						cases.add(new Case(step, way, (bits & 1) != 0, (bits & 2) != 0, flow));
					}
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
				SendOperation operation = client.sendAsync(message("victim", context.flow().size()));
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
	@MethodSource("groupedCases")
	void cancellingTheMessageInFrontDoesNotHarmTheOneBehind(Case context) throws Exception {
		try (SmtpTestServer server = context.server()) {
			SendOperation front;
			try (SmtpClient client = context.client(server).build()) {
				Hold hold = server.hold(context.step().at());
				front = client.sendAsync(message("victim", context.flow().size()));
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

	private static Stream<Case> groupedCases() {
		return cases()
			.filter((context) -> context.flow() != Flow.LOCKSTEP && !context.kept() && context.way() == Way.CANCEL);
	}

	@ParameterizedTest
	@MethodSource("riderSteps")
	void cancellingTheMessageBehindDoesNotHarmTheOneInFront(At step, boolean secure) throws Exception {
		Case context = new Case(Step.DATA, Way.CANCEL, false, secure, Flow.PIPELINED);
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
		if (context.isCertainlyBeforeTheCommitPoint()) {
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
