package io.sendasync.mail.testserver.mailbox;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A part of a mail that is not its text: an attachment or a linked resource. Immutable.
 */
public final class ReceivedAttachment {

	private final @Nullable String fileName;

	private final String contentType;

	private final @Nullable String contentId;

	private final byte[] content;

	ReceivedAttachment(@Nullable String fileName, String contentType, @Nullable String contentId, byte[] content) {
		this.fileName = fileName;
		this.contentType = contentType;
		this.contentId = contentId;
		this.content = content;
	}

	/**
	 * The name of the file, decoded.
	 * @return the name, or {@code null} if the part has none
	 */
	public @Nullable String fileName() {
		return this.fileName;
	}

	/**
	 * The media type without parameters, in lower case.
	 * @return such as {@code application/pdf}
	 */
	public String contentType() {
		return this.contentType;
	}

	/**
	 * What {@code cid:} links in the HTML name it by.
	 * @return the Content-ID without angle brackets, or {@code null} if it has none
	 */
	public @Nullable String contentId() {
		return this.contentId;
	}

	/**
	 * The octets, after base64 or quoted-printable was undone.
	 * @return a copy
	 */
	public byte[] content() {
		return this.content.clone();
	}

	/**
	 * The octets as text.
	 * @return the content decoded as UTF-8
	 */
	public String contentAsText() {
		return new String(this.content, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return ((this.fileName != null) ? this.fileName : "unnamed") + " (" + this.contentType + ", "
				+ this.content.length + " octets)";
	}

}
