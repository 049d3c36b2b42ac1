package io.sendasync.mail.internal.smtp;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * What the server offered in its answer to EHLO (RFC 5321 §4.1.1.1). A new EHLO replaces
 * it, nothing is merged.
 */
final class Capabilities {

	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

	// RFC 4422 §3.1.
	private static final Pattern MECHANISM = Pattern.compile("[A-Z0-9_-]{1,20}");

	/** After HELO. */
	static final Capabilities NONE = new Capabilities(Map.of());

	// Upper-case keyword to its parameters.
	private final Map<String, String> keywords;

	// Asked for with each message, so read once.
	private final long maxSize;

	private final ServerLimits limits;

	private Capabilities(Map<String, String> keywords) {
		this.keywords = Map.copyOf(keywords);
		this.maxSize = maxSize(keywords.getOrDefault("SIZE", ""));
		this.limits = ServerLimits.parse(keywords.getOrDefault("LIMITS", ""));
	}

	static Capabilities parse(SmtpReply reply) {
		Map<String, String> keywords = new HashMap<>();
		List<String> lines = reply.lines();
		for (String line : lines.subList(1, lines.size())) {
			String text = line.strip();
			// Servers from before the RFC wrote AUTH=LOGIN.
			int end = firstOf(text, ' ', '=');
			String keyword = text.substring(0, end).toUpperCase(Locale.ROOT);
			String parameters = (end < text.length()) ? text.substring(end + 1).strip() : "";
			if (!keyword.isEmpty()) {
				keywords.merge(keyword, parameters, (first, second) -> (first + " " + second).strip());
			}
		}
		return new Capabilities(keywords);
	}

	private static int firstOf(String text, char one, char other) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) == one || text.charAt(i) == other) {
				return i;
			}
		}
		return text.length();
	}

	boolean has(String keyword) {
		return this.keywords.containsKey(keyword);
	}

	/**
	 * The size limit (RFC 1870 §4).
	 * @return the largest content in octets, {@code Long.MAX_VALUE} without a limit
	 */
	long maxSize() {
		return this.maxSize;
	}

	private static long maxSize(String size) {
		if (size.isEmpty() || size.length() > 18 || !size.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return Long.MAX_VALUE;
		}
		long limit = Long.parseLong(size);
		return (limit > 0) ? limit : Long.MAX_VALUE;
	}

	/**
	 * The limits of a session (RFC 9422).
	 */
	ServerLimits limits() {
		return this.limits;
	}

	/**
	 * The shortest time that a message may demand to be delivered within, if it is to be
	 * returned afterwards (RFC 2852 §2).
	 * @return seconds, 0 without a limit
	 */
	long minDeliverBy() {
		// What follows a comma may get a meaning in the future.
		return seconds(this.keywords.getOrDefault("DELIVERBY", "").split(",", 2)[0]);
	}

	/**
	 * How long a message may be held (RFC 4865 §3).
	 * @return seconds, 0 if that was not said
	 */
	long maxHold() {
		return seconds(this.keywords.getOrDefault("FUTURERELEASE", "").split(" +", 2)[0]);
	}

	/**
	 * Until when a message may be held (RFC 4865 §3).
	 * @return the moment, or null if that was not said
	 */
	@Nullable Instant maxHoldUntil() {
		String[] parameters = this.keywords.getOrDefault("FUTURERELEASE", "").split(" +", 3);
		try {
			return (parameters.length > 1) ? OffsetDateTime.parse(parameters[1]).toInstant() : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static long seconds(String text) {
		return SECONDS.matcher(text).matches() ? Long.parseLong(text) : 0;
	}

	Set<String> authMechanisms() {
		return Arrays.stream(this.keywords.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).split("[ =]+"))
			.filter((mechanism) -> MECHANISM.matcher(mechanism).matches())
			.collect(Collectors.toUnmodifiableSet());
	}

}
