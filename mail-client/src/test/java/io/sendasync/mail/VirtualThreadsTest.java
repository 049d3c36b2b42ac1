package io.sendasync.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the JDK has virtual threads, lanes are such, and none of them keeps a carrier
 * thread to itself while it waits.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

	private static final String PINNED = "jdk.VirtualThreadPinned";

	private static final String STARTED = "jdk.VirtualThreadStart";

	@TempDir
	private Path directory;

	@Test
	void lanesAreVirtualAndNeverPinned() throws IOException {
		List<RecordedEvent> events = record(this::sendOverManyLanes);
		assertThat(events).filteredOn((event) -> event.getEventType().getName().equals(STARTED))
			.hasSizeGreaterThanOrEqualTo(8);
		assertThat(events).filteredOn(VirtualThreadsTest::isPinned).isEmpty();
	}

	/**
	 * Two lanes that load or initialize the same class wait for each other within the VM,
	 * once: that is not counted. Our own code has no monitors.
	 */
	private static boolean isPinned(RecordedEvent event) {
		return event.getEventType().getName().equals(PINNED)
				&& !text(event, "blockingOperation").equals("Contended monitor enter")
				&& !text(event, "pinnedReason").startsWith("Waited for initialization");
	}

	// JDK 24 brought these fields.
	private static String text(RecordedEvent event, String field) {
		return event.hasField(field) ? String.valueOf(event.getString(field)) : "";
	}

	private List<RecordedEvent> record(Runnable work) throws IOException {
		Path file = this.directory.resolve("recording.jfr");
		try (Recording recording = new Recording()) {
			recording.enable(PINNED).withoutThreshold().withStackTrace();
			recording.enable(STARTED);
			recording.start();
			work.run();
			recording.stop();
			recording.dump(file);
		}
		return RecordingFile.readAllEvents(file);
	}

	private void sendOverManyLanes() {
		try (SmtpTestServer server = SmtpTestServer.builder().tls(ServerTls.STARTTLS).auth("jane", "secret").start();
				SmtpClient client = SmtpClient.builder()
					.host("localhost")
					.port(server.port())
					.tls(TlsMode.STARTTLS)
					.sslContext(server.certificates().clientSslContext())
					.credentials("jane", "secret")
					.maxConnections(8)
					.build()) {
			MailMessage message = ContractSupport.message("ben@contoso.com")
				.toBuilder()
				.attachment(Attachment.of(file()))
				.build();
			CompletableFuture
				.allOf(IntStream.range(0, 200)
					.mapToObj((i) -> client.sendAsync(message))
					.toArray(CompletableFuture[]::new))
				.join();
		}
	}

	private Path file() {
		try {
			return Files.write(this.directory.resolve("figures.bin"), new byte[50_000]);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
