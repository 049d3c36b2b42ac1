package io.sendasync.mail.internal.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

import io.sendasync.mail.message.MailAddress;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/**
 * The octets of a MimeMessage, which stays as it was. Jakarta Mail checks nothing that is
 * put into a header, so the fields are compared with what is written.
 */
public final class MimeMessageOctets {

	private MimeMessageOctets() {
	}

	/**
	 * Writes a message.
	 * @param message the message
	 * @return its octets, with a Date and a Message-ID
	 * @throws IOException if its content cannot be read
	 * @throws IllegalArgumentException if something in it may not be written
	 */
	public static byte[] of(MimeMessage message) throws IOException {
		try {
			MimeMessage complete = MimeCopy.isComplete(message) ? message : MimeCopy.of(message);
			MimeFields.check(complete);
			ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(4096, message.getSize()));
			complete.writeTo(out);
			return identified(out.toByteArray(), complete);
		}
		catch (MessagingException ex) {
			// Its text shows what was wrong, line breaks and all.
			throw new IllegalArgumentException(
					"The MimeMessage cannot be written: " + ex.getClass().getSimpleName() + " of Jakarta Mail");
		}
	}

	private static byte[] identified(byte[] octets, MimeMessage message) throws IOException, MessagingException {
		ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 128);
		if (message.getHeader("Date") == null) {
			Ascii.write(out, "Date: " + MailDate.format(OffsetDateTime.now(ZoneId.systemDefault())) + "\r\n");
		}
		if (message.getHeader("Message-ID") == null) {
			Ascii.write(out, "Message-ID: <" + UUID.randomUUID() + "@" + domain(message) + ">\r\n");
		}
		out.writeBytes(octets);
		byte[] whole = out.toByteArray();
		RawHeader header = RawHeader.read(() -> new ByteArrayInputStream(whole));
		List<String> planned = lower(Collections.list(message.getAllHeaders()).stream().map(Header::getName));
		List<String> written = lower(header.names().stream());
		if (!written.subList(written.size() - planned.size(), written.size()).equals(planned)) {
			throw new IllegalArgumentException(
					"The header would have the fields " + written + " instead of " + planned);
		}
		return whole;
	}

	private static List<String> lower(Stream<String> names) {
		return names.map((name) -> name.toLowerCase(Locale.ROOT)).toList();
	}

	/** Not the name of this machine, which Jakarta Mail would take. */
	private static String domain(MimeMessage message) throws MessagingException {
		String from = message.getHeader("From", ",");
		return MailAddress.tryParse(from).map(MailAddress::asciiDomain).orElse("localhost");
	}

}
