package io.sendasync.mail.sample.send;

import org.jspecify.annotations.Nullable;

/**
 * A file that a user wants to send, unchecked.
 *
 * @param name its name without folders
 * @param type its media type, or null for one that says nothing
 * @param content its octets, in JSON as Base64
 */
public record SendFile(@Nullable String name, @Nullable String type,
		@SuppressWarnings("ArrayRecordComponent") byte @Nullable [] content) {

	private static final String UNKNOWN_TYPE = "application/octet-stream";

	String mediaType() {
		return (this.type == null || this.type.isBlank()) ? UNKNOWN_TYPE : this.type;
	}

	int size() {
		return (this.content != null) ? this.content.length : 0;
	}

}
