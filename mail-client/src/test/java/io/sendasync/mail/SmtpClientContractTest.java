package io.sendasync.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpFailedRecipientsException;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What a client promises of deliveries and refusals, over each kind of connection.
 */
@ParameterizedClass
@EnumSource(Variant.class)
class SmtpClientContractTest extends ContractSupport {

	SmtpClientContractTest(Variant variant) {
		super(variant);
	}

	@Test
	void deliversWithTokenAndReceipt() throws Exception {
		Object token = new Object();
		MailMessage message = message("ben@contoso.com");
		SendOperation operation = this.client.sendAsync(message, token);
		SendReceipt receipt = operation.get(10, TimeUnit.SECONDS);
		SendCompleted<?> completed = this.completions.take();
		assertThat(completed.userToken()).isSameAs(token);
		assertThat(completed.succeeded()).isTrue();
		assertThat(completed.receipt()).isSameAs(receipt);
		assertThat(completed.operation()).isSameAs(operation);
		assertThat(operation.status()).isEqualTo(SendStatus.COMPLETED);
		assertThat(receipt.messageId()).isEqualTo(message.messageId());
		assertThat(receipt.finalReply().code()).isEqualTo(250);
		assertThat(receipt.outcomes()).singleElement().isInstanceOf(RecipientOutcome.Accepted.class);
		AcceptedMessage accepted = this.server.takeMessage(SOON);
		assertThat(accepted.reversePath()).isEqualTo("jane@contoso.com");
		assertThat(accepted.recipients()).containsExactly("ben@contoso.com");
		assertThat(accepted.header("Subject")).isEqualTo("Hello");
		assertThat(this.completions.rest()).isEmpty();
	}

	@Test
	void blockingSendReturnsTheReceiptAndRaisesNoEvent() {
		SendReceipt receipt = this.client.send(message("ben@contoso.com"));
		assertThat(receipt.acceptedRecipients()).hasSize(1);
		assertThat(this.client.statistics().accepted()).isEqualTo(1);
		assertThat(this.completions.rest()).isEmpty();
	}

	@Test
	void sendsOneAfterTheOtherNeedOneConnection() {
		rebuild(client().maxConnections(8));
		for (int i = 0; i < 20; i++) {
			this.client.send(message("ben@contoso.com"));
		}
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void manyMessagesShareOneConnection() {
		List<SendOperation> operations = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			operations.add(this.client.sendAsync(message("ben" + i + "@contoso.com"), i));
		}
		operations.forEach(SendOperation::join);
		assertThat(this.server.connectionCount()).isEqualTo(1);
		assertThat(this.server.messages()).extracting((message) -> message.recipients().get(0))
			.containsExactlyElementsOf(operations.stream().map((op) -> op.message().to().get(0).address()).toList());
	}

	@Test
	void contentArrivesAsItWasWritten() {
		String text = ".\n..\n.leading dot\nlast line without end, and a dot\n.";
		this.client.send(message("ben@contoso.com").toBuilder().text(text).build());
		String received = this.server.takeMessage(SOON).text();
		assertThat(received.substring(received.indexOf("\r\n\r\n") + 4).stripTrailing())
			.isEqualTo(text.replace("\n", "\r\n").stripTrailing());
	}

	@Test
	void refusedRecipientIsNamedAndTheOthersGetTheMessage() throws Exception {
		this.server.fault(At.RCPT.of("ben@contoso.com"), Fault.reply("550 5.1.1 no such user"));
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com, ben@contoso.com, cid@contoso.com"));
		SmtpFailedRecipientException failure = failure(operation, SmtpFailedRecipientException.class);
		assertThat(failure.failedRecipient()).isEqualTo(MailAddress.parse("ben@contoso.com"));
		assertThat(failure.reply()).hasToString("Optional[550 5.1.1 no such user]");
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(failure.isTransient()).isFalse();
		assertThat(failure.receipt().orElseThrow().acceptedRecipients()).extracting(MailAddress::address)
			.containsExactly("ann@contoso.com", "cid@contoso.com");
		assertThat(this.server.takeMessage(SOON).recipients()).containsExactly("ann@contoso.com", "cid@contoso.com");
		assertThat(this.completions.take().error()).isSameAs(failure);
		assertThat(this.completions.rest()).isEmpty();
	}

	@Test
	void severalRefusedRecipientsComeInTheOrderOfTheWire() {
		this.server.fault(At.RCPT.of("cid@contoso.com"), Fault.reply("450 4.2.1 later"));
		this.server.fault(At.RCPT.of("ann@contoso.com"), Fault.reply("550 5.1.1 no"));
		SmtpFailedRecipientsException failure = catchThrowableOfType(SmtpFailedRecipientsException.class,
				() -> this.client.send(message("ann@contoso.com, ben@contoso.com, cid@contoso.com")));
		assertThat(failure.failures()).extracting((one) -> one.failedRecipient().address())
			.containsExactly("ann@contoso.com", "cid@contoso.com");
		assertThat(failure.statusCode().value()).isEqualTo(550);
		assertThat(this.server.takeMessage(SOON).recipients()).containsExactly("ben@contoso.com");
	}

