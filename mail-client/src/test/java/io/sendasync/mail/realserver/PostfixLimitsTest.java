package io.sendasync.mail.realserver;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpFailedRecipientsException;
import io.sendasync.mail.message.MailMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What Postfix refuses.
 */
class PostfixLimitsTest {

	private static final String REFUSE_SOME = "smtpd_recipient_restrictions = check_recipient_access inline:{"
			+ " {gone@example.org = 550 5.1.1 gone}, {busy@example.org = 450 4.2.1 busy} }, permit_mynetworks, reject";

	private PostfixServer server;

	@BeforeAll
	static void require() {
		PostfixServer.require();
	}

	@AfterEach
	void stop() throws Exception {
		Programs.closeAll(this.server);
	}

	private <T extends SmtpException> T failure(SmtpClient.Builder builder, MailMessage message, Class<T> type) {
		try (SmtpClient client = builder.build()) {
			T failure = catchThrowableOfType(type, () -> client.send(message));
			assertThat(failure).isNotNull();
			return failure;
		}
	}

	private static List<Integer> codes(SmtpException failure) {
		SendReceipt receipt = failure.receipt().orElseThrow();
		return receipt.outcomes().stream().map(PostfixLimitsTest::code).toList();
	}

	private static int code(RecipientOutcome outcome) {
		if (outcome instanceof RecipientOutcome.Rejected rejected) {
			return rejected.reply().code();
		}
		return (outcome instanceof RecipientOutcome.Accepted accepted) ? accepted.reply().code() : 0;
	}

	@Test
	void messageOverTheSizeLimitIsNotOffered() throws IOException {
		this.server = PostfixServer.start("message_size_limit = 10000");
		MailMessage message = PostfixSupport.message("ben@example.org")
			.toBuilder()
			.text("0123456789012345678901234567890123456789\n".repeat(300))
			.build();
		SmtpException failure = failure(PostfixSupport.client(this.server), message, SmtpException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(failure.isTransient()).isFalse();
		assertThat(failure).hasMessageContaining("takes at most 10000");
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.server.sessions()).singleElement()
				.asString()
				.endsWith(" ehlo=1 quit=1 commands=2"));
	}

	@Test
	void refusedRecipientsDoNotKeepOthersFromTheMessage() throws IOException {
		this.server = PostfixServer.start(REFUSE_SOME);
		MailMessage message = PostfixSupport
			.message("ann@example.org, gone@example.org, busy@example.org, ben@example.org");
		SmtpFailedRecipientsException failure = failure(PostfixSupport.client(this.server), message,
				SmtpFailedRecipientsException.class);
		assertThat(codes(failure)).containsExactly(250, 550, 450, 250);
		assertThat(failure.failures()).extracting(SmtpFailedRecipientException::isTransient)
			.containsExactly(false, true);
		this.server.mail().awaitRecipients(message.messageId(), List.of("ann@example.org", "ben@example.org"));
	}

	@Test
	void recipientsThatAreTooManyAtOnceGetTheMessageInParts() throws IOException {
		this.server = PostfixServer.start("smtpd_recipient_limit = 10");
		List<String> people = IntStream.rangeClosed(1, 35).mapToObj((i) -> "p" + i + "@example.org").toList();
		MailMessage message = PostfixSupport.message(String.join(", ", people));
		try (SmtpClient client = PostfixSupport.client(this.server).maxConnections(1).build()) {
			assertThat(client.send(message).acceptedRecipients()).hasSize(35);
		}
		this.server.mail().awaitRecipients(message.messageId(), people);
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.server.sessions()).singleElement().asString().contains(" mail=4 "));
	}

	@Test
	void oneRefusedRecipientKeepsAllFromTheMessageOnDemand() throws IOException {
		this.server = PostfixServer.start(REFUSE_SOME);
		MailMessage refused = PostfixSupport.message("ann@example.org, gone@example.org");
		SmtpFailedRecipientException failure = failure(
				PostfixSupport.client(this.server).recipientPolicy(RecipientPolicy.ALL_OR_NOTHING), refused,
				SmtpFailedRecipientException.class);
		assertThat(codes(failure)).containsExactly(0, 550);
		MailMessage last = PostfixSupport.message("ann@example.org");
		try (SmtpClient client = PostfixSupport.client(this.server).build()) {
			client.send(last);
		}
		this.server.mail().awaitRecipients(last.messageId(), List.of("ann@example.org"));
		assertThat(this.server.mail().counts()).containsOnlyKeys(last.messageId());
	}

	@Test
	void refusedMessageLeavesTheConnectionUsable() throws IOException {
		this.server = PostfixServer.start(REFUSE_SOME);
		try (SmtpClient client = PostfixSupport.client(this.server).maxConnections(1).build()) {
			MailMessage refused = PostfixSupport.message("gone@example.org, busy@example.org");
			assertThat(catchThrowableOfType(SmtpFailedRecipientsException.class, () -> client.send(refused)))
				.isNotNull();
			client.send(PostfixSupport.message("ben@example.org"));
		}
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.server.sessions()).singleElement().asString().contains(" mail=2 rcpt=1/3 "));
	}

	@Test
	void moreLanesThanTheServerTakesFailNoMessage() throws IOException {
		this.server = PostfixServer.start("smtpd_client_connection_count_limit = 2",
				"smtpd_client_event_limit_exceptions =", "smtpd_tls_security_level = may");
		try (SmtpClient client = PostfixSupport.client(this.server).maxConnections(8).maxMessages(20).build()) {
			PostfixSupport.assertEachArrivesOnce(this.server, PostfixSupport.send(client, 200));
		}
		assertThat(this.server.log("Connection concurrency limit exceeded")).isNotEmpty();
	}

}
