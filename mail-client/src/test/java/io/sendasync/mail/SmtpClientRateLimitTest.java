package io.sendasync.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.message.MailPriority;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Servers that count messages get no more than they allow.
 */
class SmtpClientRateLimitTest {

	private static final Duration SOON = Completions.SOON;

	private final SmtpTestServer server = SmtpTestServer.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	private SmtpClient client(int messages, Duration span) {
		return SmtpClient.builder()
			.host("localhost")
			.port(this.server.port())
			.maxConnections(4)
			.drainTimeout(Duration.ofMillis(50))
			.rateLimit(messages, span)
			.build();
	}

	private static List<SendOperation> send(SmtpClient client, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> client.sendAsync(ContractSupport.message("ben" + i + "@contoso.com")))
			.toList();
	}

	private void awaitAccepted(SmtpClient client, int count) {
		Awaitility.await()
			.atMost(SOON)
			.until(() -> client.statistics().accepted() == count && client.statistics().inFlight() == 0);
	}

	@Test
	void allLanesTogetherSendNoMoreThanAllowed() {
		try (SmtpClient client = client(3, Duration.ofHours(1))) {
			List<SendOperation> operations = send(client, 10);
			awaitAccepted(client, 3);
			assertThat(client.statistics().queued()).isEqualTo(7);
			assertThat(operations).filteredOn((one) -> one.status() == SendStatus.QUEUED).hasSize(7);
			assertThat(operations.get(9).cancel(true)).isTrue();
			assertThat(client.statistics().queued()).isEqualTo(6);
		}
		assertThat(this.server.messages()).hasSize(3);
		this.server.assertNoViolations();
	}

	@Test
	void moreGoesWhenTheSpanOfTheOldestIsOver() {
		long start = System.nanoTime();
		try (SmtpClient client = client(2, Duration.ofMillis(100))) {
			CompletableFuture.allOf(send(client, 9).toArray(CompletableFuture[]::new)).join();
		}
		// The third, fifth, seventh and ninth each began a span after two before them.
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
		assertThat(this.server.messages()).hasSize(9);
		this.server.assertNoViolations();
	}

	@Test
	void prioritiesKeepTheirTurns() {
		try (SmtpClient client = client(1, Duration.ofMillis(300))) {
			client.send(ContractSupport.message("first@contoso.com"));
			List<SendOperation> operations = new ArrayList<>(send(client, 2));
			operations.add(client.sendAsync(
					ContractSupport.message("urgent@contoso.com").toBuilder().priority(MailPriority.HIGH).build()));
			CompletableFuture.allOf(operations.toArray(CompletableFuture[]::new)).join();
		}
		assertThat(this.server.messages().subList(1, 3)).extracting((message) -> message.recipients().get(0))
			.contains("urgent@contoso.com");
	}

	@Test
	void closingCancelsWhatStillWaits() {
		List<SendOperation> operations;
		try (SmtpClient client = client(1, Duration.ofHours(1))) {
			operations = send(client, 4);
			awaitAccepted(client, 1);
		}
		assertThat(operations).allMatch(CompletableFuture::isDone);
		assertThat(operations).filteredOn(CompletableFuture::isCancelled).hasSize(3);
	}

	@Test
	void limitIsChecked() {
		SmtpClient.Builder builder = SmtpClient.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.rateLimit(0, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.rateLimit(1, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.rateLimit(1_000_001, Duration.ofSeconds(1)))
			.withMessageContaining("shorter span");
	}

}
