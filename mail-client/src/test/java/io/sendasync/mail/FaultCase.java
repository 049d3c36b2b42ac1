package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.sendasync.mail.FaultKind.Trait;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;

/**
 * One case of the fault matrix.
 *
 * @param step where the server misbehaves
 * @param kind how
 * @param kept whether on a connection that an earlier message was sent over
 * @param tls how the connection is secured
 * @param shape how commands travel, and which message suffers
 */
record FaultCase(FaultStep step, FaultKind kind, boolean kept, ServerTls tls, Shape shape) {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofMinutes(1);

	// A message has at least four of them.
	private static final int CHUNK = 150;

	/** How commands travel, and which message suffers. */
	enum Shape {

		/** One message, each command waits for the reply to the one before. */
		LOCKSTEP,

		/** One message, commands in groups. */
		PIPELINED,

		/** The same, but DATA waits until every recipient is accepted. */
		ALL_OR_NOTHING,

		/** One message, content in chunks. */
		CHUNKED,

		/** The message in front of one that rides behind its content. */
		FRONT,

		/** The message behind. */
		RIDER;

		boolean isChained() {
			return this == FRONT || this == RIDER;
		}

	}

	static Stream<FaultCase> all() {
		return Stream.of(FaultStep.values())
			.flatMap((step) -> step.kinds()
				.flatMap((kind) -> Stream.of(Shape.values())
					.flatMap((shape) -> Stream.of(false, true)
						.flatMap((kept) -> Stream.of(ServerTls.values())
							.map((tls) -> new FaultCase(step, kind, kept, tls, shape))))))
			.filter(FaultCase::isPossible);
	}

	private boolean isPossible() {
		return switch (this.step) {
			case CONNECT, EHLO, AUTH, AUTH_USER, AUTH_PASSWORD -> isOfOpening();
			case STARTTLS, EHLO_INSIDE_TLS -> this.tls == ServerTls.STARTTLS && isOfOpening();
			case TLS_HANDSHAKE -> this.tls != ServerTls.NONE && isOfOpening();
			case QUIT -> this.shape != Shape.RIDER;
			case DATA -> this.shape != Shape.CHUNKED;
			case FIRST_CHUNK, LATER_CHUNK -> this.shape == Shape.CHUNKED;
			case RSET -> this.shape == Shape.RIDER;
			case IDLE -> this.kept && this.shape != Shape.RIDER;
			// Swallowing the final reply of the message in front makes the reply to RSET
			// look like it; no client that pipelines can know.
			case END, END_ACCEPTED -> this.shape != Shape.FRONT || !this.kind.name().equals("no reply");
			default -> true;
		};
	}

	/**
	 * How commands travel later makes no difference to a session that is being opened;
	 * how many messages wait for it does.
	 */
	private boolean isOfOpening() {
		return this.shape == Shape.PIPELINED || this.shape == Shape.FRONT;
	}

	static String sender(String name) {
		return name + "@contoso.com";
	}

	static List<String> recipients(String name) {
		return List.of(name + "-1@example.org", name + "-2@example.org");
	}

	static MailMessage message(String name) {
		return MailMessage.builder()
			.from(sender(name))
			.to(String.join(", ", recipients(name)))
			.subject(name)
			.text("0123456789 0123456789 0123456789 0123456789\r\n".repeat(10))
			.build();
	}

	/**
	 * The name of the message that suffers.
	 */
	String victim() {
		return (this.shape == Shape.RIDER) ? "rider" : "front";
	}

	boolean isSilent() {
		return this.kind.has(Trait.SILENT);
	}

	boolean isOutOfStep() {
		return this.kind.has(Trait.OUT_OF_STEP);
	}

	/**
	 * Whether the server's linter can tell what the client did wrong. Not if the server
	 * itself was out of step, or had answered before the content was there.
	 */
	boolean isLinted() {
		return !isOutOfStep() && !this.step.isWithinContent();
	}

	/**
	 * Whether it takes its time without keeping the machine busy: waits for a time-out,
	 * or for the next attempt after refused credentials.
	 */
	boolean isSlow() {
		return isSilent() || this.step.isOfLogin();
	}

	SmtpTestServer startServer() {
		SmtpTestServerBuilder builder = SmtpTestServer.builder().tls(this.tls);
		if (this.step.isOfLogin()) {
			builder.auth("jane", "secret").authMechanisms("LOGIN").allowClearTextAuth();
		}
		return switch (this.shape) {
			case LOCKSTEP -> builder.without(SmtpExtension.PIPELINING).start();
			case CHUNKED -> builder.with(SmtpExtension.CHUNKING).start();
			default -> builder.start();
		};
	}

	SmtpClient.Builder client(SmtpTestServer server) {
		SmtpClient.Builder builder = SmtpClient.builder()
			.host("127.0.0.1")
			.port(server.port())
			.tls(TlsMode.valueOf(this.tls.name()))
			.chunking(this.shape == Shape.CHUNKED)
			.maxConnections(1);
		builder.chunkSize = CHUNK;
		builder.timeouts = timeouts();
		if (this.step.isOfLogin()) {
			builder.credentials("jane", "secret");
		}
		if (this.shape == Shape.ALL_OR_NOTHING) {
			builder.recipientPolicy(RecipientPolicy.ALL_OR_NOTHING);
		}
		return (this.tls != ServerTls.NONE) ? builder.sslContext(server.certificates().clientSslContext()) : builder;
	}

	/**
	 * Time-outs that are not to strike are so long that the test would fail first.
	 */
	private SmtpTimeouts timeouts() {
		boolean early = this.step.isOfConnection() || !this.step.isBehindEnvelope();
		Duration greeting = limit(this.step == FaultStep.CONNECT);
		Duration tls = limit(this.step == FaultStep.TLS_HANDSHAKE);
		return new SmtpTimeouts(greeting, tls, limit(early), limit(!early), LONG, limit(!early), SHORT);
	}

	private Duration limit(boolean mayStrike) {
		return (isSilent() && mayStrike) ? SHORT : LONG;
	}

	/**
	 * Tells the server what to do wrong.
	 */
	void plan(SmtpTestServer server) {
		if (this.kept && this.step.isOfConnection()) {
			// The kept connection is lost, and the one in its place is bad.
			server.fault(FaultStep.IDLE.at(victim()), Fault.close());
		}
		if (this.step.isSecondTurn()) {
			server.fault(this.step.at(victim()), Fault.none());
		}
		Fault fault = this.kind.fault();
		server.fault(this.step.at(victim()), (this.step == FaultStep.END_ACCEPTED) ? fault.afterAccepting() : fault);
	}

	@Override
	public String toString() {
		return "%s at %s, %s, %s, %s".formatted(this.kind.name(), this.step, this.kept ? "kept" : "fresh", this.tls,
				this.shape.name().toLowerCase(Locale.ROOT).replace('_', ' '));
	}

}
