package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;

import io.sendasync.mail.delivery.SmtpCredentials;

/**
 * PLAIN (RFC 4616): authorization identity (none), user name and password, as they are;
 * preparing them is the server's part.
 */
final class PlainMechanism implements SaslMechanism {

	private final SmtpCredentials.Password credentials;

	PlainMechanism(SmtpCredentials.Password credentials) {
		this.credentials = credentials;
	}

	@Override
	public String name() {
		return "PLAIN";
	}

	@Override
	public byte[] initialResponse() {
		return ("\0" + this.credentials.username() + "\0" + this.credentials.password())
			.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public byte[] evaluate(byte[] challenge) throws SaslFailure {
		throw SaslFailure.unasked();
	}

	@Override
	public boolean isComplete() {
		return true;
	}

	@Override
	public boolean isJudged() {
		return true;
	}

}
