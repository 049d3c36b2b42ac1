package io.sendasync.mail.delivery;

import java.util.List;

import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP envelope (RFC 5321 §2.3.1): who sends, and who is to receive, apart from what
 * the header of the message says.
 *
 * @param reversePath where failure notices go, or {@code null} for the null reverse-path
 * {@code <>} (RFC 5321 §4.5.5)
 * @param recipients the forward-paths in the order of the wire, at least one
 */
public record Envelope(@Nullable MailAddress reversePath, List<MailAddress> recipients) {

	/**
	 * Creates an envelope.
	 * @throws IllegalArgumentException if there is no recipient
	 */
	public Envelope {
		recipients = List.copyOf(recipients);
		if (recipients.isEmpty()) {
			throw new IllegalArgumentException("An envelope needs at least one recipient");
		}
	}

	@Override
	public String toString() {
		return "Envelope[recipients=" + this.recipients.size() + "]";
	}

}
