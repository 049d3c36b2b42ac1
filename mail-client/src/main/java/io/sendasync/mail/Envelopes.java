package io.sendasync.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.internal.mime.RawHeader;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;

/**
 * Takes envelopes from messages.
 */
final class Envelopes {

	private Envelopes() {
	}

	/**
	 * The envelope of a message: from Sender, else From; to To, Cc and Bcc in this order,
	 * each address once.
	 * @throws IllegalArgumentException if there is no recipient
	 */
	static Envelope of(MailMessage message) {
		List<MailAddress> recipients = recipients(message);
		if (recipients.isEmpty()) {
			throw new IllegalArgumentException("The message has no recipient in To, Cc and Bcc");
		}
		MailAddress sender = (message.sender() != null) ? message.sender()
				: Objects.requireNonNull(message.from(), "From is checked before");
		return new Envelope(sender, recipients);
	}

	private static List<MailAddress> recipients(MailMessage message) {
		if (message.to().size() == 1 && message.cc().isEmpty() && message.bcc().isEmpty()) {
			return message.to();
		}
		Set<MailAddress> recipients = new LinkedHashSet<>(message.to());
		recipients.addAll(message.cc());
		recipients.addAll(message.bcc());
		return List.copyOf(recipients);
	}

	/**
	 * The envelope that a header tells of, in the same way.
	 * @throws IllegalArgumentException if it tells of none
	 */
	static Envelope of(RawHeader header) {
		if (header.isResent()) {
			throw new IllegalArgumentException("The header has Resent fields, so an envelope must be given");
		}
		Set<MailAddress> recipients = new LinkedHashSet<>();
		Stream.of("To", "Cc", "Bcc").map(header::addresses).forEach(recipients::addAll);
		if (recipients.isEmpty()) {
			throw new IllegalArgumentException("The message has no recipient in To, Cc and Bcc");
		}
		List<MailAddress> senders = header.addresses((header.value("Sender") != null) ? "Sender" : "From");
		if (senders.size() != 1) {
			throw new IllegalArgumentException("The message has " + senders.size() + " senders, so Sender must tell one"
					+ " (RFC 5322 §3.6.2), or an envelope must be given");
		}
		return new Envelope(senders.get(0), List.copyOf(recipients));
	}

}
