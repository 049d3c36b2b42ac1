package io.sendasync.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpFailedRecipientsException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.Hold;
import io.sendasync.mail.testserver.SmtpExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A message with more recipients than the server takes at once goes out in several
 * transactions, over each kind of connection.
 */
@ParameterizedClass
@EnumSource(Variant.class)
class SmtpClientPartsContractTest extends ContractSupport {

	SmtpClientPartsContractTest(Variant variant) {
		super(variant);
	}

	private void limit(int recipients, boolean announced) {
		this.client.close();
		this.server.close();
		var builder = this.variant.server().maxRecipients(recipients);
		this.server = (announced ? builder.with(SmtpExtension.LIMITS) : builder).start();
		this.client = client().build();
	}

	private static List<String> people(int count) {
		return IntStream.rangeClosed(1, count).mapToObj((i) -> "p" + i + "@contoso.com").toList();
	}

	private static MailMessage messageTo(int count) {
		return message(String.join(", ", people(count)));
	}

	private List<Integer> sizes() {
		return this.server.messages().stream().map((message) -> message.recipients().size()).toList();
	}

	private void assertOnceEach(int count) {
		List<String> all = new ArrayList<>();
		this.server.messages().stream().map(AcceptedMessage::recipients).forEach(all::addAll);
		assertThat(all).containsExactlyInAnyOrderElementsOf(people(count));
	}

	/**
	 * A letter for each outcome: A, R, N or U.
	 */
	private static String letters(SendReceipt receipt) {
		assertThat(receipt.outcomes()).extracting(RecipientOutcome::recipient)
			.containsExactlyElementsOf(receipt.envelope().recipients());
		return receipt.outcomes()
			.stream()
			.map((outcome) -> outcome.getClass().getSimpleName().substring(0, 1))
			.collect(Collectors.joining());
	}

	private static String letters(SmtpException failure) {
		return letters(failure.receipt().orElseThrow());
	}

	private void assertOneCompletion(Throwable failure) throws Exception {
		assertThat(this.completions.take().error()).isSameAs(failure);
		assertThat(this.completions.rest()).isEmpty();
	}

	@Test
	void messageIsSplitInTwo() throws Exception {
		limit(3, false);
		SendReceipt receipt = this.client.sendAsync(messageTo(5)).join();
		assertThat(letters(receipt)).isEqualTo("AAAAA");
		assertThat(sizes()).containsExactly(3, 2);
		assertOnceEach(5);
		assertThat(this.server.connectionCount()).isEqualTo(1);
		assertOneCompletion(null);
		assertThat(this.events.all()).filteredOn(SmtpEvent.Committed.class::isInstance).hasSize(2);
		assertThat(this.server.messages()).extracting(AcceptedMessage::text)
			.containsOnly(this.server.messages().get(0).text());
	}

	@Test
	void messageIsSplitInFive() {
		limit(2, false);
		assertThat(letters(this.client.send(messageTo(9)))).isEqualTo("AAAAAAAAA");
		assertThat(sizes()).containsExactly(2, 2, 2, 2, 1);
		assertOnceEach(9);
	}

	@Test
	void limitIsRememberedForTheConnection() {
		limit(3, false);
		this.client.send(messageTo(5));
		int before = this.server.sessions().get(0).commands().size();
		this.client.send(messageTo(7));
		List<String> commands = this.server.sessions().get(0).commands();
		assertThat(commands.subList(before, commands.size()).stream().filter((command) -> command.startsWith("RCPT")))
			.hasSize(7);
		assertThat(sizes()).containsExactly(3, 2, 3, 3, 1);
	}

	@Test
	void announcedLimitIsNotExceeded() {
		limit(3, true);
		// The linter of the server complains about one recipient too many.
		assertThat(letters(this.client.send(messageTo(8)))).isEqualTo("AAAAAAAA");
		assertThat(sizes()).containsExactly(3, 3, 2);
		assertOnceEach(8);
	}

