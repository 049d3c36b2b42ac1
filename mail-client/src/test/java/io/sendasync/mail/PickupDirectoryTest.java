package io.sendasync.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Messages become files: whole or not at all, under names of their own.
 */
class PickupDirectoryTest {

	private static final MailMessage MESSAGE = MailMessage.builder()
		.from("Jane <jane@contoso.com>")
		.to("ben@contoso.com")
		.cc("ann@contoso.com")
		.bcc("ben@contoso.com, Eve <eve@contoso.com>")
		.subject("../../etc/passwd")
		.text("x\n.\n")
		.messageId("<../../evil@contoso.com>")
		.build();

	@TempDir
	private Path directory;

	private SmtpClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
	}

	private SmtpClient client() {
		return client(SmtpDeliveryFormat.SEVEN_BIT);
	}

	private SmtpClient client(SmtpDeliveryFormat format) {
		this.client = builder().deliveryFormat(format).build();
		return this.client;
	}

	private SmtpClient.Builder builder() {
		return SmtpClient.builder().pickupDirectory(this.directory);
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String onlyFile() throws IOException {
		assertThat(files()).hasSize(1);
		return Files.readString(files().get(0), StandardCharsets.UTF_8);
	}

	@Test
	void fileStartsWithTheEnvelopeAndHasTheMessage() throws Exception {
		SendReceipt receipt = client().send(MESSAGE);
		String file = onlyFile();
		assertThat(file).startsWith("""
				X-Sender: jane@contoso.com\r
				X-Receiver: ben@contoso.com\r
				X-Receiver: ann@contoso.com\r
				X-Receiver: eve@contoso.com\r
				""").doesNotContain("Bcc").endsWith("\r\n\r\nx\r\n.\r\n");
		assertThat(receipt.acceptedRecipients()).hasSize(3);
		assertThat(receipt.finalReply().text()).contains(files().get(0).getFileName().toString());
	}

	@Test
	void nameComesFromNowhereAndStrangersCannotRead() throws Exception {
		client().send(MESSAGE);
		this.client.send(MESSAGE);
		assertThat(files()).hasSize(2)
			.allSatisfy((file) -> assertThat(file.getFileName().toString())
				.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.eml"))
			.allSatisfy((file) -> assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Set
				.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ)));
	}

	@Test
	void messageThatNeedsAServersPromiseIsNotWritten() {
		MailMessage demanding = MESSAGE.toBuilder()
			.deliveryOptions(DeliveryOptions.builder().requireTls(true).holdFor(Duration.ofHours(1)).build())
			.build();
		SmtpException failure = catchThrowableOfType(SmtpException.class, () -> client().send(demanding));
		assertThat(failure).hasMessageContaining("asks for REQUIRETLS, FUTURERELEASE");
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(files()).isEmpty();
		this.client.send(MESSAGE.toBuilder()
			.deliveryNotification(DeliveryNotification.SUCCESS)
			.deliveryOptions(DeliveryOptions.builder().envelopeId("order-4711").transferPriority(3).build())
			.build());
		assertThat(files()).hasSize(1);
	}

	@Test
	void senderIsTheReversePath() throws Exception {
		client().send(MESSAGE.toBuilder().sender("bounce@contoso.com").build());
		assertThat(onlyFile()).startsWith("X-Sender: bounce@contoso.com\r\n");
	}

	@Test
	void manySendsAtOnceAreAllThere() {
		client();
		List<SendOperation> operations = IntStream.range(0, 300)
			.mapToObj((i) -> this.client.sendAsync(MESSAGE.toBuilder().subject("no " + i).build()))
			.toList();
		CompletableFuture.allOf(operations.toArray(CompletableFuture[]::new)).join();
		assertThat(files()).hasSize(300).allMatch((file) -> file.toString().endsWith(".eml"));
	}

	@Test
	void notificationComesAsFromAServer() throws Exception {
		CompletableFuture<SendCompleted<?>> completed = new CompletableFuture<>();
		client().addSendCompletedListener(completed::complete);
		SendOperation operation = this.client.sendAsync(MESSAGE, "token");
		SendCompleted<?> event = completed.get(60, TimeUnit.SECONDS);
		assertThat(event.userToken()).isEqualTo("token");
		assertThat(event.error()).isNull();
		assertThat(event.receipt()).isSameAs(operation.get());
		assertThat(files()).hasSize(1);
	}

	@Test
	void sendIsCancelledUntilTheFileAppears() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		client();
		SendOperation operation = this.client.sendAsync(withAttachment(() -> {
			reading.countDown();
			await(go);
			return InputStream.nullInputStream();
		}));
		assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(operation.cancel(true)).isTrue();
		go.countDown();
		this.client.close();
		assertThat(files()).isEmpty();
		assertThat(operation).isCancelled();
	}

	@Test
	void closeWaitsForWhatIsBeingWritten() {
		client();
		SendOperation operation = this.client.sendAsync(MESSAGE);
		this.client.close();
		assertThat(operation).isCompleted();
		assertThat(files()).hasSize(1);
		assertThatIllegalStateException().isThrownBy(() -> this.client.send(MESSAGE));
	}

	@Test
	void pausedClientWritesNothingUntilItResumes() {
		client().send(MESSAGE);
		this.client.pause().join();
		assertThatIllegalStateException().isThrownBy(() -> this.client.send(MESSAGE));
		assertThat(this.client.statistics().lanesOpen()).isZero();
		this.client.resume();
		this.client.send(MESSAGE);
		assertThat(files()).hasSize(2);
	}

	@Test
	void closeDoesNotWaitForeverAndLeavesNothingHalf() throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		this.client = builder().drainTimeout(Duration.ofMillis(10)).build();
		SendOperation operation = this.client.sendAsync(withAttachment(() -> {
			reading.countDown();
			await(go);
			return InputStream.nullInputStream();
		}));
		assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
		this.client.close();
		assertThat(operation).isDone();
		go.countDown();
		Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(files()).isEmpty());
	}

	private static MailMessage withAttachment(ContentSource source) {
		ContentSource sized = new ContentSource() {
			@Override
			public InputStream openStream() throws IOException {
				return source.openStream();
			}

			@Override
			public long size() {
				return 0;
			}
		};
		return MESSAGE.toBuilder().attachment(Attachment.of("a.bin", sized, "application/octet-stream")).build();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void unreadableAttachmentLeavesNothing() throws Exception {
		Path attached = Files.write(Files.createTempFile("attached", ".bin"), new byte[100_000]);
		client();
		SendOperation first = this.client.sendAsync(MESSAGE.toBuilder().attachment(Attachment.of(attached)).build());
		first.get();
		MailMessage broken = withAttachment(() -> {
			throw new IOException("disk gone");
		});
		SmtpException failure = failure(this.client.sendAsync(broken));
		assertThat(failure).hasMessageContaining("disk gone");
		assertThat(failure.isTransient()).isFalse();
		assertThat(files()).hasSize(1);
		Files.delete(attached);
	}

	private static SmtpException failure(SendOperation operation) {
		SmtpException failure = (SmtpException) catchThrowableOfType(ExecutionException.class, operation::get)
			.getCause();
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		return failure;
	}

	@Test
	void missingDirectoryIsToldBeforeAnythingIsSent() throws Exception {
		client();
		Files.delete(this.directory);
		assertThatIllegalStateException().isThrownBy(() -> this.client.sendAsync(MESSAGE))
			.withMessageContaining("does not exist")
			.withMessageContaining("mail.smtp.delivery.pickup-directory");
		Files.write(this.directory, new byte[1]);
		assertThatIllegalStateException().isThrownBy(() -> this.client.send(MESSAGE))
			.withMessageContaining("not a directory");
		Files.delete(this.directory);
		Files.createDirectory(this.directory);
		this.client.send(MESSAGE);
		assertThat(files()).hasSize(1);
	}

	@Test
	void relativePathIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> SmtpClient.builder().pickupDirectory(Path.of("pickup")))
			.withMessageContaining("absolute");
	}

	/** The directory goes away behind the check. */
	@Test
	void directoryThatVanishesFailsTheSendForNow() throws Exception {
		CountDownLatch go = new CountDownLatch(1);
		this.client = builder().maxConnections(1).build();
		SendOperation first = this.client.sendAsync(withAttachment(() -> {
			await(go);
			return InputStream.nullInputStream();
		}));
		SendOperation second = this.client.sendAsync(MESSAGE);
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !files().isEmpty());
		Files.delete(files().get(0));
		Files.delete(this.directory);
		go.countDown();
		for (SendOperation operation : List.of(first, second)) {
			SmtpException failure = failure(operation);
			assertThat(failure).hasMessageContaining("could not be written to the pickup directory");
			assertThat(failure.isTransient()).isTrue();
		}
		Files.createDirectory(this.directory);
	}

	@Test
	void fullDiskLeavesNothingVisible() throws Exception {
		Path small = this.directory.resolve("small");
		Files.createDirectory(small);
		Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()).start();
		Assumptions.assumeTrue(mount.waitFor() == 0, "No right to mount a small file system here");
		try (SmtpClient full = SmtpClient.builder().pickupDirectory(small).build()) {
			MailMessage large = MESSAGE.toBuilder()
				.attachment(Attachment.of("a.bin", new byte[200_000], "application/octet-stream"))
				.build();
			assertThatExceptionOfType(SmtpException.class).isThrownBy(() -> full.send(large))
				.withMessageContaining("No space left");
			assertThat(small).isEmptyDirectory();
			full.send(MESSAGE);
			assertThat(small).isDirectoryContaining("glob:**.eml");
		}
		finally {
			new ProcessBuilder("umount", small.toString()).start().waitFor();
		}
	}

	@Test
	void internationalTextStandsInTheFileOnlyInThatFormat() throws Exception {
		MailMessage message = MESSAGE.toBuilder().subject("Gr\u00F6\u00DFe").text("\u65E5\u672C\n").build();
		client().send(message);
		assertThat(onlyFile().chars()).allMatch((c) -> c < 0x80);
		this.client.close();
		Files.delete(files().get(0));
		client(SmtpDeliveryFormat.INTERNATIONAL).send(message);
		assertThat(onlyFile()).contains("Subject: Gr\u00F6\u00DFe\r\n", "8bit", "\u65E5\u672C\r\n");
	}

	@Test
	void addressThatIsNotAsciiNeedsTheInternationalFormat() throws Exception {
		MailMessage message = MESSAGE.toBuilder().to("jos\u00E9@contoso.com").build();
		client();
		assertThatExceptionOfType(SmtpException.class).isThrownBy(() -> this.client.send(message))
			.withMessageContaining("SEVEN_BIT");
		assertThat(files()).isEmpty();
		this.client.close();
		client(SmtpDeliveryFormat.INTERNATIONAL).send(message);
		assertThat(onlyFile()).contains("X-Receiver: jos\u00E9@contoso.com\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-Receiver", "x-receiver", "X-SENDER", "x-Sender" })
	void headerCannotAddRecipients(String name) {
		client();
		assertThatExceptionOfType(SmtpException.class)
			.isThrownBy(() -> this.client.send(MESSAGE.toBuilder().header(name, "evil@contoso.com").build()))
			.withMessageContaining("envelope");
		String raw = "From: jane@contoso.com\r\nDate: Thu, 5 Nov 2026 07:08:09 +0100\r\nTo: ben@contoso.com\r\n" + name
				+ ": evil@contoso.com\r\n\r\nx\r\n";
		assertThatExceptionOfType(SmtpException.class)
			.isThrownBy(() -> this.client.send(RawMessage.of(raw.getBytes(StandardCharsets.US_ASCII))))
			.withMessageContaining("envelope");
		assertThat(files()).isEmpty();
		this.client.send(MESSAGE.toBuilder().text("\n" + name + ": x\n").header("X-Receivers", "y").build());
		assertThat(files()).hasSize(1);
	}

}
