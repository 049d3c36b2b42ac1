package io.sendasync.mail.testserver;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The server's side of AUTH PLAIN (RFC 4616), LOGIN, OAUTHBEARER (RFC 7628) and XOAUTH2.
 * Confined to the connection's thread.
 */
final class AuthExchange {

	// Their groups are account and token.
	private static final Pattern OAUTHBEARER = Pattern
		.compile("n,a=([^,\1]+),\1(?:[a-z]+=[^\1]*\1)*auth=Bearer ([^\1]+)\1\1");

	private static final Pattern XOAUTH2 = Pattern.compile("user=([^\1]+)\1auth=Bearer ([^\1]+)\1\1");

	private static final Set<String> CLEAR_TEXT = Set.of("PLAIN", "LOGIN", "OAUTHBEARER", "XOAUTH2");

	private static final String TOKEN_REFUSED = "{\"status\":\"invalid_token\"}";

	private final Session session;

	private String mechanism = "";

	private @Nullable String loginName;

	private boolean tokenRefused;

	AuthExchange(Session session) {
		this.session = session;
	}

	/** Answers the AUTH command. */
	List<String> start(CommandLine line) {
		this.mechanism = line.firstWord();
		ServerSettings.AuthPolicy policy = this.session.settings().auth();
		if (!policy.clearText() && !this.session.isTls() && !policy.passwords().isEmpty()) {
			return this.session.reply(538, "5.7.11", "Encryption required for the requested mechanism");
		}
		if (policy.passwords().isEmpty() || !this.session.isGreeted()) {
			return this.session.reply(503, "5.5.1", "AUTH is not available");
		}
		if (this.session.isAuthenticated() || this.session.transaction() != null) {
			return this.session.reply(503, "5.5.1", "No AUTH here");
		}
		if (!policy.mechanisms().contains(this.mechanism)) {
			return this.session.reply(504, "5.5.4", "Unknown mechanism");
		}
		int space = line.argument().indexOf(' ');
		if (space > 0) {
			String initial = line.argument().substring(space + 1).strip();
			return respond(initial.equals("=") ? "" : initial);
		}
		return challenge(this.mechanism.equals("LOGIN") ? "Username:" : "");
	}

	/** Answers a line of the client. */
	List<String> respond(String response) {
		if (response.equals("*")) {
			return this.session.reply(501, "5.7.0", "Authentication cancelled");
		}
		String decoded;
		try {
			decoded = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return this.session.reply(501, "5.5.2", "Cannot decode the response");
		}
		return switch (this.mechanism) {
			case "PLAIN" -> plain(decoded);
			case "LOGIN" -> login(decoded);
			case "OAUTHBEARER" -> bearer(OAUTHBEARER.matcher(decoded));
			case "XOAUTH2" -> bearer(XOAUTH2.matcher(decoded));
			default -> refused();
		};
	}

	private List<String> plain(String response) {
		List<String> fields = Arrays.asList(response.split("\0", -1));
		return (fields.size() == 3) ? verdict(fields.get(1), fields.get(2)) : refused();
	}

	private List<String> login(String response) {
		if (this.loginName == null) {
			this.loginName = response;
			return challenge("Password:");
		}
		return verdict(this.loginName, response);
	}

	/**
	 * What is wrong with a token is told by a challenge, which the client has to answer.
	 */
	private List<String> bearer(Matcher fields) {
		if (this.tokenRefused) {
			return refused();
		}
		if (fields.matches()) {
			String user = fields.group(1).replace("=2C", ",").replace("=3D", "=");
			if (this.session.settings().auth().isRight(user, fields.group(2))) {
				return verdict(user, fields.group(2));
			}
		}
		this.tokenRefused = true;
		return challenge(TOKEN_REFUSED);
	}

	private List<String> verdict(String user, String password) {
		if (!this.session.settings().auth().isRight(user, password)) {
			return refused();
		}
		this.session.authenticated(user);
		return this.session.reply(235, "2.7.0", "Authentication successful");
	}

	private List<String> refused() {
		return this.session.reply(535, "5.7.8", "Authentication credentials invalid");
	}

	private static List<String> challenge(String text) {
		return List.of("334 " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
	}

	/** The mechanisms whose secrets anyone could read outside TLS. */
	static boolean isClearText(String mechanism) {
		return CLEAR_TEXT.contains(mechanism.toUpperCase(Locale.ROOT));
	}

}
