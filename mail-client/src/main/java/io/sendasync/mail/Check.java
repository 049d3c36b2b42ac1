package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.sendasync.mail.internal.net.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * Checks of settings, with messages that say what to do.
 */
final class Check {

	// RFC 5321 §4.1.2 Domain, §4.1.3 address-literal.
	private static final Pattern DOMAIN = Pattern
		.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){0,126}");

	// What fits into a long of nanoseconds, with room for sums.
	private static final Duration FOREVER = Duration.ofDays(36_500);

	private static final Duration MAX_SOCKET_TIMEOUT = Duration.ofDays(24);

	private static final Pattern LITERAL = Pattern.compile("\\[(?:IPv6:)?[0-9A-Fa-f.:]{2,45}\\]");

	private Check() {
	}

	static int positive(String name, int value) {
		return (int) positive(name, (long) value);
	}

	static long positive(String name, long value) {
		if (value < 1) {
			throw new IllegalArgumentException("'" + name + "' must be at least 1, not " + value);
		}
		return value;
	}

	static Duration positive(String name, Duration value) {
		if (notNegative(name, value).isZero()) {
			throw new IllegalArgumentException("'" + name + "' must be more than zero");
		}
		return value;
	}

	/**
	 * For what ends up as milliseconds in an int.
	 */
	static Duration connectTimeout(String name, Duration value) {
		if (positive(name, value).toMillis() < 1) {
			// Zero would mean for ever.
			throw new IllegalArgumentException("'" + name + "' must be at least a millisecond, not " + value);
		}
		if (value.compareTo(MAX_SOCKET_TIMEOUT) > 0) {
			throw new IllegalArgumentException("'" + name + "' must be at most 24 days, not " + value);
		}
		return value;
	}

	static Duration notNegative(String name, Duration value) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		if (value.isNegative()) {
			throw new IllegalArgumentException("'" + name + "' must not be negative, as " + value + " is");
		}
		if (value.compareTo(FOREVER) > 0) {
			throw new IllegalArgumentException("'" + name + "' must be at most 100 years, not " + value);
		}
		return value;
	}

	static List<String> sslProtocols(List<String> protocols) {
		if (protocols.isEmpty() || !TlsSettings.PROTOCOLS.containsAll(protocols)) {
			throw new IllegalArgumentException(
					"'sslProtocols' must be one or more of " + TlsSettings.PROTOCOLS + ", not " + protocols);
		}
		return protocols;
	}

	static List<String> sslCiphers(List<String> ciphers) {
		if (ciphers.isEmpty()) {
			throw new IllegalArgumentException("'sslCiphers' must not be empty");
		}
		for (String cipher : ciphers) {
			if (cipher.contains("_anon_") || cipher.contains("_NULL_")) {
				throw new IllegalArgumentException("'sslCiphers' must not have " + cipher
						+ ", which does not authenticate the server or does not encrypt");
			}
		}
		return ciphers;
	}

	static @Nullable String host(@Nullable String host) {
		if (host == null) {
			return null;
		}
		String trimmed = host.strip();
		for (int i = 0; i < trimmed.length(); i++) {
			char c = trimmed.charAt(i);
			if (Character.isISOControl(c) || Character.isWhitespace(c) || "/@<>\"".indexOf(c) >= 0) {
				throw new IllegalArgumentException("'host' must be a host name or an address and nothing else; it has"
						+ " the character U+" + String.format("%04X", (int) c) + " at position " + i);
			}
		}
		return trimmed;
	}

	static @Nullable String heloName(@Nullable String name) {
		if (name != null
				&& (name.length() > 255 || !(DOMAIN.matcher(name).matches() || LITERAL.matcher(name).matches()))) {
			throw new IllegalArgumentException("'heloName' must be a domain name of letters, digits and hyphens, as in"
					+ " app.example.org, or an address literal, as in [192.0.2.1]");
		}
		return name;
	}

}
