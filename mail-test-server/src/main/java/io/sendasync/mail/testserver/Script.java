package io.sendasync.mail.testserver;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A dialogue played word for word, for what a server that understands SMTP would never
 * say. What the client does otherwise than expected becomes a
 * {@link LintRule#SCRIPT_MISMATCH} and ends the connection. When a script has ended
 * without {@link #close()}, the connection stays open and silent. Each method returns a
 * longer script; scripts are immutable.
 */
public final class Script {

	private final List<Move> moves;

	private Script(List<Move> moves) {
		this.moves = moves;
	}

	/**
	 * An empty script.
	 * @return the script
	 */
	public static Script create() {
		return new Script(List.of());
	}

	/**
	 * The server speaks.
	 * @param lines lines without CRLF
	 * @return the longer script
	 */
	public Script send(String... lines) {
		return raw(String.join("\r\n", lines) + "\r\n");
	}

	/**
	 * The server answers; the same as {@link #send(String...)}, but reads better behind
	 * {@link #expect(String)}.
	 * @param lines lines without CRLF
	 * @return the longer script
	 */
	public Script reply(String... lines) {
		return send(lines);
	}

	/**
	 * The server sends text as it is, as UTF-8.
	 * @param text no CRLF is added
	 * @return the longer script
	 */
	public Script raw(String text) {
		return raw(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The server sends octets as they are.
	 * @param octets the octets
	 * @return the longer script
	 */
	public Script raw(byte[] octets) {
		return plus(new Move.Send(new String(octets, StandardCharsets.ISO_8859_1)));
	}

	/**
	 * The client has to send a line.
	 * @param pattern the line; {@code *} stands for any text, case does not matter
	 * @return the longer script
	 */
	public Script expect(String pattern) {
		return plus(new Move.Expect(Objects.requireNonNull(pattern, "pattern")));
	}

	/**
	 * The client has to send content up to the final dot.
	 * @return the longer script
	 */
	public Script expectContent() {
		return plus(new Move.ExpectContent());
	}

	/**
	 * The client has to close the connection.
	 * @return the longer script
	 */
	public Script expectClose() {
		return plus(new Move.ExpectClose());
	}

	/**
	 * Both begin to speak TLS.
	 * @return the longer script
	 */
	public Script startTls() {
		return plus(new Move.StartTls());
	}

	/**
	 * The server waits.
	 * @param duration how long
	 * @return the longer script
	 */
	public Script pause(Duration duration) {
		return plus(new Move.Pause(Objects.requireNonNull(duration, "duration")));
	}

	/**
	 * The server says and reads nothing until {@link SmtpTestServer#release()}.
	 * @return the longer script
	 */
	public Script stall() {
		return plus(new Move.Stall());
	}

	/**
	 * The server closes the connection.
	 * @return the longer script
	 */
	public Script close() {
		return plus(new Move.Close());
	}

	/**
	 * The server resets the connection (TCP RST).
	 * @return the longer script
	 */
	public Script reset() {
		return plus(new Move.Reset());
	}

	List<Move> moves() {
		return this.moves;
	}

	private Script plus(Move move) {
		List<Move> longer = new ArrayList<>(this.moves);
		longer.add(move);
		return new Script(List.copyOf(longer));
	}

	/** One line of the script. */
	sealed interface Move {

		/** Octets as characters, so that the record has value semantics. */
		record Send(String latin1) implements Move {
		}

		record Expect(String pattern) implements Move {
		}

		record ExpectContent() implements Move {
		}

		record ExpectClose() implements Move {
		}

		record StartTls() implements Move {
		}

		record Pause(Duration duration) implements Move {
		}

		record Stall() implements Move {
		}

		record Close() implements Move {
		}

		record Reset() implements Move {
		}

	}

}
