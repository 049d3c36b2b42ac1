package io.sendasync.mail.internal.mime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import io.sendasync.mail.message.AlternateView;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailMessage;

/**
 * Arranges the content of a message: alternatives from plain to rich (RFC 2046 §5.1.4),
 * resources beside the text that refers to them (RFC 2387), attachments around all that.
 * No multipart has a single part.
 */
final class MessageStructure {

	/** How each delimiter line begins. No text may show it unencoded. */
	static final String DELIMITER = "--=_";

	private final MailMessage message;

	private final boolean eightBit;

	private int boundaries;

	private MessageStructure(MailMessage message, boolean eightBit) {
		this.message = message;
		this.eightBit = eightBit;
	}

	static MimePart of(MailMessage message, boolean eightBit) {
		return new MessageStructure(message, eightBit).whole();
	}

	private MimePart whole() {
		List<MimePart> parts = new ArrayList<>();
		List<MimePart> formats = formats();
		if (!formats.isEmpty()) {
			parts.add(group("alternative", formats));
		}
		this.message.attachments().forEach((attachment) -> parts.add(FileBody.of(attachment)));
		if (parts.isEmpty()) {
			parts.add(text("text/plain", ""));
		}
		return group("mixed", parts);
	}

	private List<MimePart> formats() {
		List<MimePart> formats = new ArrayList<>();
		if (this.message.text() != null) {
			formats.add(text("text/plain", this.message.text()));
		}
		if (this.message.html() != null) {
			formats.add(related("text/html", text("text/html", this.message.html()), this.message.linkedResources()));
		}
		for (AlternateView view : this.message.alternateViews()) {
			formats.add(related(view.mediaType(), text(view.mediaType(), view.content()), view.linkedResources()));
		}
		return formats;
	}

	private MimePart text(String mediaType, String text) {
		return TextBody.of(text, this.message.bodyCharset(), this.message.bodyTransferEncoding(), this.eightBit)
			.part(mediaType);
	}

	private MimePart related(String mediaType, MimePart root, List<LinkedResource> resources) {
		List<MimePart> parts = new ArrayList<>();
		parts.add(root);
		resources.forEach((resource) -> parts.add(FileBody.of(resource)));
		return group("related; type=\"" + mediaType.split(";", 2)[0].strip() + "\"", parts);
	}

	private MimePart group(String subtype, List<MimePart> parts) {
		return (parts.size() == 1) ? parts.get(0) : new MimePart.Multi(subtype, boundary(), parts);
	}

	/**
	 * Different for each multipart and each message, the same each time. Whoever knows
	 * the message id can tell it, but the underscore behind the equals sign occurs in no
	 * encoded content (RFC 2045 §6.7), and text that has it is encoded.
	 */
	private String boundary() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest((this.message.messageId() + this.boundaries++).getBytes(StandardCharsets.UTF_8));
			return "=_" + HexFormat.of().formatHex(digest, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("A JVM without SHA-256", ex);
		}
	}

}
