package io.sendasync.mail.sample.send;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailMessageBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a message beside its plain text.
 *
 * @param html the HTML text
 * @param attachments files
 * @param image an image for the HTML text
 */
record HtmlAndFiles(@Nullable String html, List<SendFile> attachments, @Nullable SendFile image) {

	private static final int MAX_HTML = 100_000;

	private static final int MAX_FILES = 5;

	private static final int MAX_OCTETS = 5 * 1024 * 1024;

	private static final int MAX_IMAGE_OCTETS = 1024 * 1024;

	/** What mail programs show, by the octets that such a file begins with. */
	private static final Map<String, String> IMAGE_TYPES = Map.of("\u0089PNG", "image/png", "\u00ff\u00d8\u00ff",
			"image/jpeg", "GIF8", "image/gif");

	private static final String IMAGE_ID = "image";

	private static final String IMAGE_URL = "cid:" + IMAGE_ID;

	static long octets(List<SendFile> attachments, @Nullable SendFile image) {
		return attachments.stream().mapToLong(SendFile::size).sum() + ((image != null) ? image.size() : 0);
	}

	void addTo(MailMessageBuilder builder, FieldErrors errors) {
		List<LinkedResource> images = new ArrayList<>();
		errors.check("image", "choose a PNG, JPEG or GIF image of at most 1 MB", () -> addImage(images));
		errors.check("html", "give HTML text of at most " + MAX_HTML + " characters; an image needs it to be in",
				() -> addHtml(builder, images));
		errors.check("attachments", "attach at most " + MAX_FILES + " files, with the image at most 5 MB together",
				() -> addAttachments(builder));
	}

	private void addImage(List<LinkedResource> images) {
		if (this.image == null) {
			return;
		}
		byte[] content = this.image.content();
		if (content == null || content.length > MAX_IMAGE_OCTETS) {
			throw new IllegalArgumentException("this has " + this.image.size() + " octets");
		}
		String start = new String(content, 0, Math.min(4, content.length), StandardCharsets.ISO_8859_1);
		String type = IMAGE_TYPES.entrySet()
			.stream()
			.filter((known) -> start.startsWith(known.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("this is something else"));
		images.add(LinkedResource.of(IMAGE_ID, content, type));
	}

	private void addHtml(MailMessageBuilder builder, List<LinkedResource> images) {
		String text = FieldErrors.atMost(MAX_HTML, this.html);
		if (this.image != null) {
			FieldErrors.required(text);
		}
		if (!text.isBlank()) {
			boolean placed = images.isEmpty() || text.contains(IMAGE_URL);
			builder.html(placed ? text : text + "\n<p><img src=\"" + IMAGE_URL + "\" alt=\"\"></p>",
					images.toArray(LinkedResource[]::new));
		}
	}

	private void addAttachments(MailMessageBuilder builder) {
		if (this.attachments.size() > MAX_FILES) {
			throw new IllegalArgumentException("these are " + this.attachments.size());
		}
		long octets = octets(this.attachments, this.image);
		if (octets > MAX_OCTETS) {
			throw new IllegalArgumentException("these are %.1f MB".formatted(octets / 1024.0 / 1024));
		}
		for (SendFile file : this.attachments) {
			byte[] content = file.content();
			if (content == null) {
				throw new IllegalArgumentException("one has no content");
			}
			builder.attachment(Attachment.of(FieldErrors.required(file.name()), content, file.mediaType()));
		}
	}

}
