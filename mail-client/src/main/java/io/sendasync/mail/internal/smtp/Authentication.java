package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Set;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * Logs in (RFC 4954), with the strongest mechanism that both sides have. A refused
 * password is not tried with another one: it would only count twice against the account.
 * Another one is tried only if the server would not have the mechanism itself.
 */
final class Authentication {

	private static final int SUCCESS = 235;

	private static final int CHALLENGE = 334;

	private static final int TRANSITION_NEEDED = 432;

	private static final int NOT_IMPLEMENTED = 504;

	private static final int TOO_WEAK = 534;

	// RFC 4954 §4: 512 octets with CRLF.
	private static final int MAX_COMMAND = 510;

	private final Flight flight;

	private final Duration limit;

	private final Mechanisms mechanisms;

	private final Redaction redaction;

	// Of the current exchange.
	private int linesSent;

	Authentication(Flight flight, Duration limit, Mechanisms mechanisms) {
		this.flight = flight;
		this.redaction = flight.redaction();
		this.limit = limit;
		this.mechanisms = mechanisms;
	}

	/**
	 * Logs in.
	 * @param credentials what with
	 * @param offered the server's mechanisms
	 * @return the mechanism that the server took
	 * @throws SmtpAuthenticationException if the login failed
	 * @throws IOException if the connection broke
	 */
	@CanIgnoreReturnValue
	String logIn(SmtpCredentials credentials, Set<String> offered) throws IOException {
		this.redaction.addSecretOf(credentials);
		this.redaction.withinLogin(true);
		try {
			return takenOf(credentials, offered);
		}
		finally {
			this.redaction.withinLogin(false);
		}
	}

	private String takenOf(SmtpCredentials credentials, Set<String> offered) throws IOException {
		Deque<String> candidates = new ArrayDeque<>(this.mechanisms.candidates(credentials, offered));
		if (candidates.isEmpty()) {
			throw new SmtpAuthenticationException(this.mechanisms.explainNone(credentials, offered), null);
		}
		SmtpAuthenticationException earlier = null;
		while (true) {
			SaslMechanism mechanism = begin(candidates.remove(), credentials, offered);
			SmtpReply reply = exchange(mechanism);
			if (reply.code() == SUCCESS) {
				requireComplete(mechanism, reply);
				return mechanism.name();
			}
			SmtpAuthenticationException refused = refused(mechanism, reply);
			if (earlier != null) {
				refused.addSuppressed(earlier);
			}
			earlier = refused;
			if (reply.code() == TRANSITION_NEEDED) {
				// RFC 4954 §6: PLAIN, once, gives the server what it lacks.
				candidates.removeIf((name) -> !name.equals("PLAIN"));
			}
			if (candidates.isEmpty() || !mayGoOn(mechanism, reply)) {
				throw refused;
			}
		}
	}

	private SaslMechanism begin(String name, SmtpCredentials credentials, Set<String> offered) {
		try {
			return this.mechanisms.create(name, credentials, offered);
		}
		catch (SaslFailure ex) {
			throw notPossible(name, ex);
		}
	}

	/**
	 * Whether the refusal was about the mechanism, and nothing was there to be judged.
	 */
	private boolean mayGoOn(SaslMechanism mechanism, SmtpReply reply) {
		if (this.flight.isClosing()) {
			return false;
		}
		return switch (reply.code()) {
			case TRANSITION_NEEDED -> true;
			case NOT_IMPLEMENTED -> this.linesSent == 1 || !mechanism.isJudged();
			case TOO_WEAK -> !mechanism.isJudged();
			default -> isBindingRefused(mechanism, reply);
		};
	}

	/**
	 * Servers that bind channels may do so with other data than this client has.
	 */
	private static boolean isBindingRefused(SaslMechanism mechanism, SmtpReply reply) {
		return MechanismChoice.isBound(mechanism.name()) && reply.isPermanent()
				&& (!mechanism.isJudged() || "unsupported-channel-binding-type".equals(mechanism.serverError()));
	}

	/**
	 * One exchange, up to the reply that ends it.
	 */
	private SmtpReply exchange(SaslMechanism mechanism) throws IOException {
		this.linesSent = 0;
		SmtpReply reply = start(mechanism);
		while (reply.code() == CHALLENGE) {
			byte[] answer;
			try {
				answer = mechanism.evaluate(StrictBase64.decode(reply.text()));
			}
			catch (SaslFailure ex) {
				throw cancelled(mechanism, ex);
			}
			reply = send(encode(answer));
		}
		return reply;
	}

	private SmtpReply start(SaslMechanism mechanism) throws IOException {
		String command = "AUTH " + mechanism.name();
		byte[] initial;
		try {
			initial = mechanism.initialResponse();
		}
		catch (SaslFailure ex) {
			throw notPossible(mechanism.name(), ex);
		}
		if (initial == null) {
			return send(command);
		}
		String line = command + " " + ((initial.length > 0) ? encode(initial) : "=");
		if (line.length() <= MAX_COMMAND) {
			return send(line);
		}
		// What comes with the go-ahead is not a challenge.
		SmtpReply reply = send(command);
		return (reply.code() == CHALLENGE) ? send(encode(initial)) : reply;
	}

	/**
	 * RFC 4954 §4: the server ends the exchange with a reply to the asterisk.
	 */
	private SmtpAuthenticationException cancelled(SaslMechanism mechanism, SaslFailure cause) {
		String message = "Logging in with " + mechanism.name() + " was given up: " + cause.getMessage();
		try {
			return failure(message, send("*"), cause);
		}
		catch (IOException ex) {
			SmtpAuthenticationException failure = failure(message, null, cause);
			failure.addSuppressed(ex);
			return failure;
		}
	}

	private void requireComplete(SaslMechanism mechanism, SmtpReply reply) {
		if (!mechanism.isComplete()) {
			throw failure("The server says that the login with " + mechanism.name() + " succeeded, before it proved"
					+ " what it has to prove: it may be an impostor", reply, null);
		}
	}

	private SmtpAuthenticationException notPossible(String name, SaslFailure cause) {
		return failure("Logging in with " + name + " is not possible: " + cause.getMessage(), null, cause);
	}

	private SmtpAuthenticationException refused(SaslMechanism mechanism, SmtpReply reply) {
		String reason = mechanism.serverError();
		return failure("The server refused to log in with " + mechanism.name() + ": " + this.redaction.of(reply)
				+ ((reason != null) ? " (" + this.redaction.of(reason) + ")" : ""), reply, null);
	}

	private SmtpAuthenticationException failure(String message, @Nullable SmtpReply reply, @Nullable Throwable cause) {
		return new SmtpAuthenticationException(message, (reply != null) ? this.redaction.of(reply) : null, cause);
	}

	private SmtpReply send(String line) throws IOException {
		this.linesSent++;
		this.redaction.addLine(line);
		return this.flight.exchange(Command.of("AUTH", line), this.limit);
	}

	private static String encode(byte[] octets) {
		return Base64.getEncoder().encodeToString(octets);
	}

}
