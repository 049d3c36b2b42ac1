package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.internal.net.Wire;
import io.sendasync.mail.internal.net.Wires;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the two ends of a dialogue cost: content on its way out, replies on their way in.
 * In this package because nobody else is to use these classes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DialogueBenchmark {

	private static final int MEGABYTE = 1 << 20;

	private final byte[] text = octets("All is well, and the figures of the quarter are fine.\r\n".repeat(37));

	private final byte[] dots = octets((".".repeat(60) + "\r\n").repeat(MEGABYTE / 62));

	private final byte[] base64 = octets(("A".repeat(76) + "\r\n").repeat(MEGABYTE / 78));

	// What a server says to one chained flight.
	private final byte[] replies = octets("""
			250 2.0.0 Ok: queued as 4f9D2x1Zz9z3wQ
			250 2.0.0 Ok
			250 2.1.0 Ok
			250 2.1.5 Ok
			354 End data with <CR><LF>.<CR><LF>
			""".replace("\n", "\r\n"));

	private final ReplyReader reader = new ReplyReader(() -> this.replies[this.position++]);

	private final Wire wire = Wires.toNobody();

	private int position;

	private static byte[] octets(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * A short text without any dot to double.
	 * @throws IOException never
	 */
	@Benchmark
	public void content2k() throws IOException {
		write(this.text);
	}

	/**
	 * A megabyte of base64, with no dots either.
	 * @throws IOException never
	 */
	@Benchmark
	public void contentOf1m() throws IOException {
		write(this.base64);
	}

	/**
	 * A megabyte in which each line begins with a dot.
	 * @throws IOException never
	 */
	@Benchmark
	public void dotStuffing1m() throws IOException {
		write(this.dots);
	}

	private void write(byte[] content) throws IOException {
		DotStuffing out = new DotStuffing(this.wire, content.length);
		out.write(content, 0, content.length);
		out.finish();
		out.end();
	}

	/**
	 * Five replies.
	 * @return the last one
	 * @throws IOException never
	 */
	@Benchmark
	public SmtpReply fiveReplies() throws IOException {
		this.position = 0;
		for (int i = 0; i < 4; i++) {
			this.reader.read();
		}
		return this.reader.read();
	}

}
