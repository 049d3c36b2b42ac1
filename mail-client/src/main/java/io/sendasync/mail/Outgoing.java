package io.sendasync.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import io.sendasync.mail.internal.mime.RawContent;
import io.sendasync.mail.internal.mime.RawHeader;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailPriority;
import org.jspecify.annotations.Nullable;

/**
 * A message that passed the checks which are thrown at the caller: it has a sender and
 * recipients.
 */
sealed interface Outgoing {

	static Outgoing of(MailMessage message, @Nullable MailAddress defaultFrom) {
		MailMessage complete = message;
		if (message.from() == null) {
			if (defaultFrom == null) {
				throw new IllegalArgumentException("The message has no From: set it on the message, or a default one on"
						+ " the client (mail.smtp.from)");
			}
			complete = message.toBuilder().from(defaultFrom).build();
		}
		return new Composed(complete, Envelopes.of(complete));
	}

	static Outgoing of(RawMessage message) {
		try {
			RawHeader header = RawHeader.read(message.content());
			Envelope given = message.envelope();
			return new Raw(message, header, (given != null) ? given : Envelopes.of(header));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The message cannot be read: " + ex.getMessage(), ex);
		}
	}

	String messageId();

	Envelope envelope();

	MailPriority priority();

	Set<DeliveryNotification> notifications();

	DeliveryOptions options();

	/**
	 * Renders or reads the content.
	 * @param format how far it may leave ASCII, where it is ours to say
	 */
	MailContent content(SmtpDeliveryFormat format);

	/**
	 * One that is ours to render.
	 *
	 * @param message with a From
	 * @param envelope taken from it
	 */
	record Composed(MailMessage message, Envelope envelope) implements Outgoing {

		@Override
		public String messageId() {
			return this.message.messageId();
		}

		@Override
		public MailPriority priority() {
			return this.message.priority();
		}

		@Override
		public Set<DeliveryNotification> notifications() {
			return this.message.deliveryNotification();
		}

		@Override
		public DeliveryOptions options() {
			return this.message.deliveryOptions();
		}

		@Override
		public MailContent content(SmtpDeliveryFormat format) {
			return (format == SmtpDeliveryFormat.INTERNATIONAL) ? RenderedContent.international(this.message)
					: RenderedContent.sevenBit(this.message);
		}

	}

	/**
	 * One that somebody else wrote.
	 *
	 * @param message the message
	 * @param header its header
	 * @param envelope given, or taken from the header
	 */
	record Raw(RawMessage message, RawHeader header, Envelope envelope) implements Outgoing {

		@Override
		public String messageId() {
			String id = this.header.value("Message-ID");
			return (id != null) ? id : "";
		}

		@Override
		public MailPriority priority() {
			return MailPriority.NORMAL;
		}

		@Override
		public Set<DeliveryNotification> notifications() {
			return this.message.deliveryNotification();
		}

		@Override
		public DeliveryOptions options() {
			return this.message.deliveryOptions();
		}

		@Override
		public MailContent content(SmtpDeliveryFormat format) {
			try {
				return RawMailContent.of(RawContent.scan(this.message.content(), this.header), this.envelope);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
