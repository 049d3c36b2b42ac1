package io.sendasync.mail.internal.mime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message that somebody else wrote, read and checked octet by octet: it
 * may come from anywhere. What is wrong is refused with the field and the position.
 */
public final class RawHeader {

	/** RFC 5322 §3.6 and RFC 2045: at most once. */
	private static final Set<String> SINGLE = Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "message-id",
			"in-reply-to", "references", "subject", "date", "mime-version", "content-type", "content-transfer-encoding",
			"content-id", "content-disposition", "content-description");

	private static final Set<String> LEFT_OUT = Set.of("bcc", "resent-bcc");

	private final List<RawField> fields;

	private final long length;

	private RawHeader(List<RawField> fields, long length) {
		this.fields = fields;
		this.length = length;
	}

	/**
	 * Reads the header in front of a message.
	 * @param source the message
	 * @return the header
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is not one that may be sent
	 */
	public static RawHeader read(ContentSource source) throws IOException {
		try (InputStream in = new BufferedInputStream(source.openStream())) {
			RawHeaderReader reader = new RawHeaderReader(in);
			RawHeader header = new RawHeader(reader.read(), reader.consumed());
			header.check();
			return header;
		}
	}

	private void check() {
		Set<String> seen = new HashSet<>();
		for (RawField field : this.fields) {
			String lower = field.name().toLowerCase(Locale.ROOT);
			if (!seen.add(lower) && SINGLE.contains(lower)) {
				throw new IllegalArgumentException(
						"The field " + field.name() + " of the header is there more than once");
			}
		}
		for (String name : List.of("From", "Date")) {
			if (!seen.contains(name.toLowerCase(Locale.ROOT))) {
				throw new IllegalArgumentException("The header has no field " + name);
			}
		}
	}

	/**
	 * The names of the fields as they were read.
	 * @return the names in their order
	 */
	public List<String> names() {
		return this.fields.stream().map(RawField::name).toList();
	}

	/**
	 * The unfolded value of the first field of that name.
	 * @param name the name, in any case
	 * @return the value without space around it, or null if there is no such field
	 */
	public @Nullable String value(String name) {
		for (RawField field : this.fields) {
			if (field.name().equalsIgnoreCase(name)) {
				return field.value();
			}
		}
		return null;
	}

	/**
	 * The mailboxes in a field.
	 * @param name the name of the field
	 * @return the addresses, empty if there is no such field or nothing in it
	 * @throws IllegalArgumentException if they cannot be read
	 */
	public List<MailAddress> addresses(String name) {
		String value = value(name);
		if (value == null || value.isEmpty()) {
			return List.of();
		}
		try {
			return MailAddress.parseList(value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"The field " + name + " gives no envelope, so one must be given: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Whether the message was sent on by somebody (RFC 5322 §3.6.6).
	 * @return whether there are Resent fields
	 */
	public boolean isResent() {
		return this.fields.stream().anyMatch((field) -> field.name().regionMatches(true, 0, "Resent-", 0, 7));
	}

	/** How many octets of the source it takes, with the empty line. */
	long length() {
		return this.length;
	}

	boolean hasUtf8() {
		return this.fields.stream().filter(RawHeader::isWritten).anyMatch(RawField::hasUtf8);
	}

	/** What is sent, with the empty line. */
	byte[] octets() {
		ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
		this.fields.stream().filter(RawHeader::isWritten).forEach((field) -> out.writeBytes(field.octets()));
		Ascii.write(out, "\r\n");
		return out.toByteArray();
	}

	private static boolean isWritten(RawField field) {
		return !LEFT_OUT.contains(field.name().toLowerCase(Locale.ROOT));
	}

}
