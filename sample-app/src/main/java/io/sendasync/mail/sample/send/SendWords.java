package io.sendasync.mail.sample.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * Says what a status means, for people.
 */
final class SendWords {

	private SendWords() {
	}

	static String summary(SendView send) {
		List<String> parts = new ArrayList<>();
		List<String> recipients = Stream.of(send.to(), send.cc(), send.bcc()).flatMap(List::stream).toList();
		parts.add((recipients.size() > 3) ? "to " + recipients.get(0) + " and " + (recipients.size() - 1) + " others"
				: "to " + String.join(", ", recipients));
		if (send.millis() != null) {
			parts.add(duration(send.millis()) + waited(send.queuedMillis()));
		}
		RoundTrips trips = send.roundTrips();
		if (trips.total() > 0) {
			parts.add(trips.total() + ((trips.total() == 1) ? " round trip" : " round trips")
					+ ((trips.shared() > 0) ? " (" + trips.shared() + " shared)" : ""));
		}
		return String.join(" \u00b7 ", parts);
	}

	private static String waited(@Nullable Long millis) {
		return (millis != null && millis > 0) ? " (" + duration(millis) + " queued)" : "";
	}

	private static String duration(long millis) {
		return (millis < 1000) ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
	}

	static String pending(SendStatus status) {
		return switch (status) {
			case QUEUED -> "Waiting for a connection to the mail server.";
			case SENDING -> "Talking to the mail server; it has not accepted the message yet.";
			default -> "Handed over whole; too late to cancel. Waiting for the server's word.";
		};
	}

	static String ended(SendCompleted<String> completed) {
		if (completed.cancelled()) {
			return "Cancelled in time: the message is certainly not accepted.";
		}
		if (completed.error() != null) {
			return failed(completed.error());
		}
		SendReceipt receipt = completed.receipt();
		SmtpReply reply = (receipt != null) ? receipt.finalReply() : null;
		return (reply != null) ? "The server accepted the message: " + reply : "The server accepted the message.";
	}

	static String failed(Throwable error) {
		if (!(error instanceof SmtpException failure)) {
			return "Not sent: " + error.getMessage();
		}
		if (failure.outcome() == SendOutcome.UNKNOWN) {
			return "The server may have accepted the message or not; sending it again may deliver it twice. "
					+ failure.getMessage();
		}
		return failure.reply()
			.map((reply) -> refused(failure) + reply)
			.orElseGet(() -> "Not sent: " + failure.getMessage());
	}

	/**
	 * To say that a part was accepted is as important as that a part was refused.
	 */
	private static String refused(SmtpException failure) {
		int recipients = failure.receipt().map((receipt) -> receipt.outcomes().size()).orElse(0);
		int accepted = failure.receipt().map((receipt) -> receipt.acceptedRecipients().size()).orElse(0);
		return (accepted > 0) ? "The server accepted the message for " + accepted + " of " + recipients
				+ " recipients and refused the rest: " : "The server refused: ";
	}

}
