package io.sendasync.mail.sample.send;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import org.jspecify.annotations.Nullable;

/**
 * One send as it is shown: an immutable snapshot.
 *
 * @param id the operation's id
 * @param status the name of a {@link SendStatus} in lower case
 * @param ended whether the status is final
 * @param cancellable whether cancelling may still succeed
 * @param detail what the status means here, with the server's words
 * @param token the user's token
 * @param from the author
 * @param to the recipients
 * @param subject the subject
 * @param recipients what became of each recipient, empty until the end
 * @param submittedAt when it was taken on
 * @param millis how long it took, null until the end
 * @param change the number of this snapshot among the changes
 */
public record SendView(String id, String status, boolean ended, boolean cancellable, String detail, String token,
		String from, List<String> to, String subject, List<RecipientView> recipients, Instant submittedAt,
		@Nullable Long millis, @JsonIgnore long change) {

	public SendView {
		to = List.copyOf(to);
		recipients = List.copyOf(recipients);
	}

	static SendView pending(SendOperation operation, SendStatus status, Instant submittedAt, long change) {
		boolean cancellable = (status == SendStatus.QUEUED || status == SendStatus.SENDING);
		MailMessage message = Objects.requireNonNull(operation.message(), "the sample sends nothing else");
		return new SendView(operation.id(), name(status), false, cancellable, SendWords.pending(status),
				String.valueOf(operation.userToken()), String.valueOf(message.from()),
				message.to().stream().map(MailAddress::toString).toList(), message.subject(), List.of(), submittedAt,
				null, change);
	}

	SendView ended(SendCompleted<String> completed, Instant endedAt, long change) {
		SendReceipt receipt = completed.receipt();
		List<RecipientView> outcomes = (receipt != null) ? receipt.outcomes().stream().map(RecipientView::of).toList()
				: List.of();
		return new SendView(this.id, name(completed.operation().status()), true, false, SendWords.ended(completed),
				this.token, this.from, this.to, this.subject, outcomes, this.submittedAt,
				Duration.between(this.submittedAt, endedAt).toMillis(), change);
	}

	private static String name(SendStatus status) {
		return status.name().toLowerCase(Locale.ROOT);
	}

}
