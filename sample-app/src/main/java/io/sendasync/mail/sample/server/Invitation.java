package io.sendasync.mail.sample.server;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few fields of a calendar entry (RFC 5545) that a reader wants to see first. A field
 * that is missing is empty.
 *
 * @param method what is asked, {@code REQUEST} for an invitation
 * @param summary the title
 * @param start the start with its time zone, for people
 * @param end the end with its time zone, for people
 * @param location the place
 * @param organizer who invites
 */
public record Invitation(String method, String summary, String start, String end, String location, String organizer) {

	private static final Pattern LINE = Pattern
		.compile("([A-Za-z0-9-]+)((?:;[^:;=\"]+=(?:\"[^\"]*+\"|[^\":;]*+))*+):(.*)");

	private static final Pattern TIME_ZONE = Pattern.compile("(?i);TZID=\"?([^\":;]*)");

	private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

	private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

	static Invitation parse(String icalendar) {
		Map<String, String> fields = new HashMap<>();
		Deque<String> components = new ArrayDeque<>();
		for (String line : unfold(icalendar)) {
			Matcher matcher = LINE.matcher(line);
			if (matcher.matches()) {
				String name = matcher.group(1).toUpperCase(Locale.ROOT);
				if (name.equals("BEGIN")) {
					components.addLast(matcher.group(3).toUpperCase(Locale.ROOT));
				}
				else if (name.equals("END")) {
					components.pollLast();
				}
				// The fields of an alarm or a time zone are other ones.
				else if (List.of("VCALENDAR").equals(List.copyOf(components))
						|| List.of("VCALENDAR", "VEVENT").equals(List.copyOf(components))) {
					fields.putIfAbsent(name, value(name, matcher.group(2), matcher.group(3)));
				}
			}
		}
		return new Invitation(fields.getOrDefault("METHOD", ""), fields.getOrDefault("SUMMARY", ""),
				fields.getOrDefault("DTSTART", ""), fields.getOrDefault("DTEND", ""),
				fields.getOrDefault("LOCATION", ""), fields.getOrDefault("ORGANIZER", ""));
	}

	private static List<String> unfold(String icalendar) {
		return icalendar.replaceAll("\\r?\\n[ \\t]", "").lines().toList();
	}

	private static String value(String name, String parameters, String value) {
		return switch (name) {
			case "DTSTART", "DTEND" -> time(parameters, value);
			case "ORGANIZER" -> value.replaceFirst("(?i)^mailto:", "");
			default -> value.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1");
		};
	}

	private static String time(String parameters, String value) {
		try {
			if (!value.contains("T")) {
				return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE).toString();
			}
			boolean utc = value.endsWith("Z");
			Matcher zone = TIME_ZONE.matcher(parameters);
			String suffix = utc ? " UTC" : zone.find() ? " (" + zone.group(1) + ")" : "";
			return LocalDateTime.parse(utc ? value.substring(0, value.length() - 1) : value, DATE_TIME).format(SHOWN)
					+ suffix;
		}
		catch (DateTimeParseException ex) {
			return value;
		}
	}

}
