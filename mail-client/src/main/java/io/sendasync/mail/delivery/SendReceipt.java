package io.sendasync.mail.delivery;

import java.time.Duration;
import java.util.List;

import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a send came to: a plain value that can be stored.
 *
 * @param operationId the id of the operation, unique within the process
 * @param messageId the Message-ID header's value, with angle brackets
 * @param envelope the envelope that was offered
 * @param outcomes one outcome for each recipient, in the envelope's order
 * @param finalReply the reply to the end of the content, of several transactions the last
 * one, or {@code null} if none was read
 * @param queued how long the send waited for a connection
 * @param sending how long it took from there to its end
 */
public record SendReceipt(String operationId, String messageId, Envelope envelope, List<RecipientOutcome> outcomes,
		@Nullable SmtpReply finalReply, Duration queued, Duration sending) {

	/**
	 * Creates a receipt.
	 * @throws IllegalArgumentException unless there is one outcome for each recipient
	 */
	public SendReceipt {
		outcomes = List.copyOf(outcomes);
		if (outcomes.size() != envelope.recipients().size()) {
			throw new IllegalArgumentException("Expected " + envelope.recipients().size() + " outcomes, one for each"
					+ " recipient, but got " + outcomes.size());
		}
	}

	/**
	 * The recipients for whom the server took responsibility.
	 * @return the accepted recipients in the envelope's order
	 */
	public List<MailAddress> acceptedRecipients() {
		return this.outcomes.stream()
			.filter(RecipientOutcome.Accepted.class::isInstance)
			.map(RecipientOutcome::recipient)
			.toList();
	}

	@Override
	public String toString() {
		return "SendReceipt[operationId=" + this.operationId + ", messageId=" + this.messageId + ", recipients="
				+ this.outcomes.size() + ", accepted=" + acceptedRecipients().size() + ", finalReply=" + this.finalReply
				+ ", queued=" + this.queued + ", sending=" + this.sending + "]";
	}

}
