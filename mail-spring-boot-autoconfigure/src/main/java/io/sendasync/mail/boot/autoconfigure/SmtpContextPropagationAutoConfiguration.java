package io.sendasync.mail.boot.autoconfigure;

import io.micrometer.context.ContextSnapshotFactory;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration that brings the context of a send's caller (trace, logging context,
 * identity) to its listeners and to the stages of its future, with Micrometer's context
 * propagation.
 */
@AutoConfiguration(before = { SmtpClientAutoConfiguration.class, AsyncSmtpClientAutoConfiguration.class })
@ConditionalOnClass(ContextSnapshotFactory.class)
public final class SmtpContextPropagationAutoConfiguration {

	SmtpContextPropagationAutoConfiguration() {
	}

	@Bean
	CallerContext smtpCallerContext(ObjectProvider<ContextSnapshotFactory> factories) {
		ContextSnapshotFactory factory = factories.getIfUnique(() -> ContextSnapshotFactory.builder().build());
		return (task) -> factory.captureAll().wrap(task);
	}

	/** Before the application's own, which may want another decorator. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SmtpClientBuilderCustomizer smtpContextPropagationCustomizer(CallerContext context) {
		return (builder) -> builder.callbackDecorator(context);
	}

}
