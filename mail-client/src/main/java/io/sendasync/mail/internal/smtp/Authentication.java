package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpReply;

/**
 * Logs in (RFC 4954). A refused password is not tried with another mechanism: it would
 * only count twice against the account.
 */
final class Authentication {

	private final Flight flight;

	private final Duration limit;

	Authentication(Flight flight, Duration limit) {
		this.flight = flight;
		this.limit = limit;
	}

	void logIn(SmtpCredentials credentials, Set<String> offered) throws IOException {
		SmtpReply reply;
		if (offered.contains("PLAIN")) {
			reply = plain(credentials);
		}
		else if (offered.contains("LOGIN")) {
			reply = login(credentials);
		}
		else {
			throw new SmtpAuthenticationException(offered.isEmpty()
					? "Credentials are set, but the server does not offer AUTH on this connection."
							+ " Remove them, or use the server's submission port (587 or 465)"
					: "Credentials are set, but the server offers none of the mechanisms PLAIN and LOGIN, only "
							+ offered,
					null);
		}
		if (reply.code() != 235) {
			throw new SmtpAuthenticationException("The server refused to authenticate: " + reply, reply);
		}
	}

	/**
	 * RFC 4616 §2: authorization identity (none), user name, password.
	 */
	private SmtpReply plain(SmtpCredentials credentials) throws IOException {
		return command("PLAIN", base64("\0" + credentials.username() + "\0" + credentials.password()));
	}

	private SmtpReply login(SmtpCredentials credentials) throws IOException {
		SmtpReply reply = this.flight.exchange(Command.of("AUTH", "AUTH LOGIN"), this.limit);
		// The prompts are not to be interpreted: user name first, then password.
		if (reply.isIntermediate()) {
			reply = response(base64(credentials.username()));
		}
		if (reply.isIntermediate()) {
			reply = response(base64(credentials.password()));
		}
		return reply;
	}

	private SmtpReply command(String mechanism, String initialResponse) throws IOException {
		String line = "AUTH " + mechanism + " " + initialResponse;
		// RFC 4954 §4: an initial response that makes the command too long waits for a
		// 334.
		if (line.length() <= 510) {
			return this.flight.exchange(Command.of("AUTH", line), this.limit);
		}
		SmtpReply reply = this.flight.exchange(Command.of("AUTH", "AUTH " + mechanism), this.limit);
		return reply.isIntermediate() ? response(initialResponse) : reply;
	}

	private SmtpReply response(String base64) throws IOException {
		return this.flight.exchange(Command.of("AUTH", base64), this.limit);
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
