package io.sendasync.mail.testserver.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import org.jspecify.annotations.Nullable;

/**
 * Takes a MIME message (RFC 2045) apart: the first plain text, the first HTML, and all
 * the rest. Confined to one thread.
 */
final class MailParts {

	private final List<ReceivedAttachment> attachments = new ArrayList<>();

	private @Nullable String text;

	private @Nullable String html;

	private MailParts() {
	}

	static MailParts of(MimePart message) throws MessagingException, IOException {
		MailParts parts = new MailParts();
		parts.add(message);
		return parts;
	}

	@Nullable String text() {
		return this.text;
	}

	@Nullable String html() {
		return this.html;
	}

	List<ReceivedAttachment> attachments() {
		return List.copyOf(this.attachments);
	}

	private void add(MimePart part) throws MessagingException, IOException {
		ContentType type = new ContentType(part.getContentType());
		if (type.match("multipart/*")) {
			MimeMultipart multipart = new MimeMultipart(part.getDataHandler().getDataSource());
			for (int i = 0; i < multipart.getCount(); i++) {
				add((MimePart) multipart.getBodyPart(i));
			}
		}
		else if (isBody(part) && this.text == null && type.match("text/plain")) {
			this.text = decoded(part, type);
		}
		else if (isBody(part) && this.html == null && type.match("text/html")) {
			this.html = decoded(part, type);
		}
		else {
			this.attachments.add(new ReceivedAttachment(fileName(part), type.getBaseType().toLowerCase(Locale.ROOT),
					contentId(part), octets(part)));
		}
	}

	private static boolean isBody(MimePart part) throws MessagingException {
		return !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) && part.getFileName() == null;
	}

	/** Line ends become those of Java's text blocks. */
	private static String decoded(MimePart part, ContentType type) throws MessagingException, IOException {
		String name = type.getParameter("charset");
		Charset charset = (name != null) ? Charset.forName(MimeUtility.javaCharset(name)) : StandardCharsets.UTF_8;
		return new String(octets(part), charset).replace("\r\n", "\n");
	}

	private static byte[] octets(MimePart part) throws MessagingException, IOException {
		try (InputStream content = part.getInputStream()) {
			return content.readAllBytes();
		}
	}

	private static @Nullable String fileName(MimePart part) throws MessagingException, UnsupportedEncodingException {
		String name = part.getFileName();
		return (name != null) ? MimeUtility.decodeText(name) : null;
	}

	private static @Nullable String contentId(MimePart part) throws MessagingException {
		String id = part.getContentID();
		return (id != null) ? id.replaceAll("^\\s*<|>\\s*$", "") : null;
	}

}
