package io.sendasync.mail.sample.server;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches unless {@code mail.smtp.host} names another server.
 * {@code ConditionalOnProperty} would take an empty value, as of {@code MAIL_SMTP_HOST=},
 * for a host.
 */
final class NoExternalHostCondition implements Condition {

	static final String HOST = "mail.smtp.host";

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return !StringUtils.hasText(context.getEnvironment().getProperty(HOST));
	}

}
