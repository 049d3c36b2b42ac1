package io.sendasync.mail.internal.smtp;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.delivery.SmtpFailedRecipientsException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Failures of some recipients of a message that others have, or may have.
 */
public final class RecipientFailures {

	private RecipientFailures() {
	}

	/**
	 * The failure of a message that went out in several transactions.
	 * @param outcomes of all of them
	 * @param last the failure of the last one, or null if it was a success
	 * @return the failure, or null if everybody has the message
	 */
	public static @Nullable SmtpException ofParts(List<RecipientOutcome> outcomes, @Nullable SmtpException last) {
		boolean nobodyHasIt = outcomes.stream().noneMatch(RecipientOutcome.Accepted.class::isInstance);
		if (last != null && (last.outcome() == SendOutcome.UNKNOWN
				|| (nobodyHasIt && !(last instanceof SmtpFailedRecipientException)))) {
			return last;
		}
		if (last != null && !(last instanceof SmtpFailedRecipientException)) {
			return of(outcomes, last);
		}
		return of(outcomes, new SmtpException("The connection ended before its turn came", SendOutcome.NOT_SENT, null,
				new EOFException("the server closes the connection")));
	}

	/**
	 * The failure of those recipients that do not have a message which others have.
	 * @param outcomes none of them unknown
	 * @param cause why there are some without an answer
	 * @return the failure, or null if everybody has the message
	 */
	private static @Nullable SmtpException of(List<RecipientOutcome> outcomes, SmtpException cause) {
		List<SmtpFailedRecipientException> failures = new ArrayList<>();
		for (RecipientOutcome outcome : outcomes) {
			if (outcome instanceof RecipientOutcome.Rejected rejected) {
				failures.add(refused(rejected.recipient(), rejected.reply()));
			}
			else if (outcome instanceof RecipientOutcome.NotAttempted left) {
				failures.add(new SmtpFailedRecipientException(
						"The message was not sent to a recipient: " + cause.getMessage(), left.recipient(), cause));
			}
		}
		return together(failures, outcomes.size());
	}

	static SmtpFailedRecipientException refused(MailAddress recipient, SmtpReply reply) {
		return new SmtpFailedRecipientException("The server refused a recipient: " + reply, recipient, reply);
	}

	static @Nullable SmtpException together(List<SmtpFailedRecipientException> failures, int recipients) {
		if (failures.size() < 2) {
			return failures.isEmpty() ? null : failures.get(0);
		}
		boolean allRefused = failures.stream().allMatch((failure) -> failure.reply().isPresent());
		String count = failures.size() + " of " + recipients + " recipients";
		return new SmtpFailedRecipientsException(
				allRefused ? "The server refused " + count : "The message was not sent to " + count, failures);
	}

}