	@Test
	void messagesBehindSplitOnesArriveOnce() {
		limit(3, true);
		List<SendOperation> operations = IntStream.range(0, 10)
			.mapToObj((i) -> this.client.sendAsync(messageTo(1 + i % 5)))
			.toList();
		operations.forEach(SendOperation::join);
		assertThat(sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void refusedRecipientsOfAPartDoNotEndIt() {
		limit(2, true);
		this.server.fault(At.RCPT.of("p1@contoso.com"), Fault.reply("550 5.1.1 gone"));
		this.server.fault(At.RCPT.of("p2@contoso.com"), Fault.reply("550 5.1.1 gone"));
		SmtpFailedRecipientsException failure = failure(this.client.sendAsync(messageTo(5)),
				SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("RRAAA");
		assertThat(sizes()).containsExactly(2, 1);
	}

	@Test
	void withoutProgressTheRefusalStands() throws Exception {
		this.server.fault(At.RCPT.of("p2@contoso.com"), Fault.reply("452 4.5.3 too many").always());
		this.server.fault(At.RCPT.of("p3@contoso.com"), Fault.reply("452 4.5.3 too many").always());
		SmtpFailedRecipientsException failure = failure(this.client.sendAsync(messageTo(3)),
				SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("ARR");
		assertThat(failure.isTransient()).isTrue();
		assertThat(sizes()).containsExactly(1);
		assertThat(this.server.sessions().get(0).commands().stream().filter((line) -> line.startsWith("MAIL")))
			.hasSize(2);
		assertOneCompletion(failure);
	}

	@Test
	void oldReplyForTooManyMeansTheSame() {
		this.server.fault(At.RCPT.of("p3@contoso.com"), Fault.reply("552 too many recipients"));
		assertThat(letters(this.client.send(messageTo(3)))).isEqualTo("AAA");
		assertThat(sizes()).containsExactly(2, 1);
	}

	@Test
	void fullMailboxIsNotTakenForTooMany() {
		this.server.fault(At.RCPT.of("p2@contoso.com"), Fault.reply("452 4.2.2 mailbox full"));
		assertThat(letters(failure(this.client.sendAsync(messageTo(3)), SmtpFailedRecipientException.class)))
			.isEqualTo("ARA");
		assertThat(sizes()).containsExactly(2);
	}

	@Test
	void refusedSenderOfALaterPartRejectsItsRecipientsAlone() throws Exception {
		limit(3, true);
		Hold hold = this.server.hold(At.END_OF_DATA);
		SendOperation operation = this.client.sendAsync(messageTo(5));
		hold.awaitReached(SOON);
		this.server.fault(At.MAIL, Fault.reply("451 4.3.0 not now"));
		hold.release();
		SmtpFailedRecipientsException failure = failure(operation, SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("AAARR");
		assertThat(sizes()).containsExactly(3);
		assertOneCompletion(failure);
	}

	@Test
	void refusedContentOfALaterPartRejectsItsRecipientsAlone() throws Exception {
		limit(3, false);
		this.server.fault(At.END_OF_DATA.of("p4@contoso.com"), Fault.reply("554 5.6.0 no"));
		SmtpFailedRecipientsException failure = failure(this.client.sendAsync(messageTo(5)),
				SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("AAARR");
		assertThat(failure.isTransient()).isFalse();
		assertThat(sizes()).containsExactly(3);
		assertOneCompletion(failure);
	}

	@Test
	void refusedContentOfTheFirstPartEndsTheMessage() throws Exception {
		limit(3, false);
		this.server.fault(At.END_OF_DATA, Fault.reply("554 5.6.0 no"));
		SmtpException failure = failure(this.client.sendAsync(messageTo(5)), SmtpException.class);
		assertThat(failure).isNotInstanceOf(SmtpFailedRecipientException.class);
		assertThat(letters(failure)).isEqualTo("RRRRR");
		assertThat(sizes()).isEmpty();
		assertOneCompletion(failure);
	}

	@Test
	void connectionLostAtTheSenderOfALaterPart() throws Exception {
		limit(3, true);
		Hold hold = this.server.hold(At.END_OF_DATA);
		SendOperation operation = this.client.sendAsync(messageTo(5));
		hold.awaitReached(SOON);
		this.server.fault(At.MAIL, Fault.reset());
		hold.release();
		assertLostBeforeTheCommitPoint(operation);
	}

	@Test
	void connectionLostAtARecipientOfALaterPart() throws Exception {
		limit(3, true);
		this.server.fault(At.RCPT.of("p5@contoso.com"), Fault.reset());
		assertLostBeforeTheCommitPoint(this.client.sendAsync(messageTo(5)));
	}

	@Test
	void connectionLostBeforeTheContentOfALaterPart() throws Exception {
		limit(3, false);
		At step = (this.variant.beforeContent() == At.DATA) ? At.DATA : At.BDAT;
		this.server.fault(step.of("p4@contoso.com"), Fault.close());
		assertLostBeforeTheCommitPoint(this.client.sendAsync(messageTo(5)));
	}

	private void assertLostBeforeTheCommitPoint(SendOperation operation) throws Exception {
		SmtpFailedRecipientsException failure = failure(operation, SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("AAANN");
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertThat(failure.reply()).isEmpty();
		assertThat(failure.failures()).allMatch(SmtpException::isTransient);
		assertThat(operation.status()).isEqualTo(SendStatus.FAILED);
		assertOneCompletion(failure);
		assertThat(sizes()).containsExactly(3);
		this.client.send(message("ann@contoso.com"));
		assertThat(sizes()).containsExactly(3, 1);
	}

	@Test
	void connectionLostBehindTheCommitPointOfALaterPartIsUnknown() throws Exception {
		limit(3, false);
		this.server.fault(At.END_OF_DATA.of("p4@contoso.com"), Fault.close().afterAccepting());
		SendOperation operation = this.client.sendAsync(messageTo(5));
		SmtpException failure = failure(operation, SmtpException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.UNKNOWN);
		assertThat(letters(failure)).isEqualTo("AAAUU");
		assertThat(operation.status()).isEqualTo(SendStatus.UNKNOWN);
		assertOneCompletion(failure);
		assertOnceEach(5);
	}

	@Test
	void laterPartIsNeitherReplacedNorTriedAgain() throws Exception {
		limit(3, true);
		rebuild(client().retries(RetryPolicy.of(5, Duration.ofMillis(1))));
		this.client.send(message("ann@contoso.com"));
		Hold hold = this.server.hold(At.END_OF_DATA);
		SendOperation operation = this.client.sendAsync(messageTo(5));
		hold.awaitReached(SOON);
		this.server.fault(At.MAIL, Fault.replyThenClose("421 4.3.0 bye"));
		hold.release();
		SmtpFailedRecipientsException failure = failure(operation, SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("AAARR");
		assertThat(sizes()).containsExactly(1, 3);
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

	@Test
	void cancelInALaterPartIsRefused() throws Exception {
		limit(3, false);
		Hold before = this.server.hold(At.RCPT.of("p5@contoso.com"));
		SendOperation operation = this.client.sendAsync(messageTo(5));
		before.awaitReached(SOON);
		before.release();
		Hold later = this.server.hold(this.variant.chains() ? At.CONTENT.of("p4@contoso.com") : At.END_OF_DATA);
		later.awaitReached(SOON);
		assertThat(operation.cancel(true)).isFalse();
		assertThat(operation.status()).isEqualTo(SendStatus.COMMITTED);
		later.release();
		assertThat(letters(operation.join())).isEqualTo("AAAAA");
		assertOneCompletion(null);
	}

	@Test
	void timeOutInALaterPartLeavesTheAcceptedOnesAccepted() throws Exception {
		limit(3, true);
		rebuild(client().deadline(Duration.ofSeconds(2)));
		this.server.fault(At.RCPT.of("p5@contoso.com"), Fault.stall());
		SmtpFailedRecipientsException failure = failure(this.client.sendAsync(messageTo(5)),
				SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("AAANN");
		assertThat(failure.getCause()).isInstanceOf(SmtpTimeoutException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.REJECTED);
		assertOneCompletion(failure);
		assertThat(sizes()).containsExactly(3);
	}

	@Test
	void givenUpBehindTheCommitPointOfTheFirstPartOnlyThatIsInDoubt() throws Exception {
		limit(2, true);
		rebuild(client().deadline(Duration.ofSeconds(2)));
		this.server.fault(At.END_OF_DATA.of("p1@contoso.com"), Fault.stall());
		SmtpException failure = failure(this.client.sendAsync(messageTo(5)), SmtpTimeoutException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.UNKNOWN);
		assertThat(letters(failure)).isEqualTo("UUNNN");
		assertOneCompletion(failure);
		this.server.release();
	}

	@Test
	void givenUpBehindTheCommitPointOfALaterPartOnlyThatIsInDoubt() throws Exception {
		limit(2, true);
		rebuild(client().deadline(Duration.ofSeconds(2)));
		this.server.fault(At.END_OF_DATA.of("p3@contoso.com"), Fault.stall());
		SmtpException failure = failure(this.client.sendAsync(messageTo(5)), SmtpTimeoutException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.UNKNOWN);
		assertThat(letters(failure)).isEqualTo("AAUUN");
		assertOneCompletion(failure);
		this.server.release();
	}

	@Test
	void usedUpConnectionIsReplacedBetweenParts() {
		limit(2, true);
		rebuild(client().maxMessages(1));
		assertThat(letters(this.client.send(messageTo(5)))).isEqualTo("AAAAA");
		assertThat(sizes()).containsExactly(2, 2, 1);
		assertThat(this.server.connectionCount()).isEqualTo(3);
	}

	@Test
	void connectionThatCannotBeReplacedBetweenPartsEndsTheSend() throws Exception {
		limit(2, true);
		rebuild(client().maxMessages(1).retries(RetryPolicy.of(5, Duration.ofMillis(1))));
		this.server.fault(At.EHLO.onConnection(2), Fault.replyThenClose("421 4.3.2 no more"));
		SmtpFailedRecipientsException failure = failure(this.client.sendAsync(messageTo(5)),
				SmtpFailedRecipientsException.class);
		assertThat(letters(failure)).isEqualTo("AANNN");
		assertThat(sizes()).containsExactly(2);
		assertOneCompletion(failure);
	}

	@Test
	void allOrNothingIsNotSplitBy452() throws Exception {
		limit(3, false);
		rebuild(client().recipientPolicy(RecipientPolicy.ALL_OR_NOTHING));
		SmtpFailedRecipientsException failure = failure(this.client.sendAsync(messageTo(5)),
				SmtpFailedRecipientsException.class);
		assertThat(failure.isTransient()).isTrue();
		assertThat(letters(failure)).isEqualTo("NNNRR");
		assertThat(sizes()).isEmpty();
		assertOneCompletion(failure);
	}

	@Test
	void allOrNothingDoesNotExceedTheAnnouncedLimit() {
		limit(3, true);
		rebuild(client().recipientPolicy(RecipientPolicy.ALL_OR_NOTHING));
		SmtpException failure = failure(this.client.sendAsync(messageTo(5)), SmtpException.class);
		assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
		assertThat(failure.isTransient()).isFalse();
		assertThat(failure).hasMessageContaining("5 recipients").hasMessageContaining("DELIVER_TO_ACCEPTED");
		assertThat(letters(failure)).isEqualTo("NNNNN");
		this.client.send(messageTo(3));
		assertThat(Collections.max(sizes())).isEqualTo(3);
	}

}
