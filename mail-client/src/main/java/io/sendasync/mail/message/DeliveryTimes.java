package io.sendasync.mail.message;

import java.time.Duration;
import java.time.Instant;

/**
 * Times that the server can be told.
 */
final class DeliveryTimes {

	private static final long MAX_SECONDS = 999_999_999;

	// RFC 3339 has four digits for the year.
	private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

	private DeliveryTimes() {
	}

	static Duration requireSeconds(String field, Duration time) {
		if (time.getNano() != 0 || time.getSeconds() < 1 || time.getSeconds() > MAX_SECONDS) {
			throw new IllegalArgumentException(field + " must be whole seconds, 1 to " + MAX_SECONDS + ", not " + time);
		}
		return time;
	}

	/**
	 * The first whole second that is not before the time.
	 */
	static Instant requireMoment(String field, Instant time) {
		if (time.isAfter(END) || time.isBefore(Instant.EPOCH)) {
			throw new IllegalArgumentException(field + " must lie between 1970 and 9999, not " + time);
		}
		return Instant.ofEpochSecond(time.getEpochSecond() + ((time.getNano() > 0) ? 1 : 0));
	}

}
