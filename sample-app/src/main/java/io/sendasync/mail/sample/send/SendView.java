package io.sendasync.mail.sample.send;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param cc further recipients
 * @param bcc recipients whom the others do not see
 * @param subject the subject
 * @param recipients what became of each recipient, empty until the end
 * @param submittedAt when it was taken on
 * @param millis how long it took, null until the end
 * @param queuedMillis how much of that it waited for a connection, null if that is not
 * known
 * @param roundTrips how often it waited for the server up to now
 * @param change the number of this snapshot among the changes
 */
public record SendView(String id, String status, boolean ended, boolean cancellable, String detail, String token,
		String from, List<String> to, List<String> cc, List<String> bcc, String subject, List<RecipientView> recipients,
		Instant submittedAt, @Nullable Long millis, @Nullable Long queuedMillis, RoundTrips roundTrips,
		@JsonIgnore long change) {

	public SendView {
		to = List.copyOf(to);
		cc = List.copyOf(cc);
		bcc = List.copyOf(bcc);
		recipients = List.copyOf(recipients);
	}

	static SendView pending(SendOperation operation, Progress progress, Instant submittedAt, long change) {
		SendStatus status = progress.status();
		boolean cancellable = (status == SendStatus.QUEUED || status == SendStatus.SENDING);
		MailMessage message = Objects.requireNonNull(operation.message(), "the sample sends nothing else");
		return new SendView(operation.id(), name(status), false, cancellable, SendWords.pending(status),
				String.valueOf(operation.userToken()), String.valueOf(message.from()), texts(message.to()),
				texts(message.cc()), texts(message.bcc()), message.subject(), List.of(), submittedAt, null, null,
				progress.roundTrips(), change);
	}

	/**
	 * The send in one line, for people.
	 * @return recipients, time and round trips, as far as they are known
	 */
	@JsonProperty
	public String summary() {
		return SendWords.summary(this);
	}

	private static List<String> texts(List<MailAddress> addresses) {
		return addresses.stream().map(MailAddress::toString).toList();
	}

	SendView ended(SendCompleted<String> completed, RoundTrips trips, Instant endedAt, long change) {
		SendReceipt receipt = completed.receipt();
		List<RecipientView> outcomes = (receipt != null) ? receipt.outcomes().stream().map(RecipientView::of).toList()
				: List.of();
		return new SendView(this.id, name(completed.operation().status()), true, false, SendWords.ended(completed),
				this.token, this.from, this.to, this.cc, this.bcc, this.subject, outcomes, this.submittedAt,
				Duration.between(this.submittedAt, endedAt).toMillis(),
				(receipt != null) ? receipt.queued().toMillis() : null, trips, change);
	}

	private static String name(SendStatus status) {
		return status.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * How far a send has got.
	 *
	 * @param status where it is
	 * @param roundTrips what it took up to now
	 */
	record Progress(SendStatus status, RoundTrips roundTrips) {
	}

}
