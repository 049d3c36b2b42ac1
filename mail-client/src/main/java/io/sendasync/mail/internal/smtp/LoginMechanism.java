package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;

import io.sendasync.mail.delivery.SmtpCredentials;
import org.jspecify.annotations.Nullable;

/**
 * LOGIN, which no RFC defines. The prompts are not to be interpreted: user name first,
 * then password.
 */
final class LoginMechanism implements SaslMechanism {

	private final SmtpCredentials.Password credentials;

	private int answers;

	LoginMechanism(SmtpCredentials.Password credentials) {
		this.credentials = credentials;
	}

	@Override
	public String name() {
		return "LOGIN";
	}

	@Override
	public byte @Nullable [] initialResponse() {
		return null;
	}

	@Override
	public byte[] evaluate(byte[] challenge) throws SaslFailure {
		String answer = switch (this.answers++) {
			case 0 -> this.credentials.username();
			case 1 -> this.credentials.password();
			default -> throw SaslFailure.unasked();
		};
		return answer.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public boolean isComplete() {
		return this.answers == 2;
	}

	@Override
	public boolean isJudged() {
		return this.answers >= 1;
	}

}
