package io.sendasync.mail.message;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/**
 * A part that an HTML text refers to by {@code cid:} and its content id (RFC 2392),
 * mostly an image.
 *
 * @param contentId the identifier without angle brackets: printable ASCII
 * @param mediaType type, subtype and perhaps parameters (RFC 2045 §5.1)
 * @param content the octets
 */
public record LinkedResource(String contentId, String mediaType, ContentSource content) {

	/**
	 * Check the values.
	 * @throws IllegalArgumentException if one of them may not be written into a header
	 */
	public LinkedResource {
		TextRules.requireIdentifier("contentId", Objects.requireNonNull(contentId, "contentId"), 255);
		mediaType = MediaTypes.requireFile(Objects.requireNonNull(mediaType, "mediaType"));
		Objects.requireNonNull(content, "content");
	}

	/**
	 * A file, with the media type that its extension suggests and a new content id. The
	 * text refers to it by its {@link #url()}.
	 * @param file the file, read while the message is sent
	 * @return the resource
	 */
	public static LinkedResource of(Path file) {
		return of(UUID.randomUUID() + "@localhost", file);
	}

	/**
	 * A file, with the media type that its extension suggests. It is read while the
	 * message is sent, and must not change until the send has ended.
	 * @param contentId the identifier
	 * @param file the file
	 * @return the resource
	 */
	public static LinkedResource of(String contentId, Path file) {
		return of(contentId, ContentSource.of(file), MediaTypes.ofFileName(file.toString()));
	}

	/**
	 * Octets in memory, which are copied.
	 * @param contentId the identifier
	 * @param bytes the content
	 * @param mediaType the media type
	 * @return the resource
	 */
	public static LinkedResource of(String contentId, byte[] bytes, String mediaType) {
		return of(contentId, ContentSource.of(bytes), mediaType);
	}

	/**
	 * Octets from anywhere.
	 * @param contentId the identifier
	 * @param source the content
	 * @param mediaType the media type
	 * @return the resource
	 */
	public static LinkedResource of(String contentId, ContentSource source, String mediaType) {
		return new LinkedResource(contentId, mediaType, source);
	}

	/**
	 * What the HTML text writes to refer to it, as in {@code <img src="…">} (RFC 2392).
	 * @return {@code cid:} and the content id, with escapes where they are needed
	 */
	public String url() {
		StringBuilder url = new StringBuilder("cid:");
		for (char character : this.contentId.toCharArray()) {
			boolean plain = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
					|| (character >= '0' && character <= '9') || "-._~@!$*+=".indexOf(character) >= 0;
			url.append(plain ? String.valueOf(character) : "%%%02X".formatted((int) character));
		}
		return url.toString();
	}

	@Override
	public String toString() {
		return "LinkedResource[mediaType=" + this.mediaType + "]";
	}

}
