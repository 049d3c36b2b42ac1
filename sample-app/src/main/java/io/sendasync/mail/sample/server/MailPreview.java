package io.sendasync.mail.sample.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

import io.sendasync.mail.MailMessageWriter;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.MessagingException;

/**
 * Shows a message as its recipients will see it, before it is sent.
 */
public final class MailPreview {

	private MailPreview() {
	}

	/**
	 * The HTML text of a message with its images, written and read as mail is.
	 * @param message the message
	 * @return a document, empty if there is no HTML text
	 * @throws IOException if the message cannot be written
	 * @throws MessagingException if the message cannot be read
	 */
	public static String document(MailMessage message) throws IOException, MessagingException {
		ByteArrayOutputStream source = new ByteArrayOutputStream();
		MailMessageWriter.write(message, source);
		return new ArrivedMail(0, source.toByteArray()).document().orElse("");
	}

}
