package io.sendasync.mail.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.metrics.SmtpClientMetrics;
import io.sendasync.mail.boot.metrics.SmtpEventMetrics;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the meters of the SMTP clients.
 */
@AutoConfiguration(before = SmtpClientAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class SmtpMetricsAutoConfiguration {

	SmtpMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SmtpClientMetrics smtpClientMetrics(ConfigurableListableBeanFactory beans) {
		return new SmtpClientMetrics(
				SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, SmtpClient.class));
	}

	@Bean
	EventMetricsCustomizer smtpEventMetricsCustomizer(MeterRegistry registry) {
		return new EventMetricsCustomizer(registry);
	}

	/**
	 * Gives each client its listener.
	 *
	 * @param registry takes the meters
	 */
	record EventMetricsCustomizer(MeterRegistry registry) implements SmtpClientBuilderCustomizer {

		@Override
		public void customize(SmtpClient.Builder builder) {
			customize(builder, "smtpClient");
		}

		@Override
		public void customize(SmtpClient.Builder builder, String clientName) {
			builder.eventListener(new SmtpEventMetrics(this.registry, clientName));
		}

	}

}
