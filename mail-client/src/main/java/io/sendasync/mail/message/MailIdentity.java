package io.sendasync.mail.message;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Message id and date, which stay the same over all attempts to send a message, and
 * whether they came from the caller.
 */
record MailIdentity(String messageId, boolean messageIdGiven, long epochSecond, ZoneOffset offset, boolean dateGiven) {

	private static final int MAX_MESSAGE_ID = 900;

	static MailIdentity of(@Nullable String messageId, @Nullable OffsetDateTime date, @Nullable MailAddress from) {
		String id = (messageId != null) ? messageId
				: "<" + UUID.randomUUID() + "@" + ((from != null) ? from.asciiDomain() : "localhost") + ">";
		OffsetDateTime normal = (date != null) ? date : now();
		return new MailIdentity(id, messageId != null, normal.toEpochSecond(), normal.getOffset(), date != null);
	}

	/**
	 * The date, which is kept in fewer octets because many messages may wait.
	 */
	OffsetDateTime date() {
		return OffsetDateTime.ofInstant(Instant.ofEpochSecond(this.epochSecond), this.offset);
	}

	private static OffsetDateTime now() {
		Instant second = Instant.ofEpochSecond(Math.floorDiv(System.currentTimeMillis(), 1000));
		return normalize(OffsetDateTime.ofInstant(second, ZoneId.systemDefault()));
	}

	/**
	 * RFC 5322 §3.6.4, with or without the angle brackets, which are no part of the
	 * identifier.
	 */
	static String requireMessageId(String field, String messageId) {
		Objects.requireNonNull(messageId, field);
		String inner = (messageId.startsWith("<") && messageId.endsWith(">"))
				? messageId.substring(1, messageId.length() - 1) : messageId;
		TextRules.requireIdentifier(field, inner, MAX_MESSAGE_ID);
		int at = inner.indexOf('@');
		if (at <= 0 || at == inner.length() - 1 || at != inner.lastIndexOf('@')) {
			throw new IllegalArgumentException(field + " must have the form <left@right>");
		}
		return "<" + inner + ">";
	}

	/**
	 * RFC 5322 §3.3 knows whole seconds, offsets of whole minutes, and years of four
	 * digits from 1900 on.
	 */
	static OffsetDateTime normalize(OffsetDateTime date) {
		if (date.getYear() < 1900 || date.getYear() > 9998) {
			throw new IllegalArgumentException("date must be in the years 1900 to 9998, not " + date.getYear());
		}
		if (date.getNano() == 0 && date.getOffset().getTotalSeconds() % 60 == 0) {
			return date;
		}
		// Rounded up, because the time then only moves forward: 1900 stays 1900.
		int minutes = Math.floorDiv(date.getOffset().getTotalSeconds() + 59, 60);
		return date.withOffsetSameInstant(ZoneOffset.ofTotalSeconds(minutes * 60)).truncatedTo(ChronoUnit.SECONDS);
	}

}
