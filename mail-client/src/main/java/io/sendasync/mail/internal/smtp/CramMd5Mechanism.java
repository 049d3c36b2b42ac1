package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.sendasync.mail.delivery.SmtpCredentials;
import org.jspecify.annotations.Nullable;

/**
 * CRAM-MD5 (RFC 2195), for servers that have nothing else beside a clear password.
 */
final class CramMd5Mechanism implements SaslMechanism {

	private final SmtpCredentials.Password credentials;

	private boolean answered;

	CramMd5Mechanism(SmtpCredentials.Password credentials) {
		this.credentials = credentials;
	}

	@Override
	public String name() {
		return "CRAM-MD5";
	}

	@Override
	public byte @Nullable [] initialResponse() {
		return null;
	}

	@Override
	public byte[] evaluate(byte[] challenge) throws SaslFailure {
		if (this.answered) {
			throw SaslFailure.unasked();
		}
		this.answered = true;
		byte[] digest = Macs.of("HmacMD5", this.credentials.password().getBytes(StandardCharsets.UTF_8))
			.doFinal(challenge);
		return (this.credentials.username() + " " + HexFormat.of().formatHex(digest)).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public boolean isComplete() {
		return this.answered;
	}

	@Override
	public boolean isJudged() {
		return this.answered;
	}

}
