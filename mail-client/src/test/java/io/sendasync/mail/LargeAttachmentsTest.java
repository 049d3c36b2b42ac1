package io.sendasync.mail;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two hundred messages with files of 25 MB wait and go over eight connections in a JVM
 * with 96 MB of heap.
 */
class LargeAttachmentsTest {

	private static final int MESSAGES = 200;

	private static final long FILE = 25L << 20;

	@TempDir
	private Path directory;

	@Test
	void heapDoesNotGrowWithAttachments() throws Exception {
		Path file = this.directory.resolve("large.bin");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(FILE);
		}
		try (DiscardServer server = new DiscardServer()) {
			Process sender = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-Xmx96m", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
					Sender.class.getName(), String.valueOf(server.port()), file.toString())
				.inheritIO()
				.start();
			try {
				assertThat(sender.waitFor(10, TimeUnit.MINUTES)).as("ended in time").isTrue();
				assertThat(sender.exitValue()).isZero();
			}
			finally {
				sender.destroyForcibly();
			}
			assertThat(server.sizes()).hasSize(MESSAGES).containsExactlyInAnyOrderElementsOf(server.announced());
			assertThat(server.sizes()).allMatch((size) -> size > FILE * 4 / 3);
		}
	}

	/**
	 * Runs in the other JVM.
	 */
	static final class Sender {

		private Sender() {
		}

		public static void main(String[] arguments) {
			MailMessage message = MailMessage.builder()
				.from("jane@contoso.com")
				.to("ben@contoso.com")
				.subject("Large")
				.text("See the attachment.\n")
				.attachment(Attachment.of(Path.of(arguments[1])))
				.build();
			try (SmtpClient client = SmtpClient.builder()
				.host("localhost")
				.port(Integer.parseInt(arguments[0]))
				.maxConnections(8)
				.build()) {
				List<SendOperation> operations = IntStream.range(0, MESSAGES)
					.mapToObj((i) -> client.sendAsync(message))
					.toList();
				CompletableFuture.allOf(operations.toArray(CompletableFuture[]::new)).join();
			}
		}

	}

}
