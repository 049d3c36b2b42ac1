package io.sendasync.mail.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.MailMessageWriter;
import io.sendasync.mail.message.MailMessage;
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
 * What it costs to turn a message into octets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RenderingBenchmark {

	private final MailMessage ascii = message("All is well. ".repeat(6) + "\n");

	private final MailMessage unicode = message("Größe ← ↑ → ↓ ".repeat(6) + "\n");

	private static MailMessage message(String line) {
		return MailMessage.builder()
			.from("Jane Ø Clayton <jane@contoso.com>")
			.to("ben@contoso.com")
			.subject("Figures ← ↑ → ↓")
			.text(line.repeat(25))
			.build();
	}

	/**
	 * Two kilobytes of plain English.
	 * @throws IOException never
	 */
	@Benchmark
	public void ascii2k() throws IOException {
		MailMessageWriter.write(this.ascii, OutputStream.nullOutputStream());
	}

	/**
	 * As many characters with umlauts and arrows.
	 * @throws IOException never
	 */
	@Benchmark
	public void unicode2k() throws IOException {
		MailMessageWriter.write(this.unicode, OutputStream.nullOutputStream());
	}

}
