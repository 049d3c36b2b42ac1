package io.sendasync.mail.delivery;

import io.sendasync.mail.message.MailAddress;

/**
 * What became of a message for one recipient.
 */
public sealed interface RecipientOutcome {

	/**
	 * Whom it is about.
	 * @return the recipient, as in the envelope
	 */
	MailAddress recipient();

	/**
	 * The server took responsibility for this recipient (RFC 5321 §4.2.5).
	 *
	 * @param recipient the recipient
	 * @param reply the positive reply to its RCPT
	 */
	record Accepted(MailAddress recipient, SmtpReply reply) implements RecipientOutcome {
	}

	/**
	 * The server refused; nothing was delivered to this recipient.
	 *
	 * @param recipient the recipient
	 * @param reply the reply that refused: to its RCPT, or to MAIL, DATA or the content
	 */
	record Rejected(MailAddress recipient, SmtpReply reply) implements RecipientOutcome {

		/**
		 * Whether trying again later may succeed (4yz).
		 * @return true for a transient refusal
		 */
		public boolean isTransient() {
			return this.reply.isTransient();
		}

	}

	/**
	 * Certainly not delivered: the transaction ended before this recipient's turn, or
	 * before the content went out.
	 *
	 * @param recipient the recipient
	 */
	record NotAttempted(MailAddress recipient) implements RecipientOutcome {
	}

	/**
	 * The content went out whole, and the server's final word never arrived: it may have
	 * delivered the message or not.
	 *
	 * @param recipient the recipient
	 */
	record Unknown(MailAddress recipient) implements RecipientOutcome {
	}

}
