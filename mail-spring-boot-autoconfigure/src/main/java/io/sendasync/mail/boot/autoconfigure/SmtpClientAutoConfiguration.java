package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.SmtpProperties;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the {@link SmtpClient}. It is there without a host as well, and
 * refuses to send then.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@EnableConfigurationProperties(SmtpProperties.class)
public final class SmtpClientAutoConfiguration {

	SmtpClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(SmtpConnectionDetails.class)
	PropertiesSmtpConnectionDetails smtpConnectionDetails(SmtpProperties properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new PropertiesSmtpConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	@Bean
	static SendCompletedEventBeanPostProcessor sendCompletedEventBeanPostProcessor(
			ApplicationEventPublisher publisher) {
		return new SendCompletedEventBeanPostProcessor(publisher);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(SmtpClient.class)
	static class SmtpClientConfiguration {

		@Bean(destroyMethod = "close")
		SmtpClient smtpClient(SmtpProperties properties, SmtpConnectionDetails details,
				ObjectProvider<SmtpCredentialsProvider> credentialsProvider,
				ObjectProvider<SmtpClientBuilderCustomizer> customizers, Environment environment) {
			JakartaMailKeys.warnAbout(environment);
			SmtpClient.Builder builder = SmtpClient.builder();
			new SmtpClientConfigurer(properties, details, credentialsProvider.getIfAvailable()).configure(builder);
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
			return builder.build();
		}

		@Bean
		SmtpClientLifecycle smtpClientLifecycle(SmtpClient smtpClient, ApplicationContext context) {
			return new SmtpClientLifecycle(smtpClient, context);
		}

	}

}
