package io.sendasync.mail.sample.send;

import io.sendasync.mail.delivery.RecipientOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of a send for one recipient.
 *
 * @param address the recipient
 * @param outcome {@code accepted}, {@code rejected}, {@code not attempted} or
 * {@code unknown}
 * @param reply what the server said about this recipient
 */
public record RecipientView(String address, String outcome, @Nullable String reply) {

	static RecipientView of(RecipientOutcome outcome) {
		String address = outcome.recipient().address();
		if (outcome instanceof RecipientOutcome.Accepted accepted) {
			return new RecipientView(address, "accepted", accepted.reply().toString());
		}
		if (outcome instanceof RecipientOutcome.Rejected rejected) {
			return new RecipientView(address, "rejected", rejected.reply().toString());
		}
		return new RecipientView(address,
				(outcome instanceof RecipientOutcome.NotAttempted) ? "not attempted" : "unknown", null);
	}

}
