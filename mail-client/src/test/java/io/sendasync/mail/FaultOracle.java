package io.sendasync.mail;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.sendasync.mail.FaultKind.Trait;
import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.SmtpTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Says what a client may claim. It knows three facts about a message, all of them from
 * the server: whether it was accepted, whether its content came to the end, and which
 * complete replies were sent.
 */
final class FaultOracle {

	private enum Claim {

		ACCEPTED, REJECTED, NOT_ATTEMPTED, UNKNOWN;

		private static Claim of(RecipientOutcome outcome) {
			if (outcome instanceof RecipientOutcome.Accepted) {
				return ACCEPTED;
			}
			if (outcome instanceof RecipientOutcome.Rejected) {
				return REJECTED;
			}
			return (outcome instanceof RecipientOutcome.Unknown) ? UNKNOWN : NOT_ATTEMPTED;
		}

	}

	private final FaultCase context;

	private final List<AcceptedMessage> journal;

	private final List<FaultAttempt> attempts;

	FaultOracle(FaultCase context, SmtpTestServer server) {
		this.context = context;
		this.journal = server.messages();
		this.attempts = FaultAttempt.of(server.sessions());
	}

	/**
	 * Asserts that an operation that has ended claims nothing else than the facts allow.
	 */
	void judge(SendOperation operation, SendCompleted<?> completed) {
		String name = String.valueOf(operation.userToken());
		assertThat(journaled(name)).as("acceptances of %s", name).hasSizeLessThan(2);
		if (this.context.shape() == FaultCase.Shape.ALL_OR_NOTHING) {
			assertThat(journaled(name)).allMatch((message) -> message.recipients().size() == 2);
		}
		assertThat(completed.cancelled()).as("cancelled").isFalse();
		SendReceipt receipt = completed.receipt();
		assertThat(receipt).as("receipt").isNotNull();
		Set<Claim> claims = EnumSet.noneOf(Claim.class);
		for (RecipientOutcome outcome : receipt.outcomes()) {
			Claim claim = Claim.of(outcome);
			claims.add(claim);
			String recipient = outcome.recipient().address();
			assertThat(allowed(name, recipient)).as("allowed for %s, of %s", recipient, this.attempts).contains(claim);
		}
		assertThat(receipt.outcomes()).extracting((outcome) -> outcome.recipient().address())
			.isEqualTo(FaultCase.recipients(name));
		judgeWhole(claims, completed, operation.status());
	}

	/** What is said of the message has to fit to what is said of its recipients. */
	private static void judgeWhole(Set<Claim> claims, SendCompleted<?> completed, SendStatus status) {
		if (completed.error() == null) {
			assertThat(claims).as("claims of a success").containsExactly(Claim.ACCEPTED);
			assertThat(status).isEqualTo(SendStatus.COMPLETED);
			return;
		}
		assertThat(completed.error()).isInstanceOf(SmtpException.class);
		SendOutcome outcome = ((SmtpException) completed.error()).outcome();
		assertThat(claims.contains(Claim.UNKNOWN)).as("%s with %s", outcome, claims)
			.isEqualTo(outcome == SendOutcome.UNKNOWN);
		assertThat(status).isEqualTo((outcome == SendOutcome.UNKNOWN) ? SendStatus.UNKNOWN : SendStatus.FAILED);
		if (outcome == SendOutcome.REJECTED) {
			assertThat(claims).contains(Claim.REJECTED);
		}
		if (outcome == SendOutcome.NOT_SENT) {
			assertThat(claims).isSubsetOf(Claim.REJECTED, Claim.NOT_ATTEMPTED);
		}
	}

	List<AcceptedMessage> journaled(String name) {
		return this.journal.stream().filter((message) -> message.reversePath().equals(FaultCase.sender(name))).toList();
	}

	private Set<Claim> allowed(String name, String recipient) {
		boolean accepted = journaled(name).stream().anyMatch((message) -> message.recipients().contains(recipient));
		FaultAttempt last = this.attempts.stream()
			.filter((attempt) -> attempt.sender().equals(FaultCase.sender(name)))
			.reduce((first, second) -> second)
			.orElse(null);
		if (last == null) {
			return EnumSet.of(Claim.NOT_ATTEMPTED);
		}
		Set<Claim> allowed = accepted ? ofAccepted(last) : ofNotAccepted(last, recipient);
		if (isReplyUncertain()) {
			allowed.addAll(last.granted() ? EnumSet.of(Claim.UNKNOWN) : EnumSet.noneOf(Claim.class));
			allowed.addAll(accepted ? EnumSet.noneOf(Claim.class) : EnumSet.of(Claim.REJECTED, Claim.NOT_ATTEMPTED));
		}
		return allowed;
	}

	/**
	 * Whether a reply that the server sent may not have arrived: with its commands out of
	 * step, overtaken by a reset, or sent after the client had given up.
	 */
	private boolean isReplyUncertain() {
		return this.context.isOutOfStep() || this.context.kind().has(Trait.TAKES_REPLIES_ALONG)
				|| this.context.isSilent();
	}

	private static Set<Claim> ofAccepted(FaultAttempt attempt) {
		return EnumSet.of(attempt.isAcceptedAtEnd() ? Claim.ACCEPTED : Claim.UNKNOWN);
	}

	private static Set<Claim> ofNotAccepted(FaultAttempt attempt, String recipient) {
		if (attempt.isRefused(recipient) || attempt.isRefusedAtEnd() || attempt.isRefusedWithinContent()) {
			return attempt.hasNonsense() ? EnumSet.of(Claim.REJECTED, Claim.NOT_ATTEMPTED) : EnumSet.of(Claim.REJECTED);
		}
		if (attempt.ended()) {
			return EnumSet.of(Claim.UNKNOWN);
		}
		if (attempt.isRefused()) {
			return EnumSet.of(Claim.REJECTED, Claim.NOT_ATTEMPTED);
		}
		if (attempt.granted()) {
			// How much the client had sent when the server stopped reading is not known.
			return EnumSet.of(Claim.UNKNOWN, Claim.NOT_ATTEMPTED);
		}
		return EnumSet.of(Claim.NOT_ATTEMPTED);
	}

}
