package io.sendasync.mail.internal.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.sendasync.mail.internal.mime.MessageParts.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Contents of known size are read when the message is written, and only as they were
 * promised.
 */
class StreamedContentTest {

	@TempDir
	private Path directory;

	private static byte[] octets(int length) {
		byte[] octets = new byte[length];
		new Random(length).nextBytes(octets);
		return octets;
	}

	private static byte[] write(RenderedMessage rendered) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		rendered.writeTo(out);
		assertThat(rendered.size()).isEqualTo(out.size());
		return out.toByteArray();
	}

	private Path file(byte[] content) throws IOException {
		return Files.write(this.directory.resolve("report.pdf"), content);
	}

	private RenderedMessage rendered(Path file) {
		return MessageRenderer.render(message().text("x").attachment(Attachment.of(file)).build());
	}

	private static void assertFails(RenderedMessage rendered, String... words) {
		assertThatIOException().isThrownBy(() -> rendered.writeTo(OutputStream.nullOutputStream()))
			.satisfies((failure) -> assertThat(failure.getMessage()).contains("report.pdf").contains(words));
	}

	/** Around a group of three, a line, a block of lines. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 56, 57, 58, 113, 114, 115, 8207, 8208, 8209, 8265, 16416, 16417, 100_000 })
	void linesAreThoseOfTheJdksEncoder(int length) throws IOException {
		byte[] content = octets(length);
		byte[] expected = Base64.getMimeEncoder(76, new byte[] { '\r', '\n' }).encode(content);
		ByteArrayOutputStream streamed = new ByteArrayOutputStream();
		Base64Lines.write(new StreamedContent("x", ContentSource.of(content), length), streamed);
		assertThat(streamed.toByteArray()).isEqualTo(expected);
		Octets gathered = new Octets(0);
		Base64Lines.write(gathered, Arrays.copyOf(content, length + 5), length);
		assertThat(Arrays.copyOf(gathered.array(), gathered.size())).isEqualTo(expected);
		assertThat(Base64Lines.size(length)).isEqualTo(expected.length);
	}

	@Test
	void sizeIsKnownWithoutReading() throws IOException {
		Path file = this.directory.resolve("report.pdf");
		try (OutputStream out = Files.newOutputStream(file)) {
			out.write(octets(1_000_000));
		}
		RenderedMessage rendered = rendered(file);
		long size = rendered.size();
		byte[] first = write(rendered);
		assertThat(first).hasSize((int) size).isEqualTo(write(rendered));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 10_000, 99_999 })
	void fileThatShrankIsNotSentCutOff(int length) throws IOException {
		RenderedMessage rendered = rendered(file(octets(100_000)));
		file(octets(length));
		assertFails(rendered, "shrank", "100000", String.valueOf(length));
	}

	@Test
	void fileThatGrewIsNotSentCutOff() throws IOException {
		RenderedMessage rendered = rendered(file(octets(100_000)));
		file(octets(100_001));
		assertFails(rendered, "grew", "100000");
	}

	@Test
	void fileThatVanishedIsNamed() throws IOException {
		RenderedMessage rendered = rendered(file(octets(10)));
		Files.delete(this.directory.resolve("report.pdf"));
		assertFails(rendered, "cannot be read");
	}

	@Test
	void fileThatWasNeverThereFailsAtOnce() {
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> rendered(this.directory.resolve("report.pdf")))
			.withMessageContaining("report.pdf");
	}

	@Test
	void sourceThatBreaksIsNamedWhateverItThrows() {
		for (Exception failure : new Exception[] { new IOException("disk gone"),
				new IllegalStateException("no bean") }) {
			ContentSource source = new Sized(10, () -> {
				if (failure instanceof IOException broken) {
					throw broken;
				}
				throw (RuntimeException) failure;
			});
			MailMessage message = message().attachment(Attachment.of("report.pdf", source, "application/pdf")).build();
			assertFails(MessageRenderer.render(message), "cannot be read", failure.getMessage());
		}
	}

	@Test
	void networkFailureReachesTheWriterAsItIs() {
		RenderedMessage rendered = MessageRenderer
			.render(message().attachment(Attachment.of("report.pdf", octets(1000), "application/pdf")).build());
		IOException broken = new IOException("reset");
		OutputStream out = new OutputStream() {
			private int room = 600;

			@Override
			public void write(int octet) throws IOException {
				if (this.room-- == 0) {
					throw broken;
				}
			}
		};
		assertThatIOException().isThrownBy(() -> rendered.writeTo(out)).isSameAs(broken);
	}

	@Test
	void streamIsClosedAlsoWhenItFails() throws IOException {
		int[] open = new int[1];
		for (int given : new int[] { 5, 10, 11 }) {
			ContentSource source = new Sized(10, () -> {
				open[0]++;
				return new FilterInputStream(new ByteArrayInputStream(octets(given))) {
					@Override
					public void close() throws IOException {
						open[0]--;
						throw new IOException("close fails");
					}
				};
			});
			RenderedMessage rendered = MessageRenderer
				.render(message().attachment(Attachment.of("report.pdf", source, "application/pdf")).build());
			if (given == 10) {
				write(rendered);
			}
			else {
				assertFails(rendered, (given < 10) ? "shrank" : "grew");
			}
			assertThat(open[0]).isZero();
		}
	}

	@Test
	void sourceOfUnknownSizeIsReadOnceAtOnce() throws IOException {
		int[] opened = new int[1];
		Attachment attachment = Attachment.of("a.bin", () -> {
			opened[0]++;
			return new ByteArrayInputStream(octets(20_000));
		}, "application/octet-stream");
		RenderedMessage rendered = MessageRenderer.render(message().attachment(attachment).build());
		assertThat(write(rendered)).isEqualTo(write(rendered));
		assertThat(opened[0]).isEqualTo(1);
	}

	/** The same octets, whichever way they came. */
	@Test
	void streamedAndGatheredMessagesAreTheSame() throws IOException {
		byte[] content = octets(50_000);
		MailMessage streamed = message().text("x")
			.html("<img src='cid:i@x'>", LinkedResource.of("i@x", content, "image/png"))
			.attachment(Attachment.of("a.bin", content, "application/pdf"))
			.build();
		MailMessage gathered = message().text("x")
			.html("<img src='cid:i@x'>", LinkedResource.of("i@x", () -> new ByteArrayInputStream(content), "image/png"))
			.attachment(Attachment.of("a.bin", () -> new ByteArrayInputStream(content), "application/pdf"))
			.build();
		String octets = new String(write(MessageRenderer.render(streamed)), StandardCharsets.US_ASCII);
		assertThat(octets).isEqualTo(new String(write(MessageRenderer.render(gathered)), StandardCharsets.US_ASCII))
			.doesNotContain("\r\n\r\n\r\n--")
			.endsWith("--\r\n");
	}

	/**
	 * A source that says how much it has.
	 *
	 * @param size what it says
	 * @param source what it gives
	 */
	private record Sized(long size, ContentSource source) implements ContentSource {

		@Override
		public InputStream openStream() throws IOException {
			return this.source.openStream();
		}

	}

}
