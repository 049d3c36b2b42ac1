package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;

import io.sendasync.mail.delivery.SmtpCredentials;

/**
 * EXTERNAL (RFC 4422 appendix A): the server knows already who this is.
 */
final class ExternalMechanism implements SaslMechanism {

	private final SmtpCredentials.External credentials;

	ExternalMechanism(SmtpCredentials.External credentials) {
		this.credentials = credentials;
	}

	@Override
	public String name() {
		return "EXTERNAL";
	}

	@Override
	public byte[] initialResponse() {
		return this.credentials.authorizationId().getBytes(StandardCharsets.UTF_8);
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
