package io.sendasync.mail.realserver;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.MailMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

/**
 * A Postfix that hangs up, dies and comes back.
 */
class PostfixTroubleTest {

	private PostfixServer server;

	@BeforeAll
	static void require() {
		PostfixServer.require();
	}

	@AfterEach
	void stop() throws Exception {
		Programs.closeAll(this.server);
	}

	@Test
	void connectionThatTheServerTimedOutIsReplacedSilently() throws IOException {
		this.server = PostfixServer.start("smtpd_timeout = 2s");
		try (SmtpClient client = PostfixSupport.client(this.server).maxConnections(1).build()) {
			client.send(PostfixSupport.message("ben@example.org"));
			Awaitility.await().untilAsserted(() -> assertThat(this.server.log("timeout after")).hasSize(1));
			client.send(PostfixSupport.message("ben@example.org"));
		}
		Awaitility.await().untilAsserted(() -> assertThat(this.server.sessions()).hasSize(2));
	}

	@Test
	void connectionWhoseServerProcessDiedIsReplacedSilently() throws IOException {
		this.server = PostfixServer.start();
		try (SmtpClient client = PostfixSupport.client(this.server).maxConnections(1).build()) {
			MailMessage first = PostfixSupport.message("ben@example.org");
			client.send(first);
			this.server.killSessions();
			MailMessage second = PostfixSupport.message("ben@example.org");
			client.send(second);
			this.server.mail().awaitRecipients(first.messageId(), List.of("ben@example.org"));
			this.server.mail().awaitRecipients(second.messageId(), List.of("ben@example.org"));
		}
	}

	@Test
	void restartsUnderLoadLoseNothingThatWasAccepted() throws Exception {
		this.server = PostfixServer.start();
		List<SendOperation> operations = new ArrayList<>();
		try (SmtpClient client = PostfixSupport.client(this.server).maxConnections(4).build()) {
			sendUntilAccepted(100, client, operations);
			restart();
			sendUntilAccepted(250, client, operations);
			this.server.killSessions();
			sendUntilAccepted(400, client, operations);
			this.server.reload();
			sendUntilAccepted(550, client, operations);
			restart();
			sendUntilAccepted(700, client, operations);
			this.server.killSessions();
			PostfixSupport.awaitEnd(operations);
		}
		List<String> accepted = ids(operations, (one) -> !one.isCompletedExceptionally());
		List<String> refused = ids(operations, PostfixTroubleTest::isCertainFailure);
		PostfixSupport.awaitDelivery(this.server, accepted);
		assertThat(this.server.mail().counts()).doesNotContainKeys(refused.toArray(String[]::new));
	}

	private static MailMessage longMessage() {
		return PostfixSupport.message("ben@example.org").toBuilder().text("Hello there\n".repeat(300)).build();
	}

	/**
	 * There is always more to send: while Postfix is in trouble it may refuse any number.
	 */
	private static void sendUntilAccepted(int count, SmtpClient client, List<SendOperation> operations) {
		Awaitility.await("progress")
			.atMost(PostfixSupport.LIMIT)
			.pollInterval(Duration.ofMillis(10))
			.untilAsserted(() -> {
				while (client.statistics().queued() < 100) {
					operations.add(client.sendAsync(longMessage()));
				}
				assertThat(client.statistics()).extracting(ClientStatistics::accepted, as(LONG))
					.as("accepted of %s", client.statistics())
					.isGreaterThanOrEqualTo(count);
			});
	}

	private void restart() throws IOException {
		this.server.stop();
		this.server.startAgain();
	}

	private static List<String> ids(List<SendOperation> operations, Predicate<SendOperation> wanted) {
		return operations.stream().filter(wanted).map((one) -> one.message().messageId()).toList();
	}

	private static boolean isCertainFailure(SendOperation operation) {
		if (!operation.isCompletedExceptionally()) {
			return false;
		}
		CompletionException failure = catchThrowableOfType(CompletionException.class, operation::join);
		return ((SmtpException) failure.getCause()).outcome() != SendOutcome.UNKNOWN;
	}

}
