package io.sendasync.mail.internal.smtp;

import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Judges a transaction by the replies that arrived and by whether the commit point was
 * passed; nothing else decides.
 *
 * @param mail what was to be carried
 * @param mailReply to MAIL
 * @param rcptReplies to each RCPT, in order
 * @param dataReply to DATA
 * @param finalReply to the end of the content, or the refusal that came within it
 * @param committed whether the mark that ends the content was handed to the network
 */
record Verdict(Mail mail, @Nullable SmtpReply mailReply, List<@Nullable SmtpReply> rcptReplies,
		@Nullable SmtpReply dataReply, @Nullable SmtpReply finalReply, boolean committed) {

	TransactionResult result(@Nullable SmtpException known) {
		List<RecipientOutcome> outcomes = new ArrayList<>(this.rcptReplies.size());
		List<MailAddress> recipients = this.mail.envelope().recipients();
		for (int i = 0; i < this.rcptReplies.size(); i++) {
			outcomes.add(outcome(recipients.get(i), this.rcptReplies.get(i)));
		}
		SmtpException failure = (known != null) ? known : failure(outcomes);
		return new TransactionResult(outcomes, this.finalReply, failure);
	}

	private RecipientOutcome outcome(MailAddress recipient, @Nullable SmtpReply rcptReply) {
		SmtpReply mailRefusal = refusal(this.mailReply);
		if (mailRefusal != null) {
			return new RecipientOutcome.Rejected(recipient, mailRefusal);
		}
		if (rcptReply == null) {
			return new RecipientOutcome.NotAttempted(recipient);
		}
		if (!rcptReply.isPositive()) {
			return new RecipientOutcome.Rejected(recipient, rcptReply);
		}
		if (this.finalReply != null) {
			return this.finalReply.isPositive() ? new RecipientOutcome.Accepted(recipient, rcptReply)
					: new RecipientOutcome.Rejected(recipient, this.finalReply);
		}
		if (this.committed) {
			return new RecipientOutcome.Unknown(recipient);
		}
		if (this.dataReply != null && !this.dataReply.isIntermediate()) {
			return new RecipientOutcome.Rejected(recipient, this.dataReply);
		}
		return new RecipientOutcome.NotAttempted(recipient);
	}

	private @Nullable SmtpException failure(List<RecipientOutcome> outcomes) {
		SmtpReply mailRefusal = refusal(this.mailReply);
		if (mailRefusal != null) {
			return refused("the sender", mailRefusal);
		}
		List<SmtpFailedRecipientException> refusals = refusals();
		SmtpException whole = wholeMessage();
		boolean anyAccepted = refusals.size() < this.rcptReplies.size();
		if (whole != null && anyAccepted) {
			refusals.forEach(whole::addSuppressed);
			return whole;
		}
		return RecipientFailures.together(refusals, outcomes.size());
	}

	private @Nullable SmtpException wholeMessage() {
		if (this.finalReply != null) {
			return this.finalReply.isPositive() ? null : refused("the message", this.finalReply);
		}
		if (this.dataReply != null && !this.dataReply.isIntermediate()) {
			return refused("the message at DATA", this.dataReply);
		}
		return null;
	}

	private List<SmtpFailedRecipientException> refusals() {
		List<SmtpFailedRecipientException> refusals = new ArrayList<>();
		List<MailAddress> recipients = this.mail.envelope().recipients();
		for (int i = 0; i < this.rcptReplies.size(); i++) {
			SmtpReply refusal = refusal(this.rcptReplies.get(i));
			if (refusal != null) {
				refusals.add(RecipientFailures.refused(recipients.get(i), refusal));
			}
		}
		return refusals;
	}

	private static SmtpException refused(String what, SmtpReply reply) {
		return new SmtpException("The server refused " + what + ": " + reply, SendOutcome.REJECTED, reply, null);
	}

	private static @Nullable SmtpReply refusal(@Nullable SmtpReply reply) {
		return (reply != null && !reply.isPositive()) ? reply : null;
	}

}
