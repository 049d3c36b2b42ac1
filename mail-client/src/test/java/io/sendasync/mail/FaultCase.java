package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.sendasync.mail.FaultKind.Trait;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.internal.smtp.Timeouts;
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
 * @param secure whether behind STARTTLS
 * @param shape how commands travel, and which message suffers
 */
record FaultCase(FaultStep step, FaultKind kind, boolean kept, boolean secure, Shape shape) {

	private static final Duration SHORT = Duration.ofSeconds(1);

	private static final Duration LONG = Duration.ofMinutes(1);

	/** How commands travel, and which message suffers. */
	enum Shape {

		/** One message, each command waits for the reply to the one before. */
		LOCKSTEP,

		/** One message, commands in groups. */
		PIPELINED,

		/** The same, but DATA waits until every recipient is accepted. */
		ALL_OR_NOTHING,

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
						.flatMap((kept) -> Stream.of(false, true)
							.map((secure) -> new FaultCase(step, kind, kept, secure, shape))))))
			.filter(FaultCase::isPossible);
	}

	private boolean isPossible() {
		boolean rider = this.shape == Shape.RIDER;
		return switch (this.step) {
			case CONNECT, EHLO, QUIT -> !rider;
			case STARTTLS, TLS_HANDSHAKE, EHLO_INSIDE_TLS -> this.secure && !rider;
			case RSET -> rider;
			case IDLE -> this.kept && !rider;
			// Swallowing the final reply of the message in front makes the reply to RSET
			// look like it; no client that pipelines can know.
			case END, END_ACCEPTED -> this.shape != Shape.FRONT || !this.kind.name().equals("no reply");
			default -> true;
		};
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
		return !isOutOfStep() && this.step != FaultStep.CONTENT_START && this.step != FaultStep.CONTENT_LATER;
	}

	SmtpTestServer startServer() {
		SmtpTestServerBuilder builder = SmtpTestServer.builder().tls(this.secure ? ServerTls.STARTTLS : ServerTls.NONE);
		return ((this.shape == Shape.LOCKSTEP) ? builder.without(SmtpExtension.PIPELINING) : builder).start();
	}

	SmtpClient.Builder client(SmtpTestServer server) {
		// Time-outs that are not to strike are so long that the test would fail first.
		Duration limit = isSilent() ? SHORT : LONG;
		SmtpClient.Builder builder = SmtpClient.builder()
			.host("127.0.0.1")
			.port(server.port())
			.tls(this.secure ? TlsMode.STARTTLS : TlsMode.NONE)
			.maxConnections(1);
		builder.timeouts = new Timeouts(limit, limit, limit, limit, LONG, limit, Duration.ofSeconds(1));
		if (this.shape == Shape.ALL_OR_NOTHING) {
			builder.recipientPolicy(RecipientPolicy.ALL_OR_NOTHING);
		}
		return this.secure ? builder.sslContext(server.certificates().clientSslContext()) : builder;
	}

	/**
	 * Tells the server what to do wrong.
	 */
	void plan(SmtpTestServer server) {
		if (this.kept && this.step.isOfConnection()) {
			// The kept connection is lost, and the one in its place is bad.
			server.fault(FaultStep.IDLE.at(victim()), Fault.close());
		}
		if (this.step == FaultStep.EHLO_INSIDE_TLS) {
			server.fault(this.step.at(victim()), Fault.none());
		}
		Fault fault = this.kind.fault();
		server.fault(this.step.at(victim()), (this.step == FaultStep.END_ACCEPTED) ? fault.afterAccepting() : fault);
	}

	@Override
	public String toString() {
		return "%s at %s, %s, %s, %s".formatted(this.kind.name(), this.step, this.kept ? "kept" : "fresh",
				this.secure ? "STARTTLS" : "plain", this.shape.name().toLowerCase(Locale.ROOT).replace('_', ' '));
	}

}
