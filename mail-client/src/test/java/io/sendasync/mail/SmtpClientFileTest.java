package io.sendasync.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Files that go with a message are read while it is sent, whole or not at all.
 */
class SmtpClientFileTest {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final SmtpTestServer server = SmtpTestServer.start();

	private final SmtpClient client = SmtpClient.builder().host("localhost").port(this.server.port()).build();

	@TempDir
	private Path directory;

	private Path file;

	@BeforeEach
	void write() throws IOException {
		byte[] content = new byte[300_000];
		new Random(1).nextBytes(content);
		this.file = Files.write(this.directory.resolve("report.bin"), content);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.server.close();
	}

	private MailMessage message() {
		return ContractSupport.message("ben@contoso.com").toBuilder().attachment(Attachment.of(this.file)).build();
	}

	@Test
	void sizeIsSaidBeforeTheFileIsRead() {
		this.client.send(message());
		byte[] content = this.server.messages().get(0).content();
		assertThat(this.server.messages().get(0).mailParameters()).containsEntry("SIZE",
				String.valueOf(content.length));
		this.server.assertNoViolations();
	}

	@Test
	void sameMessageMayBeSentAgainAndIsTheSame() {
		MailMessage message = message();
		this.client.send(message);
		this.client.send(message);
		assertThat(this.server.messages().get(0).content()).isEqualTo(this.server.messages().get(1).content());
	}

	@Test
	void fileThatChangesWhileTheMessageIsUnderWayIsNeverDeliveredInPart() throws Exception {
		for (int length : new int[] { 0, 100, 299_999, 300_001 }) {
			write();
			MailMessage message = message();
			Hold hold = this.server.hold(At.MAIL);
			SendOperation operation = this.client.sendAsync(message);
			hold.awaitReached(PATIENCE);
			Files.write(this.file, new byte[length]);
			hold.release();
			assertFails(operation, (length < 300_000) ? "shrank" : "grew");
		}
	}

	@Test
	void fileThatVanishesFailsItsMessageAndNoOther() throws Exception {
		Hold hold = this.server.hold(At.MAIL);
		SendOperation operation = this.client.sendAsync(message());
		hold.awaitReached(PATIENCE);
		Files.delete(this.file);
		hold.release();
		assertFails(operation, "cannot be read");
		SendOperation other = this.client.sendAsync(ContractSupport.message("ben@contoso.com"));
		assertThat(other.get().acceptedRecipients()).hasSize(1);
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void sourceThatThrowsAnythingIsALocalFailure() {
		ContentSource broken = new ContentSource() {
			@Override
			public InputStream openStream() {
				throw new IllegalStateException("no such bean");
			}

			@Override
			public long size() {
				return 10;
			}
		};
		MailMessage message = ContractSupport.message("ben@contoso.com")
			.toBuilder()
			.attachment(Attachment.of("a.bin", broken, "application/octet-stream"))
			.build();
		assertFails(this.client.sendAsync(message), "no such bean");
	}

	/** More than the buffers on the way hold: the end of the message never goes out. */
	@Test
	void connectionThatIsLostWithinAFileIsNoLocalFailure() throws IOException {
		Files.write(this.file, new byte[40 << 20]);
		this.server.fault(At.CONTENT.after(100_000), Fault.reset());
		SmtpException failure = catchThrowableOfType(SmtpException.class, () -> this.client.send(message()));
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(failure.isTransient()).isTrue();
	}

	private void assertFails(SendOperation operation, String words) {
		SmtpException failure = (SmtpException) catchThrowableOfType(ExecutionException.class, operation::get)
			.getCause();
		assertThat(failure).hasMessageContaining(words);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(failure.isTransient()).isFalse();
		assertThat(this.server.messages()).isEmpty();
	}

}
