package io.sendasync.mail.benchmarks.contender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/**
 * The same message with Jakarta Mail, and its settings.
 */
final class JakartaMessages {

	private JakartaMessages() {
	}

	/**
	 * Plain settings, as users have them, with the time-outs that they should have.
	 */
	static Properties properties(Target target) {
		Properties properties = new Properties();
		properties.setProperty("mail.transport.protocol", "smtp");
		properties.setProperty("mail.smtp.host", Target.HOST);
		properties.setProperty("mail.smtp.port", Integer.toString(target.port()));
		properties.setProperty("mail.smtp.connectiontimeout", "10000");
		properties.setProperty("mail.smtp.timeout", "60000");
		if (target.secured()) {
			properties.setProperty("mail.smtp.auth", "true");
			properties.setProperty("mail.smtp.starttls.enable", "true");
			properties.setProperty("mail.smtp.starttls.required", "true");
		}
		return properties;
	}

	static void fill(MimeMessage message, Payload payload) throws MessagingException {
		message.setFrom(Payload.FROM);
		for (String recipient : payload.recipients()) {
			message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
		}
		message.setSubject(Payload.SUBJECT, StandardCharsets.UTF_8.name());
		String html = payload.html();
		Path file = payload.file();
		if (html == null && file == null) {
			message.setText(payload.text(), StandardCharsets.UTF_8.name());
			return;
		}
		MimeMultipart parts = new MimeMultipart((html != null) ? "alternative" : "mixed");
		MimeBodyPart text = new MimeBodyPart();
		text.setText(payload.text(), StandardCharsets.UTF_8.name());
		parts.addBodyPart(text);
		if (html != null) {
			MimeBodyPart part = new MimeBodyPart();
			part.setText(html, StandardCharsets.UTF_8.name(), "html");
			parts.addBodyPart(part);
		}
		if (file != null) {
			parts.addBodyPart(attachment(file));
		}
		message.setContent(parts);
	}

	private static MimeBodyPart attachment(Path file) throws MessagingException {
		try {
			MimeBodyPart part = new MimeBodyPart();
			part.attachFile(file.toFile());
			return part;
		}
		catch (IOException ex) {
			throw new MessagingException("Cannot read " + file, ex);
		}
	}

	static MimeMessage message(Session session, Payload payload) throws MessagingException {
		MimeMessage message = new MimeMessage(session);
		fill(message, payload);
		message.saveChanges();
		return message;
	}

}
