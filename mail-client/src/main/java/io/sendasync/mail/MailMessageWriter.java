package io.sendasync.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

import io.sendasync.mail.internal.mime.MessageRenderer;
import io.sendasync.mail.message.MailMessage;

/**
 * Writes messages as octets.
 */
public final class MailMessageWriter {

	private MailMessageWriter() {
	}

	/**
	 * Writes a message as it would be sent, in seven bits: the content of an .eml file.
	 * @param message the message
	 * @param out where to; it stays open
	 * @throws IOException from {@code out}
	 * @throws java.io.UncheckedIOException if an attachment cannot be read
	 * @throws IllegalArgumentException if something in the message cannot be written
	 */
	public static void write(MailMessage message, OutputStream out) throws IOException {
		Objects.requireNonNull(message, "'message' must not be null");
		MessageRenderer.render(message).writeTo(Objects.requireNonNull(out, "'out' must not be null"));
	}

}
