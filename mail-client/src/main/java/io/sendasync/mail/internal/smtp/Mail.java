package io.sendasync.mail.internal.smtp;

import java.util.List;
import java.util.Set;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.message.DeliveryExtension;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailAddress;

/**
 * What one transaction is to carry.
 *
 * @param envelope who to whom
 * @param content what
 * @param policy what to do if only some recipients are accepted
 * @param notifications when the sender wants to hear of the delivery, if the server
 * offers that (RFC 3461)
 * @param options what else the message asks of servers with certain extensions
 */
public record Mail(Envelope envelope, MailContent content, RecipientPolicy policy,
		Set<DeliveryNotification> notifications, DeliveryOptions options) {

	/**
	 * The extensions of a server that it cannot do without.
	 * @return their keywords, none if it can go where there is no server
	 */
	public List<String> demands() {
		return new MailParameters(this, Capabilities.NONE, false).demands()
			.stream()
			.map(DeliveryExtension::keyword)
			.toList();
	}

	/**
	 * The same for some of its recipients.
	 * @param recipients at least one
	 * @return what a transaction for them is to carry
	 */
	public Mail to(List<MailAddress> recipients) {
		return new Mail(new Envelope(this.envelope.reversePath(), recipients), this.content, this.policy,
				this.notifications, this.options);
	}

	/**
	 * The same with its content in the form for a server.
	 */
	Mail fitting(Capabilities capabilities) {
		MailContent form = this.content.fitting(capabilities.has("8BITMIME"), capabilities.has("SMTPUTF8"));
		return (form == this.content) ? this
				: new Mail(this.envelope, form, this.policy, this.notifications, this.options);
	}

}
