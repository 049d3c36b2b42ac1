package io.sendasync.mail.internal.lane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.RecipientFailures;
import io.sendasync.mail.internal.smtp.Session;
import io.sendasync.mail.internal.smtp.Transaction;
import io.sendasync.mail.internal.smtp.TransactionResult;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The recipients of one message, as a server takes them: all at once, or so many in one
 * transaction and the others in the next (RFC 5321 §4.5.3.1.10). Each transaction settles
 * at least one recipient for good, so there is a last one.
 *
 * <p>
 * Thread contract: confined to its lane's thread.
 */
final class Parts {

	private final Mail mail;

	// By the place in the envelope; null before the recipient's first turn.
	private final @Nullable RecipientOutcome[] outcomes;

	// Those without a last word, by their place in the envelope.
	private List<Integer> open;

	// Those of them that the present transaction offers: the first ones.
	private List<Integer> offered;

	// Those of them whose turn comes again.
	private List<Integer> deferred = List.of();

	private boolean later;

	private @Nullable SmtpReply finalReply;

	// How many recipients were taken before the others had to wait, and where. It is the
	// limit if one that had to wait is welcome in the next transaction.
	private int taken;

	private @Nullable Session takenBy;

	Parts(Mail mail) {
		this.mail = mail;
		int recipients = mail.envelope().recipients().size();
		this.outcomes = new RecipientOutcome[recipients];
		this.open = new ArrayList<>(recipients);
		for (int place = 0; place < recipients; place++) {
			this.open.add(place);
		}
		this.offered = this.open;
	}

	/**
	 * Whether there was a transaction before the present one.
	 */
	boolean isLater() {
		return this.later;
	}

	/**
	 * What is still to be sent.
	 */
	Mail rest() {
		return to(this.open);
	}

	/**
	 * What the next transaction is to carry.
	 */
	Mail next(Session session) {
		boolean whole = this.mail.policy() == RecipientPolicy.ALL_OR_NOTHING;
		boolean all = whole || this.open.size() <= session.recipientLimit();
		this.offered = all ? this.open : this.open.subList(0, session.recipientLimit());
		this.deferred = List.of();
		return to(this.offered);
	}

	private Mail to(List<Integer> places) {
		if (places.size() == this.outcomes.length) {
			return this.mail;
		}
		List<MailAddress> all = this.mail.envelope().recipients();
		return this.mail.to(places.stream().map(all::get).toList());
	}

	/**
	 * Takes note of which recipients have to wait; to be called before the content goes
	 * out.
	 */
	void envelopeSettled(Session session, Transaction transaction) {
		if (this.takenBy == session && transaction.isAccepted(0)) {
			session.learnRecipientLimit(this.taken);
		}
		List<Integer> waiting = transaction.deferred();
		this.deferred = waiting.isEmpty() ? List.of() : waiting.stream().map(this.offered::get).toList();
		this.taken = transaction.acceptedBefore(waiting);
		this.takenBy = (this.taken > 0) ? session : null;
	}

	/**
	 * Whether another transaction follows if this one goes well.
	 */
	boolean isMoreToCome() {
		return !this.deferred.isEmpty() || this.offered.size() < this.open.size();
	}

	/**
	 * The present transaction is over.
	 * @param part what became of it
	 * @return what became of the message if no other one follows
	 */
	TransactionResult over(TransactionResult part) {
		if (!this.later && this.offered.size() == this.outcomes.length) {
			collect(part);
			return part;
		}
		collect(part);
		return new TransactionResult(outcomes(List.of()), this.finalReply,
				RecipientFailures.ofParts(outcomes(List.of()), part.failure()));
	}

	private void collect(TransactionResult part) {
		for (int i = 0; i < this.offered.size(); i++) {
			this.outcomes[this.offered.get(i)] = part.outcomes().get(i);
		}
		if (part.finalReply() != null) {
			this.finalReply = part.finalReply();
		}
	}

	/**
	 * Goes on to those that are left.
	 */
	void goOn() {
		this.open = left();
		this.offered = this.open;
		this.deferred = List.of();
		this.later = true;
	}

	/**
	 * What is certain if nothing else follows.
	 * @return one outcome for each recipient; those whose turn is to come are not
	 * attempted
	 */
	List<RecipientOutcome> soFar() {
		return outcomes(left());
	}

	/**
	 * What is to be said if nobody hears the verdict on the content of the present
	 * transaction.
	 * @return one outcome for each recipient; empty for a message that has but one
	 * transaction
	 */
	List<RecipientOutcome> inDoubt(Transaction transaction) {
		if (!this.later && !isMoreToCome()) {
			return List.of();
		}
		List<RecipientOutcome> all = outcomes(left());
		for (int i = 0; i < this.offered.size(); i++) {
			int place = this.offered.get(i);
			if (transaction.isAccepted(i)) {
				all.set(place, new RecipientOutcome.Unknown(all.get(place).recipient()));
			}
		}
		return all;
	}

	private List<Integer> left() {
		List<Integer> left = new ArrayList<>(this.deferred);
		left.addAll(this.open.subList(this.offered.size(), this.open.size()));
		return left;
	}

	private List<RecipientOutcome> outcomes(List<Integer> waiting) {
		List<MailAddress> recipients = this.mail.envelope().recipients();
		@Nullable RecipientOutcome[] known = this.outcomes.clone();
		waiting.forEach((place) -> known[place] = null);
		List<RecipientOutcome> all = new ArrayList<>(known.length);
		for (RecipientOutcome outcome : Arrays.asList(known)) {
			all.add((outcome != null) ? outcome : new RecipientOutcome.NotAttempted(recipients.get(all.size())));
		}
		return all;
	}

}
