package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpProperties;
import jakarta.mail.internet.MimeMessage;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.mail.MailSender;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration for a {@link JavaMailSender} on the {@link SmtpClient}, for those
 * who ask for it. Boot's own, which comes later, stands back then.
 */
@AutoConfiguration(after = SmtpClientAutoConfiguration.class,
		beforeName = "org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration")
@ConditionalOnClass({ JavaMailSender.class, MimeMessage.class })
@ConditionalOnBooleanProperty("mail.smtp.java-mail-sender.enabled")
@ConditionalOnMissingBean(MailSender.class)
@ConditionalOnSingleCandidate(SmtpClient.class)
public final class SmtpJavaMailSenderAutoConfiguration {

	SmtpJavaMailSenderAutoConfiguration() {
	}

	// The name of the bean that it stands for.
	@Bean("mailSender")
	SmtpJavaMailSender smtpJavaMailSender(SmtpClient client, SmtpProperties properties) {
		return new SmtpJavaMailSender(client, StringUtils.hasText(properties.getFrom()) ? properties.getFrom() : null);
	}

}
