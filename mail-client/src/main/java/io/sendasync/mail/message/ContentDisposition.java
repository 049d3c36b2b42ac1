package io.sendasync.mail.message;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * How a part is to be shown, and what is known of the file that it was (RFC 2183). All of
 * it is advice to the reader's mail program. Nothing is taken from a file by itself,
 * because its dates may tell more than its sender means to.
 *
 * @param inline whether to show it within the message instead of as an attachment
 * @param creationDate when the file was created, or {@code null}
 * @param modificationDate when it was changed last, or {@code null}
 * @param readDate when it was read last, or {@code null}
 * @param size the approximate number of octets, or -1
 */
public record ContentDisposition(boolean inline, @Nullable OffsetDateTime creationDate,
		@Nullable OffsetDateTime modificationDate, @Nullable OffsetDateTime readDate, long size) {

	/** An attachment, and nothing else is said. */
	public static final ContentDisposition ATTACHMENT = new ContentDisposition(false, null, null, null, -1);

	/** Shown within the message, and nothing else is said. */
	public static final ContentDisposition INLINE = new ContentDisposition(true, null, null, null, -1);

	/**
	 * Check the values. Parts of a second are dropped.
	 * @throws IllegalArgumentException if a date is not in the years 1900 to 9998, or the
	 * size is less than -1
	 */
	public ContentDisposition {
		creationDate = normalize(creationDate);
		modificationDate = normalize(modificationDate);
		readDate = normalize(readDate);
		if (size < -1) {
			throw new IllegalArgumentException("size must be a number of octets, or -1 for none, not " + size);
		}
	}

	/**
	 * This one with a date of creation.
	 * @param date the date
	 * @return a copy
	 */
	public ContentDisposition withCreationDate(OffsetDateTime date) {
		return new ContentDisposition(this.inline, date, this.modificationDate, this.readDate, this.size);
	}

	/**
	 * This one with a date of the last change.
	 * @param date the date
	 * @return a copy
	 */
	public ContentDisposition withModificationDate(OffsetDateTime date) {
		return new ContentDisposition(this.inline, this.creationDate, date, this.readDate, this.size);
	}

	/**
	 * This one with a date of the last reading.
	 * @param date the date
	 * @return a copy
	 */
	public ContentDisposition withReadDate(OffsetDateTime date) {
		return new ContentDisposition(this.inline, this.creationDate, this.modificationDate, date, this.size);
	}

	/**
	 * This one with a size.
	 * @param size the number of octets
	 * @return a copy
	 */
	public ContentDisposition withSize(long size) {
		return new ContentDisposition(this.inline, this.creationDate, this.modificationDate, this.readDate, size);
	}

	private static @Nullable OffsetDateTime normalize(@Nullable OffsetDateTime date) {
		return (date != null) ? MailIdentity.normalize(date) : null;
	}

}
