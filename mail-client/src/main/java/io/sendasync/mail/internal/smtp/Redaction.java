package io.sendasync.mail.internal.smtp;

import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpReply;

/**
 * Takes secrets out of replies: some servers repeat the line that they did not like.
 */
final class Redaction {

	// Shorter ones hide nothing, and would be found by chance.
	private static final int MIN_LENGTH = 4;

	private final List<String> secrets = new ArrayList<>();

	void addSecretOf(SmtpCredentials credentials) {
		if (credentials instanceof SmtpCredentials.Password password) {
			add(password.password());
		}
		else if (credentials instanceof SmtpCredentials.Bearer bearer) {
			add(bearer.token());
		}
	}

	/**
	 * Adds what a line of the exchange carried: its last word.
	 */
	void addLine(String line) {
		String word = line.substring(line.lastIndexOf(' ') + 1);
		if (!line.equals("AUTH " + word)) {
			add(word);
		}
	}

	private void add(String secret) {
		if (secret.length() >= MIN_LENGTH) {
			this.secrets.add(secret);
		}
	}

	SmtpReply of(SmtpReply reply) {
		return new SmtpReply(reply.code(), reply.lines().stream().map(this::redacted).toList());
	}

	private String redacted(String text) {
		String redacted = text;
		for (String secret : this.secrets) {
			redacted = redacted.replace(secret, "******");
		}
		return redacted;
	}

}
