package io.sendasync.mail.testserver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the server does instead of behaving well. A fault is used once unless
 * {@link #always()} or {@link #times(int)} says otherwise. Replies to earlier commands of
 * the same group are written before the fault takes place. Immutable.
 * <p>
 * At {@link At#END_OF_DATA} a fault that keeps the normal reply (a delay, a drip, an
 * extra reply, a stall that is released) leaves the message accepted, and so does a
 * {@code reply} that starts with 2. Any other leaves it not accepted, unless
 * {@link #afterAccepting()} is added.
 */
public final class Fault {

	private final Kind kind;

	private final List<String> lines;

	private final Duration duration;

	private final int octets;

	private final int times;

	private final boolean afterAccepting;

	private Fault(Kind kind, List<String> lines, Duration duration, int octets) {
		this(kind, lines, duration, octets, 1, false);
	}

	// The one place that sees all fields; every caller goes through a factory.
	private Fault(Kind kind, List<String> lines, Duration duration, int octets, int times, boolean afterAccepting) {
		this.kind = kind;
		this.lines = lines;
		this.duration = duration;
		this.octets = octets;
		this.times = times;
		this.afterAccepting = afterAccepting;
	}

	/**
	 * Good behaviour, to let a step pass before the fault that is queued behind it.
	 * @return no fault
	 */
	public static Fault none() {
		return new Fault(Kind.NONE, List.of(), Duration.ZERO, 0);
	}

	/**
	 * Another reply than the normal one. The command takes effect only if the first digit
	 * is the one of success (3 for DATA, 2 elsewhere). Within the content it is an early
	 * reply: the server reads on to the final dot and says nothing more.
	 * @param lines the lines without CRLF, sent as they are
	 * @return the fault
	 */
	public static Fault reply(String... lines) {
		return new Fault(Kind.REPLY, checked(lines), Duration.ZERO, 0);
	}

	/**
	 * Like {@link #reply(String...)}, then an orderly close that lets the client read the
	 * reply.
	 * @param lines the lines without CRLF, sent as they are
	 * @return the fault
	 */
	public static Fault replyThenClose(String... lines) {
		return new Fault(Kind.REPLY_THEN_CLOSE, checked(lines), Duration.ZERO, 0);
	}

	/**
	 * Closes the connection without a word and without a TLS close_notify.
	 * @return the fault
	 */
	public static Fault close() {
		return new Fault(Kind.CLOSE, List.of(), Duration.ZERO, 0);
	}

	/**
	 * Resets the connection (TCP RST).
	 * @return the fault
	 */
	public static Fault reset() {
		return new Fault(Kind.RESET, List.of(), Duration.ZERO, 0);
	}

	/**
	 * Says nothing and reads next to nothing (at most 64 KiB, to notice that the client
	 * left) until {@link SmtpTestServer#release()}, after which the step goes on
	 * normally.
	 * @return the fault
	 */
	public static Fault stall() {
		return new Fault(Kind.STALL, List.of(), Duration.ZERO, 0);
	}

	/**
	 * Sends a line that is no reply; the command takes no effect.
	 * @return the fault
	 */
	public static Fault garbage() {
		return new Fault(Kind.GARBAGE, List.of("~\u0001%$ this is no reply"), Duration.ZERO, 0);
	}

	/**
	 * Sends the normal reply and then lines that nobody asked for, in the same write.
	 * @param lines the lines without CRLF
	 * @return the fault
	 */
	public static Fault extraReply(String... lines) {
		return new Fault(Kind.EXTRA_REPLY, checked(lines), Duration.ZERO, 0);
	}

	/**
	 * Swallows the reply; the command takes effect, except at {@link At#END_OF_DATA}.
	 * @return the fault
	 */
	public static Fault noReply() {
		return new Fault(Kind.NO_REPLY, List.of(), Duration.ZERO, 0);
	}

	/**
	 * Waits, then behaves normally.
	 * @param duration how long
	 * @return the fault
	 */
	public static Fault delay(Duration duration) {
		return new Fault(Kind.DELAY, List.of(), Objects.requireNonNull(duration, "duration"), 0);
	}

	/**
	 * Writes the normal reply octet by octet, each in a write of its own.
	 * @return the fault
	 */
	public static Fault dripReply() {
		return dripReply(Duration.ZERO);
	}

	/**
	 * Writes the normal reply octet by octet.
	 * @param pause how long to wait between two octets
	 * @return the fault
	 */
	public static Fault dripReply(Duration pause) {
		return new Fault(Kind.DRIP, List.of(), Objects.requireNonNull(pause, "pause"), 0);
	}

	/**
	 * Writes only the first octets of the normal reply, then closes. The command takes no
	 * effect.
	 * @param octets how many octets to write
	 * @return the fault
	 */
	public static Fault truncatedReply(int octets) {
		return new Fault(Kind.TRUNCATED, List.of(), Duration.ZERO, octets);
	}

	/**
	 * The same fault each time its step is reached. Faults with a limited number go
	 * first.
	 * @return the repeated fault
	 */
	public Fault always() {
		return times(Integer.MAX_VALUE);
	}

	/**
	 * The same fault several times.
	 * @param times how often
	 * @return the repeated fault
	 */
	public Fault times(int times) {
		if (times < 1) {
			throw new IllegalArgumentException("times must be positive: " + times);
		}
		return new Fault(this.kind, this.lines, this.duration, this.octets, times, this.afterAccepting);
	}

	/**
	 * At {@link At#END_OF_DATA}: puts the message into the journal first, then does what
	 * this fault does. That is the situation in which a client cannot know.
	 * @return the fault that accepts
	 */
	public Fault afterAccepting() {
		return new Fault(this.kind, this.lines, this.duration, this.octets, this.times, true);
	}

	Kind kind() {
		return this.kind;
	}

	List<String> lines() {
		return this.lines;
	}

	Duration duration() {
		return this.duration;
	}

	int octets() {
		return this.octets;
	}

	int count() {
		return this.times;
	}

	boolean acceptsFirst() {
		return this.afterAccepting;
	}

	boolean repliesWith(char firstDigit) {
		return !this.lines.isEmpty() && this.lines.get(0).indexOf(firstDigit) == 0;
	}

	private static List<String> checked(String... lines) {
		if (lines.length == 0) {
			throw new IllegalArgumentException("a reply needs at least one line");
		}
		for (String line : lines) {
			if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
				throw new IllegalArgumentException("give each line as an argument of its own: " + line.strip());
			}
			if (!StandardCharsets.UTF_8.newEncoder().canEncode(line)) {
				throw new IllegalArgumentException("not encodable in UTF-8: " + line);
			}
		}
		return List.of(lines);
	}

	@Override
	public String toString() {
		return this.kind + (this.lines.isEmpty() ? "" : " " + this.lines)
				+ (this.duration.isZero() ? "" : " " + this.duration.toMillis() + " ms")
				+ (this.afterAccepting ? " after accepting" : "");
	}

	/** The kinds, for switches. */
	enum Kind {

		NONE, REPLY, REPLY_THEN_CLOSE, CLOSE, RESET, STALL, GARBAGE, EXTRA_REPLY, NO_REPLY, DELAY, DRIP, TRUNCATED

	}

}
