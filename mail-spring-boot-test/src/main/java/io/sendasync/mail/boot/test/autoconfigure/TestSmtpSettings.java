package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The attributes of {@link AutoConfigureTestSmtp}, which come as properties.
 *
 * @param tls whether and when the server speaks TLS
 * @param username who logs in, or {@code null} for nobody
 * @param password the password
 */
record TestSmtpSettings(ServerTls tls, @Nullable String username, String password) {

	static TestSmtpSettings from(Environment environment) {
		String username = environment.getProperty("mail.test-smtp.username");
		return new TestSmtpSettings(environment.getProperty("mail.test-smtp.tls", ServerTls.class, ServerTls.NONE),
				StringUtils.hasLength(username) ? username : null,
				environment.getProperty("mail.test-smtp.password", ""));
	}

	@Nullable SmtpCredentials credentials() {
		return (this.username != null) ? SmtpCredentials.of(this.username, this.password) : null;
	}

	void applyTo(SmtpTestServerBuilder builder) {
		builder.tls(this.tls);
		if (this.username != null) {
			builder.auth(this.username, this.password);
			if (this.tls == ServerTls.NONE) {
				builder.allowClearTextAuth();
			}
		}
	}

	@Override
	public String toString() {
		return "TestSmtpSettings[tls=" + this.tls + ", username=" + this.username + "]";
	}

}
