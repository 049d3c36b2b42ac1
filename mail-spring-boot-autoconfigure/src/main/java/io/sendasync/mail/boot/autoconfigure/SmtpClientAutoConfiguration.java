package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.SmtpProperties;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the {@link SmtpClient}, which is there without a host as well
 * and refuses to send then, and for those under {@code mail.smtp.clients}.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@EnableConfigurationProperties(SmtpProperties.class)
// Behind the nested class: a named client must not keep the default one away.
@Import(NamedSmtpClients.class)
public final class SmtpClientAutoConfiguration {

	SmtpClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(SmtpConnectionDetails.class)
	PropertiesSmtpConnectionDetails smtpConnectionDetails(SmtpProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesSmtpConnectionDetails(ClientKeys.DEFAULT, properties, sslBundles.getIfAvailable());
	}

	@Bean
	static SendCompletedEventBeanPostProcessor sendCompletedEventBeanPostProcessor(
			ApplicationEventPublisher publisher) {
		return new SendCompletedEventBeanPostProcessor(publisher);
	}

	@Bean
	SmtpClientFactory smtpClientFactory(SmtpProperties properties, ListableBeanFactory beans, Environment environment) {
		return new SmtpClientFactory(properties, beans, environment);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(SmtpClient.class)
	static class SmtpClientConfiguration {

		@Bean(destroyMethod = "close")
		@Primary
		SmtpClient smtpClient(SmtpClientFactory factory, SmtpConnectionDetails details) {
			return factory.createDefault(details);
		}

		@Bean
		SmtpClientLifecycle smtpClientLifecycle(SmtpClientFactory factory,
				@Qualifier("smtpClient") SmtpClient smtpClient) {
			return factory.createDefaultLifecycle(smtpClient);
		}

	}

}
