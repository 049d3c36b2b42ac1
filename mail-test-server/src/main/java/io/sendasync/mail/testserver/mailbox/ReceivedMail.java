package io.sendasync.mail.testserver.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import io.sendasync.mail.testserver.AcceptedMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import org.jspecify.annotations.Nullable;

/**
 * A message that the server accepted, decoded. Safe for use by several threads.
 */
public final class ReceivedMail {

	private static final Session SESSION = Session.getInstance(properties());

	private final AcceptedMessage accepted;

	private final MailParts parts;

	private ReceivedMail(AcceptedMessage accepted, MailParts parts) {
		this.accepted = accepted;
		this.parts = parts;
	}

	private static Properties properties() {
		Properties properties = new Properties();
		// Raw UTF-8 in headers (RFC 6532).
		properties.setProperty("mail.mime.allowutf8", "true");
		return properties;
	}

	/**
	 * Decodes a message.
	 * @param message what the server accepted
	 * @return the decoded mail
	 * @throws IllegalArgumentException if it is not readable as MIME (RFC 2045)
	 */
	public static ReceivedMail of(AcceptedMessage message) {
		try {
			MimeMessage mime = new MimeMessage(SESSION, new ByteArrayInputStream(message.content()));
			return new ReceivedMail(message, MailParts.of(mime));
		}
		catch (MessagingException | IOException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("cannot decode the " + message + ": " + ex.getMessage(), ex);
		}
	}

	/**
	 * The message as it came, with its envelope's parameters and its session.
	 * @return what the server accepted
	 */
	public AcceptedMessage accepted() {
		return this.accepted;
	}

	/**
	 * The recipients of the envelope, blind copies included.
	 * @return addresses in the order of RCPT
	 */
	public List<String> recipients() {
		return this.accepted.recipients();
	}

	/**
	 * The addresses of the From field.
	 * @return addresses without names; empty without the field
	 */
	public List<String> from() {
		return addresses("From");
	}

	/**
	 * The addresses of the To field.
	 * @return addresses without names; empty without the field
	 */
	public List<String> to() {
		return addresses("To");
	}

	/**
	 * The addresses of the Cc field.
	 * @return addresses without names; empty without the field
	 */
	public List<String> cc() {
		return addresses("Cc");
	}

	/**
	 * The addresses of the Reply-To field.
	 * @return addresses without names; empty without the field
	 */
	public List<String> replyTo() {
		return addresses("Reply-To");
	}

	/**
	 * The decoded subject.
	 * @return the subject; empty text without the field
	 */
	public String subject() {
		String subject = header("Subject");
		return (subject != null) ? subject : "";
	}

	/**
	 * A header field.
	 * @param name the name; case does not matter
	 * @return the unfolded and decoded value of the first such field, or {@code null}
	 */
	public @Nullable String header(String name) {
		String value = this.accepted.header(name);
		try {
			return (value != null) ? MimeUtility.decodeText(value) : null;
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException("the field " + name + " is in an unknown charset: " + value, ex);
		}
	}

	/**
	 * The plain text.
	 * @return the first part of that type, decoded, with line ends {@code \n}; empty if
	 * there is none
	 */
	public String text() {
		return (this.parts.text() != null) ? this.parts.text() : "";
	}

	/**
	 * The HTML.
	 * @return the first part of that type, decoded, with line ends {@code \n}; empty if
	 * there is none
	 */
	public String html() {
		return (this.parts.html() != null) ? this.parts.html() : "";
	}

	/**
	 * Everything else: attachments and linked resources.
	 * @return in the order of the message
	 */
	public List<ReceivedAttachment> attachments() {
		return this.parts.attachments();
	}

	private List<String> addresses(String field) {
		return this.accepted.headers(field).stream().flatMap((value) -> addresses(field, value)).toList();
	}

	private static Stream<String> addresses(String field, String value) {
		try {
			return Stream.of(InternetAddress.parseHeader(value, false)).map(InternetAddress::getAddress);
		}
		catch (MessagingException ex) {
			throw new IllegalStateException("the field " + field + " has no readable addresses: " + value, ex);
		}
	}

	@Override
	public String toString() {
		return "from <" + this.accepted.reversePath() + "> to " + recipients() + ", subject \"" + subject() + "\""
				+ (attachments().isEmpty() ? "" : ", with " + attachments());
	}

}