	@Test
	void nobodyAcceptedMeansNothingIsDelivered() {
		this.server.fault(At.RCPT, Fault.reply("550 5.1.1 no").always());
		SmtpException failure = catchThrowableOfType(SmtpException.class,
				() -> this.client.send(message("ann@contoso.com, ben@contoso.com")));
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void dataGrantedWithNobodyAcceptedIsTakenBackAndTheConnectionKept() {
		this.server.fault(At.RCPT.of("ben@contoso.com"), Fault.reply("550 5.1.1 no"));
		this.server.fault(At.DATA, Fault.reply("354 go ahead"));
		assertThatExceptionOfType(SmtpFailedRecipientException.class)
			.isThrownBy(() -> this.client.send(message("ben@contoso.com")));
		if (!this.variant.chains()) {
			this.server.clearFaults();
		}
		this.client.send(message("ann@contoso.com"));
		assertThat(this.server.messages()).hasSize(1);
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void allOrNothingDeliversToNobodyIfOneIsRefused() {
		rebuild(client().recipientPolicy(RecipientPolicy.ALL_OR_NOTHING));
		this.server.fault(At.RCPT.of("ben@contoso.com"), Fault.reply("550 5.1.1 no"));
		SmtpFailedRecipientException failure = catchThrowableOfType(SmtpFailedRecipientException.class,
				() -> this.client.send(message("ann@contoso.com, ben@contoso.com")));
		assertThat(failure.receipt().orElseThrow().outcomes()).element(0)
			.isInstanceOf(RecipientOutcome.NotAttempted.class);
		assertThat(this.server.messages()).isEmpty();
		this.client.send(message("ann@contoso.com, cid@contoso.com"));
		assertThat(this.server.takeMessage(SOON).recipients()).hasSize(2);
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void refusedSenderRefusesAll() {
		this.server.fault(At.MAIL, Fault.reply("550 5.7.1 not you"));
		SmtpException failure = catchThrowableOfType(SmtpException.class,
				() -> this.client.send(message("ann@contoso.com")));
		assertThat(failure).hasMessageContaining("550 5.7.1 not you");
		assertThat(failure.receipt().orElseThrow().outcomes()).singleElement()
			.isInstanceOf(RecipientOutcome.Rejected.class);
		assertThat(this.server.messages()).isEmpty();
	}

	@Test
	void refusedContentLeavesTheNextMessageUnharmed() {
		this.server.fault(At.END_OF_DATA, Fault.reply("554 5.6.0 spam"));
		SendOperation refused = this.client.sendAsync(message("ann@contoso.com"));
		SendOperation next = this.client.sendAsync(message("ben@contoso.com"));
		SmtpException failure = failure(refused, SmtpException.class);
		assertThat(failure.statusCode().value()).isEqualTo(554);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(next.join().acceptedRecipients()).hasSize(1);
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void nextEnvelopeRidesBehindTheContent() {
		Hold hold = this.server.hold(this.variant.beforeContent());
		SendOperation first = this.client.sendAsync(message("ann@contoso.com"));
		hold.awaitReached(SOON);
		SendOperation second = this.client.sendAsync(message("ben@contoso.com"));
		hold.release();
		first.join();
		second.join();
		if (this.variant.chains()) {
			assertThat(this.server.sessions().get(0).commandsInFlight())
				.anySatisfy((flight) -> assertThat(flight).extracting((command) -> command.replaceFirst(" SIZE=.*", ""))
					.containsSubsequence("RSET", "MAIL FROM:<jane@contoso.com>", "RCPT TO:<ben@contoso.com>", "DATA"));
		}
	}

	@Test
	void listenerThatThrowsHarmsNothing() throws Exception {
		CountDownLatch thrown = new CountDownLatch(1);
		rebuild(this.variant.client(this.server).sendCompletedListener((completed) -> {
			thrown.countDown();
			throw new IllegalStateException("on purpose");
		}).sendCompletedListener(this.completions));
		SendOperation operation = this.client.sendAsync(message("ann@contoso.com"));
		assertThat(operation.get(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(thrown.getCount()).isZero();
		assertThat(this.completions.take().succeeded()).isTrue();
	}

	@Test
	void listenerThatOverflowsTheStackDoesNotKeepTheFutureWaiting() throws Exception {
		this.client.addSendCompletedListener((completed) -> {
			throw new StackOverflowError("on purpose");
		});
		assertThat(this.client.sendAsync(message("ann@contoso.com")).get(10, TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void listenerMaySendAndWait() throws Exception {
		this.client.addSendCompletedListener((completed) -> {
			if ("first".equals(completed.userToken())) {
				this.client.send(message("ben@contoso.com"));
			}
		});
		this.client.sendAsync(message("ann@contoso.com"), "first").get(10, TimeUnit.SECONDS);
		assertThat(this.server.messages()).hasSize(2);
	}

}
