package io.sendasync.mail.delivery;

import io.sendasync.mail.message.MailAddress;

/**
 * The server refused a recipient. Whether others got the message is in
 * {@link #receipt()}.
 */
public sealed class SmtpFailedRecipientException extends SmtpException permits SmtpFailedRecipientsException {

	private static final long serialVersionUID = 1L;

	private final transient MailAddress failedRecipient;

	/**
	 * Creates an exception.
	 * @param message what happened
	 * @param failedRecipient the refused recipient
	 * @param reply the refusing reply
	 */
	public SmtpFailedRecipientException(String message, MailAddress failedRecipient, SmtpReply reply) {
		super(message, SendOutcome.REJECTED, reply, null);
		this.failedRecipient = failedRecipient;
	}

	/**
	 * The refused recipient; of several, the first in the envelope.
	 * @return the recipient
	 */
	public final MailAddress failedRecipient() {
		return this.failedRecipient;
	}

}
