package io.sendasync.mail.realserver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.message.MailMessage;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the tests against Postfix share.
 */
final class PostfixSupport {

	static final Duration LIMIT = Duration.ofSeconds(60);

	private PostfixSupport() {
	}

	static SmtpClient.Builder client(PostfixServer server) {
		return SmtpClient.builder()
			.host("localhost")
			.port(server.port())
			.sslContext(server.certificates().clientSslContext());
	}

	static MailMessage message(String recipients) {
		return MailMessage.of("jane@example.org", recipients, "Hello", "Hello there\n");
	}

	static List<SendOperation> send(SmtpClient client, int count) {
		return IntStream.range(0, count).mapToObj((i) -> client.sendAsync(message("ben@example.org"))).toList();
	}

	/**
	 * Waits for the end of all, whichever it is.
	 */
	static void awaitEnd(List<SendOperation> operations) {
		CompletableFuture.allOf(operations.toArray(CompletableFuture[]::new))
			.handle((nothing, failure) -> true)
			.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
			.join();
	}

	/**
	 * Asserts that all are accepted, and each is delivered once.
	 */
	static void assertEachArrivesOnce(PostfixServer server, List<SendOperation> operations) throws IOException {
		awaitEnd(operations);
		assertThat(operations).noneMatch(SendOperation::isCompletedExceptionally);
		List<String> sent = operations.stream().map((one) -> one.message().messageId()).toList();
		awaitDelivery(server, sent);
		assertThat(server.mail().counts())
			.containsAllEntriesOf(sent.stream().collect(Collectors.toMap((id) -> id, (id) -> 1)));
	}

	static void awaitDelivery(PostfixServer server, List<String> messageIds) {
		Awaitility.await("delivery")
			.atMost(LIMIT)
			.until(() -> server.mail().counts().keySet().containsAll(messageIds) && server.queueIsEmpty());
	}

}
