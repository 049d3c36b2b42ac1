package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.internal.net.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands on their way and the replies that are still due (RFC 2920): replies belong to
 * commands by their order, never by their text. Without PIPELINING each command waits for
 * the reply to the one before; the callers' code is the same.
 */
final class Flight {

	// RFC 2920 §3.1: what certainly fits a TCP window, so that neither side waits for the
	// other to read.
	private static final int MAX_UNANSWERED = 4096;

	/** What a reply may be, apart from a refusal. */
	enum Kind {

		COMPLETION, INTERMEDIATE, EITHER;

		private boolean allows(SmtpReply reply) {
			return switch (reply.code() / 100) {
				case 2 -> this != INTERMEDIATE;
				case 3 -> this != COMPLETION;
				default -> true;
			};
		}

	}

	/**
	 * A reply that is due.
	 *
	 * @param early whether octets of it were there before what it is to answer
	 */
	private record Expected(String step, Kind kind, Duration limit, int octets, boolean early,
			Consumer<SmtpReply> handler) {
	}

	private static final Logger wireLog = LoggerFactory.getLogger("io.sendasync.mail.wire");

	private static final Duration LAST_WORDS = Duration.ofSeconds(1);

	private final Wire wire;

	private final ReplyReader replies;

	private final Redaction redaction = new Redaction();

	private final Deque<Expected> expected = new ArrayDeque<>();

	private int unanswered;

	private boolean pipelining;

	private @Nullable SmtpReply farewell;

	// Null until the session is ready: what comes before is told as steps of connecting.
	private @Nullable ConnectionEvents events;

	Flight(Wire wire) {
		this.wire = wire;
		this.replies = new ReplyReader(wire::read);
	}

	/**
	 * Tells of flights from now on; no reply may be due.
	 */
	void tell(ConnectionEvents events) {
		this.events = events;
	}

	/**
	 * What keeps secrets out of logs and failures of this connection.
	 */
	Redaction redaction() {
		return this.redaction;
	}

	void pipelining(boolean offered) {
		this.pipelining = offered;
	}

	boolean isPipelining() {
		return this.pipelining;
	}

	/**
	 * Whether so many octets of commands may go out without a reply in between.
	 */
	boolean fits(int octets) {
		return this.pipelining && this.unanswered + octets <= MAX_UNANSWERED;
	}

	/**
	 * Writes a command, after reading replies that are due if it must not go earlier.
	 */
	void send(Command command, Kind kind, Duration limit, Consumer<SmtpReply> handler) throws IOException {
		int octets = command.length();
		if (!fits(octets)) {
			drain();
		}
		boolean early = hasUnasked();
		command.writeTo(this.wire);
		wireLog.trace("{} > {}", this.wire, command);
		expect(new Expected(command.step(), kind, limit, octets, early, handler));
	}

	/**
	 * Notes that a reply is due for what was written otherwise.
	 */
	void expect(String step, Duration limit, Consumer<SmtpReply> handler) {
		expect(new Expected(step, Kind.COMPLETION, limit, 0, false, handler));
	}

	private void expect(Expected due) {
		this.expected.add(due);
		if (this.events != null) {
			this.events.replyDue();
		}
		this.unanswered += due.octets();
	}

	/**
	 * Writes a command and waits for its reply, which must be the only one due.
	 */
	SmtpReply exchange(Command command, Duration limit) throws IOException {
		SmtpReply[] reply = new SmtpReply[1];
		send(command, Kind.EITHER, limit, (received) -> reply[0] = received);
		drain();
		return reply[0];
	}

	/**
	 * Waits for a reply that no command asks for: the greeting.
	 */
	SmtpReply receive(String step, Duration limit) throws IOException {
		SmtpReply[] reply = new SmtpReply[1];
		expect(step, limit, (received) -> reply[0] = received);
		drain();
		return reply[0];
	}

	void drain() throws IOException {
		while (!this.expected.isEmpty()) {
			readOne();
		}
	}

	/**
	 * Waits for the reply that is due first, and gives it to its handler.
	 */
	void readOne() throws IOException {
		Expected due = this.expected.element();
		SmtpReply reply = (this.farewell != null) ? this.farewell : flushAndRead(due);
		this.expected.remove();
		this.unanswered -= due.octets();
		if (this.events != null) {
			this.events.replyCame();
		}
		due.handler().accept(reply);
	}

	private SmtpReply flushAndRead(Expected due) throws IOException {
		try {
			this.wire.flush();
		}
		catch (IOException ex) {
			// What the server said before it stopped reading explains more than that it
			// did.
			try {
				return read(due, LAST_WORDS);
			}
			catch (IOException nothing) {
				ex.addSuppressed(nothing);
				throw ex;
			}
		}
		return read(due, due.limit());
	}

	private SmtpReply read(Expected due, Duration limit) throws IOException {
		this.wire.startReading(due.step(), limit);
		try {
			return judged(due, this.replies.read());
		}
		catch (ReplyException ex) {
			throw this.redaction.of(ex);
		}
	}

	private SmtpReply judged(Expected due, SmtpReply received) throws ReplyException {
		this.wire.endStep();
		log(received);
		SmtpReply reply = this.redaction.passedOn(received);
		if (!due.kind().allows(reply)) {
			throw new ReplyException("An impossible " + due.step() + ": " + reply);
		}
		if (due.early() && reply.code() != 421) {
			// All that follow would belong to other commands than they seem to.
			throw new ReplyException("A reply that nobody asked for: " + reply);
		}
		if (reply.code() == 421) {
			// The channel closes (RFC 5321 §3.8): nothing else will be answered.
			this.farewell = reply;
		}
		return reply;
	}

	private void log(SmtpReply reply) {
		if (wireLog.isTraceEnabled()) {
			wireLog.trace("{} < {}", this.wire, this.redaction.shown(reply));
		}
	}

	/**
	 * The reply that the server may have left before it broke the connection: it explains
	 * more than the failed write.
	 * @return the reply, or null if there is none
	 */
	@Nullable SmtpReply lastWords() {
		try {
			this.wire.startReading("last reply", LAST_WORDS);
			return this.redaction.passedOn(this.replies.read());
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Whether the server has said something that no command asked for.
	 */
	boolean hasUnasked() {
		return this.expected.isEmpty() && this.wire.hasBuffered();
	}

	/**
	 * How many replies are still to be read.
	 */
	int due() {
		return this.expected.size();
	}

	/**
	 * Whether the server said that it closes the connection.
	 */
	boolean isClosing() {
		return this.farewell != null;
	}

	/**
	 * With what it said that.
	 * @return the 421, or null
	 */
	@Nullable SmtpReply farewell() {
		return this.farewell;
	}

}
