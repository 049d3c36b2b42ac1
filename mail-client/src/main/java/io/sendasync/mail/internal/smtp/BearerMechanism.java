package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.sendasync.mail.delivery.SmtpCredentials;
import org.jspecify.annotations.Nullable;

/**
 * OAUTHBEARER (RFC 7628) and its forerunner XOAUTH2. Both report a failure in a
 * challenge, which must be answered before the server says 535.
 */
final class BearerMechanism implements SaslMechanism {

	// RFC 7628 §3.2.2. XOAUTH2 has an HTTP status there, which some servers send as a
	// number.
	private static final Pattern STATUS = Pattern
		.compile("\"status\"\\s*:\\s*(?:(?<number>[0-9]{3})|\"(?<text>[A-Za-z0-9_.-]{1,64})\")");

	private final String name;

	private final SmtpCredentials.Bearer credentials;

	private final String message;

	private final byte[] answerToFailure;

	private boolean failed;

	private @Nullable String serverError;

	private BearerMechanism(String name, SmtpCredentials.Bearer credentials, String message, byte... answerToFailure) {
		this.name = name;
		this.credentials = credentials;
		this.message = message;
		this.answerToFailure = answerToFailure;
	}

	/**
	 * RFC 7628 §3.1.
	 * @param host the configured server
	 * @param port its port
	 */
	static BearerMechanism oauthBearer(SmtpCredentials.Bearer credentials, String host, int port) {
		String message = "n,a=" + ScramMechanism.saslName(credentials.username()) + ",\1host=" + host + "\1port=" + port
				+ "\1auth=Bearer " + credentials.token() + "\1\1";
		return new BearerMechanism("OAUTHBEARER", credentials, message, (byte) 1);
	}

	static BearerMechanism xoauth2(SmtpCredentials.Bearer credentials) {
		return new BearerMechanism("XOAUTH2", credentials,
				"user=" + credentials.username() + "\1auth=Bearer " + credentials.token() + "\1\1");
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public byte[] initialResponse() {
		return this.message.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public byte[] evaluate(byte[] challenge) throws SaslFailure {
		if (this.failed) {
			throw SaslFailure.unasked();
		}
		this.failed = true;
		this.serverError = status(new String(challenge, StandardCharsets.UTF_8));
		return this.answerToFailure.clone();
	}

	private @Nullable String status(String json) {
		Matcher matcher = STATUS.matcher(json);
		if (!matcher.find()) {
			return null;
		}
		String status = (matcher.group("number") != null) ? matcher.group("number") : matcher.group("text");
		return isPartOfToken(status) ? null : status;
	}

	/**
	 * A server might repeat the token, even there. Short ones such as 401 are in a token
	 * by chance.
	 */
	private boolean isPartOfToken(String status) {
		return status.length() >= 8 && this.credentials.token().contains(status);
	}

	/**
	 * A server that reported a failure and then says 235 contradicts itself.
	 */
	@Override
	public boolean isComplete() {
		return !this.failed;
	}

	@Override
	public boolean isJudged() {
		return true;
	}

	@Override
	public @Nullable String serverError() {
		return this.serverError;
	}

}
