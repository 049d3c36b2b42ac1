package io.sendasync.mail.boot.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.boot.observation.SmtpConnectObservationConvention;
import io.sendasync.mail.boot.observation.SmtpObservations;
import io.sendasync.mail.boot.observation.SmtpSendObservationConvention;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the observations of the SMTP clients.
 */
@AutoConfiguration(before = SmtpClientAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class SmtpObservationAutoConfiguration {

	SmtpObservationAutoConfiguration() {
	}

	@Bean
	ObservationCustomizer smtpObservationCustomizer(ObservationRegistry registry,
			ObjectProvider<SmtpSendObservationConvention> send,
			ObjectProvider<SmtpConnectObservationConvention> connect) {
		return new ObservationCustomizer(registry,
				new SmtpObservations.Conventions(send.getIfAvailable(), connect.getIfAvailable()));
	}

	/**
	 * Gives each client its listener.
	 *
	 * @param registry takes the observations
	 * @param conventions what replaces the default ones
	 */
	record ObservationCustomizer(ObservationRegistry registry,
			SmtpObservations.Conventions conventions) implements SmtpClientBuilderCustomizer {

		@Override
		public void customize(SmtpClient.Builder builder) {
			customize(builder, "smtpClient");
		}

		@Override
		public void customize(SmtpClient.Builder builder, String clientName) {
			builder.eventListener(new SmtpObservations(this.registry, clientName, this.conventions));
		}

	}

}
