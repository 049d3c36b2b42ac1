package io.sendasync.mail.internal.mime;

import java.time.OffsetDateTime;

/**
 * Dates as RFC 5322 §3.3 writes them. The JDK's formatter, which takes patterns and
 * languages into account, costs a third of a kilobyte for each.
 */
final class MailDate {

	private static final String DAYS = "MonTueWedThuFriSatSun";

	private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

	private MailDate() {
	}

	/**
	 * Writes a date.
	 * @param date in a year of four digits
	 * @return as in {@code Tue, 3 Nov 2026 08:05:09 +0100}
	 */
	static String format(OffsetDateTime date) {
		int offset = date.getOffset().getTotalSeconds() / 60;
		StringBuilder text = new StringBuilder(31);
		name(text, DAYS, date.getDayOfWeek().getValue()).append(", ").append(date.getDayOfMonth()).append(' ');
		name(text, MONTHS, date.getMonthValue()).append(' ').append(date.getYear()).append(' ');
		twoDigits(text, date.getHour()).append(':');
		twoDigits(text, date.getMinute()).append(':');
		twoDigits(text, date.getSecond()).append((offset < 0) ? " -" : " +");
		twoDigits(text, Math.abs(offset) / 60);
		return twoDigits(text, Math.abs(offset) % 60).toString();
	}

	private static StringBuilder name(StringBuilder text, String names, int number) {
		return text.append(names, number * 3 - 3, number * 3);
	}

	private static StringBuilder twoDigits(StringBuilder text, int number) {
		return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
	}

}
