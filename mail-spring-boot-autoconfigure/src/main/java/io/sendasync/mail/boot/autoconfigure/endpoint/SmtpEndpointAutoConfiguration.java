package io.sendasync.mail.boot.autoconfigure.endpoint;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.actuate.SmtpEndpoint;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.autoconfigure.monitor.SmtpMonitorAutoConfiguration;
import io.sendasync.mail.boot.monitor.SmtpClientMonitors;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the {@link SmtpEndpoint}.
 */
@AutoConfiguration(after = { SmtpClientAutoConfiguration.class, SmtpMonitorAutoConfiguration.class })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(SmtpEndpoint.class)
@ConditionalOnBean({ SmtpClient.class, SmtpClientMonitors.class })
public final class SmtpEndpointAutoConfiguration {

	SmtpEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	SmtpEndpoint smtpEndpoint(ConfigurableListableBeanFactory beans, SmtpClientMonitors monitors) {
		return new SmtpEndpoint(SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, SmtpClient.class),
				monitors);
	}

}
