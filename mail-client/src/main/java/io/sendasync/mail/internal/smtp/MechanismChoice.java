package io.sendasync.mail.internal.smtp;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.SmtpCredentials;

/**
 * Which SASL mechanisms may be used, and in what order: the strongest first.
 *
 * @param allowed their registered names
 */
public record MechanismChoice(Set<String> allowed) {

	private static final List<String> PASSWORD = List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256",
			"SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN");

	private static final List<String> BEARER = List.of("OAUTHBEARER", "XOAUTH2");

	private static final List<String> EXTERNAL = List.of("EXTERNAL");

	private static final List<String> KERBEROS = List.of("GSSAPI");

	private static final Set<String> KNOWN = Stream.of(PASSWORD, BEARER, EXTERNAL, KERBEROS)
		.flatMap(List::stream)
		.collect(Collectors.toUnmodifiableSet());

	// Whoever allows one of these accepts a login that somebody in between can pass on.
	private static final Set<String> NEVER_BOUND = Set.of("PLAIN", "LOGIN", "CRAM-MD5");

	/**
	 * All but CRAM-MD5, which keeps the password from nobody who listens and can guess,
	 * and makes the server store it.
	 */
	public static final MechanismChoice DEFAULT = new MechanismChoice(
			KNOWN.stream().filter((name) -> !name.equals("CRAM-MD5")).collect(Collectors.toUnmodifiableSet()));

	/**
	 * Creates a choice.
	 */
	public MechanismChoice {
		allowed = Set.copyOf(allowed);
	}

	/**
	 * Only the named ones.
	 * @param names registered names, in either case
	 * @return the choice
	 * @throws IllegalArgumentException if there is none, or one that is not known
	 */
	public static MechanismChoice only(Set<String> names) {
		Objects.requireNonNull(names, "'mechanisms' must not be null");
		Set<String> upper = names.stream()
			.map((name) -> name.strip().toUpperCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		if (upper.isEmpty() || !KNOWN.containsAll(upper)) {
			throw new IllegalArgumentException("'mechanisms' must be some of "
					+ KNOWN.stream().sorted().collect(Collectors.joining(", ")) + ", not " + names);
		}
		return new MechanismChoice(upper);
	}

	/**
	 * The mechanisms to try, the strongest first.
	 * @param credentials decide which ones come into question
	 * @param offered by the server
	 * @param binding whether this connection has a channel binding
	 * @return the names, maybe none
	 */
	List<String> candidates(SmtpCredentials credentials, Set<String> offered, boolean binding) {
		List<String> candidates = ranked(credentials).stream()
			.filter((name) -> this.allowed.contains(name) && offered.contains(name))
			.filter((name) -> binding || !isBound(name))
			.toList();
		// Whoever allows none of them is not to be talked out of the binding.
		if (candidates.stream().anyMatch(MechanismChoice::isBound) && Collections.disjoint(this.allowed, NEVER_BOUND)) {
			return candidates.stream().filter(MechanismChoice::isBound).toList();
		}
		return candidates;
	}

	/**
	 * Those that could be used if the server offered them.
	 */
	List<String> possible(SmtpCredentials credentials) {
		return ranked(credentials).stream().filter(this.allowed::contains).toList();
	}

	private static List<String> ranked(SmtpCredentials credentials) {
		if (credentials instanceof SmtpCredentials.Password) {
			return PASSWORD;
		}
		if (credentials instanceof SmtpCredentials.Bearer) {
			return BEARER;
		}
		return (credentials instanceof SmtpCredentials.External) ? EXTERNAL : KERBEROS;
	}

	/**
	 * Whether the mechanism is tied to the connection (RFC 5802 §6).
	 */
	static boolean isBound(String name) {
		return name.endsWith("-PLUS");
	}

}
