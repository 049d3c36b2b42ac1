package io.sendasync.mail.message;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that goes with a message. When its content is read, its {@link ContentSource}
 * says.
 *
 * @param name the file name shown to the receiver: one line without path separators and
 * bidirectional controls
 * @param mediaType type, subtype and perhaps parameters (RFC 2045 §5.1), among them the
 * charset of a text
 * @param content the octets
 * @param disposition how it is to be shown, and the dates of the file
 */
public record Attachment(String name, String mediaType, ContentSource content, ContentDisposition disposition) {

	/**
	 * Check the values.
	 * @throws IllegalArgumentException if one of them may not be written into a header
	 */
	public Attachment {
		name = TextRules.requireFileName("attachment name", Objects.requireNonNull(name, "name"));
		mediaType = MediaTypes.requireFile(Objects.requireNonNull(mediaType, "mediaType"));
		Objects.requireNonNull(content, "content");
		Objects.requireNonNull(disposition, "disposition");
	}

	/**
	 * A file under its own name, with the media type that its extension suggests. The
	 * file is read while the message is sent, and must not change until the send has
	 * ended.
	 * @param file the file
	 * @return the attachment
	 */
	public static Attachment of(Path file) {
		Path name = file.getFileName();
		if (name == null) {
			throw new IllegalArgumentException("file has no name");
		}
		return of(name.toString(), ContentSource.of(file), MediaTypes.ofFileName(name.toString()));
	}

	/**
	 * Octets in memory, which are copied.
	 * @param name the file name
	 * @param bytes the content
	 * @param mediaType the media type
	 * @return the attachment
	 */
	public static Attachment of(String name, byte[] bytes, String mediaType) {
		return of(name, ContentSource.of(bytes), mediaType);
	}

	/**
	 * Octets from anywhere.
	 * @param name the file name
	 * @param source the content
	 * @param mediaType the media type
	 * @return the attachment
	 */
	public static Attachment of(String name, ContentSource source, String mediaType) {
		return new Attachment(name, mediaType, source, ContentDisposition.ATTACHMENT);
	}

	/**
	 * A text, in UTF-8.
	 * @param name the file name
	 * @param text the text, written as it is
	 * @param mediaType a text type without charset
	 * @return the attachment
	 */
	public static Attachment ofText(String name, String text, String mediaType) {
		String type = MediaTypes.requireText(Objects.requireNonNull(mediaType, "mediaType")) + "; charset=utf-8";
		TextRules.requireBody("text", Objects.requireNonNull(text, "text"));
		return of(name, text.getBytes(StandardCharsets.UTF_8), type);
	}

	/**
	 * This attachment, to be shown in another way or with what is known of its file.
	 * @param disposition the disposition
	 * @return a copy
	 */
	public Attachment with(ContentDisposition disposition) {
		return new Attachment(this.name, this.mediaType, this.content, disposition);
	}

	/** Without the name, which may tell something about a person. */
	@Override
	public String toString() {
		return "Attachment[mediaType=" + this.mediaType + "]";
	}

}
