package io.sendasync.mail.boot.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.Map;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.monitor.SmtpMonitorAutoConfiguration;
import io.sendasync.mail.boot.health.SmtpHealthIndicator;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor;
import io.sendasync.mail.boot.monitor.SmtpClientMonitors;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the health of the SMTP clients: one indicator, or one for each
 * if there are several.
 */
@AutoConfiguration(after = { SmtpClientAutoConfiguration.class, SmtpMonitorAutoConfiguration.class })
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ SmtpClient.class, SmtpClientMonitors.class })
@ConditionalOnEnabledHealthIndicator("smtp")
@EnableConfigurationProperties(SmtpHealthProperties.class)
public final class SmtpHealthContributorAutoConfiguration extends
		CompositeHealthContributorConfiguration<SmtpHealthIndicator, SmtpHealthContributorAutoConfiguration.Monitored> {

	SmtpHealthContributorAutoConfiguration() {
		super((monitored) -> new SmtpHealthIndicator(monitored.client(), monitored.monitor(),
				monitored.properties().getTimeout(), monitored.properties().getCache().getTimeToLive()));
	}

	@Bean
	@ConditionalOnMissingBean(name = { "smtpHealthIndicator", "smtpHealthContributor" })
	HealthContributor smtpHealthContributor(ConfigurableListableBeanFactory beans, SmtpClientMonitors monitors,
			SmtpHealthProperties properties) {
		Map<String, Monitored> clients = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, SmtpClient.class)
			.forEach((name, client) -> clients.put(name, new Monitored(client, monitors.monitor(name), properties)));
		return createContributor(clients);
	}

	/**
	 * What an indicator is made of.
	 *
	 * @param client the client
	 * @param monitor its monitor, or {@code null}
	 * @param properties how to ask
	 */
	record Monitored(SmtpClient client, @Nullable SmtpClientMonitor monitor, SmtpHealthProperties properties) {
	}

}
