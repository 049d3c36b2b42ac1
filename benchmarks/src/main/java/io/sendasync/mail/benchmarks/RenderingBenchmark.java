package io.sendasync.mail.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.MailMessageWriter;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
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
 * What it costs to compose a message and to turn it into octets. Run with
 * {@code -prof gc} for the allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RenderingBenchmark {

	private static final int MEGABYTE = 1 << 20;

	private final String text = "All is well, and the figures of the quarter are fine.\r\n".repeat(37);

	private final MailMessage ascii = builder().text(this.text).build();

	private final MailMessage quotedPrintable = builder()
		.text("Größe und Gewicht der Sendung, Zeile für Zeile.\r\n".repeat(MEGABYTE / 50))
		.build();

	private final MailMessage base64 = builder().text("The file.")
		.attachment(Attachment.of("a.bin", megabyte(), "application/octet-stream"))
		.build();

	private final MailMessage html = builder().text("Größe und Gewicht der Sendung, Zeile für Zeile.\r\n".repeat(80))
		.html("<p>Größe und <b>Gewicht</b> der Sendung, Zeile für Zeile.</p>\r\n".repeat(260))
		.build();

	private static MailMessageBuilder builder() {
		return MailMessage.builder().from("jane@example.com").to("ben@example.org").subject("Figures");
	}

	private static byte[] megabyte() {
		byte[] octets = new byte[MEGABYTE];
		new Random(1).nextBytes(octets);
		return octets;
	}

	/**
	 * An address with a name.
	 * @return the address
	 */
	@Benchmark
	public MailAddress parse() {
		return MailAddress.parse("Jane Clayton <jane@example.com>");
	}

	/**
	 * Two kilobytes of plain English, not rendered.
	 * @return the message
	 */
	@Benchmark
	public MailMessage compose() {
		return builder().text(this.text).build();
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
	 * Text and HTML, 20 KB in all, in quoted-printable.
	 * @throws IOException never
	 */
	@Benchmark
	public void html20k() throws IOException {
		MailMessageWriter.write(this.html, OutputStream.nullOutputStream());
	}

	/**
	 * A megabyte of text in quoted-printable.
	 * @throws IOException never
	 */
	@Benchmark
	public void quotedPrintable1m() throws IOException {
		MailMessageWriter.write(this.quotedPrintable, OutputStream.nullOutputStream());
	}

	/**
	 * A megabyte in base64.
	 * @throws IOException never
	 */
	@Benchmark
	public void base64Of1m() throws IOException {
		MailMessageWriter.write(this.base64, OutputStream.nullOutputStream());
	}

}
