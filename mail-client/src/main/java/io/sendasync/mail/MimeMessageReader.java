package io.sendasync.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.internal.mime.MimeMessageOctets;
import jakarta.mail.internet.MimeMessage;

/**
 * Takes over messages that were made with Jakarta Mail.
 */
public final class MimeMessageReader {

	private MimeMessageReader() {
	}

	/**
	 * What a message is at this moment, to be sent now or later, or with an envelope of
	 * its own. The octets are held in memory. The message is not changed: if it was not
	 * {@linkplain MimeMessage#saveChanges() saved}, a copy is. (A subclass that does more
	 * than Jakarta Mail when it is saved or written has to be saved before.) Date and
	 * Message-ID are added to the octets if they are missing.
	 * @param message the message; not to be changed by other threads meanwhile
	 * @return its octets
	 * @throws IllegalArgumentException if a field of it or of one of its parts could
	 * break out of its line, or it cannot be written
	 * @throws UncheckedIOException if its content cannot be read
	 */
	public static RawMessage read(MimeMessage message) {
		Objects.requireNonNull(message, "'message' must not be null");
		try {
			byte[] octets = MimeMessageOctets.of(message);
			return RawMessage.of(() -> new ByteArrayInputStream(octets));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The content of the MimeMessage cannot be read: " + ex.getMessage(), ex);
		}
	}

}
