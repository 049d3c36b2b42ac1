package io.sendasync.mail.boot.autoconfigure.endpoint;

import java.util.Locale;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that keeps the passwords of the SMTP clients out of the actuator's
 * endpoints, also where they are told to show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class SmtpSanitizingAutoConfiguration {

	SmtpSanitizingAutoConfiguration() {
	}

	@Bean
	SanitizingFunction smtpPasswordSanitizingFunction() {
		return SanitizingFunction.sanitizeValue().ifKeyMatches(SmtpSanitizingAutoConfiguration::isPassword);
	}

	/** In any relaxed form: MAIL_SMTP_CLIENTS_NEWS_CREDENTIALS_PASSWORD as well. */
	private static boolean isPassword(String key) {
		String letters = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		return letters.startsWith("mailsmtp") && letters.endsWith("password");
	}

}
