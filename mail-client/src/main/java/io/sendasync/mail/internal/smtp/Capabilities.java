package io.sendasync.mail.internal.smtp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.sendasync.mail.delivery.SmtpReply;

/**
 * What the server offered in its answer to EHLO (RFC 5321 §4.1.1.1). A new EHLO replaces
 * it, nothing is merged.
 *
 * @param keywords upper-case keyword to its parameters
 */
record Capabilities(Map<String, String> keywords) {

	/** After HELO. */
	static final Capabilities NONE = new Capabilities(Map.of());

	Capabilities {
		keywords = Map.copyOf(keywords);
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
		String size = this.keywords.getOrDefault("SIZE", "");
		if (size.isEmpty() || size.length() > 18 || !size.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return Long.MAX_VALUE;
		}
		long limit = Long.parseLong(size);
		return (limit > 0) ? limit : Long.MAX_VALUE;
	}

	Set<String> authMechanisms() {
		return Arrays.stream(this.keywords.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).split("[ =]+"))
			.filter((mechanism) -> !mechanism.isEmpty())
			.collect(Collectors.toUnmodifiableSet());
	}

}
