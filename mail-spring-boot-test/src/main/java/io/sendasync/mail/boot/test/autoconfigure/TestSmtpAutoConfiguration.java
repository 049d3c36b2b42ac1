package io.sendasync.mail.boot.test.autoconfigure;

import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import io.sendasync.mail.testserver.mailbox.Mailbox;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Auto-configuration for the SMTP server within a test.
 *
 * @see AutoConfigureTestSmtp
 */
@AutoConfiguration(before = SmtpClientAutoConfiguration.class)
public final class TestSmtpAutoConfiguration {

	TestSmtpAutoConfiguration() {
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SmtpTestServer smtpTestServer(Environment environment, ObjectProvider<SmtpTestServerCustomizer> customizers) {
		SmtpTestServerBuilder builder = SmtpTestServer.builder();
		TestSmtpSettings.from(environment).applyTo(builder);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.start();
	}

	@Bean
	Mailbox smtpTestMailbox(SmtpTestServer smtpTestServer) {
		return Mailbox.of(smtpTestServer);
	}

	@Bean
	@Primary
	TestSmtpConnectionDetails testSmtpConnectionDetails(SmtpTestServer smtpTestServer, Environment environment) {
		return new TestSmtpConnectionDetails(smtpTestServer, TestSmtpSettings.from(environment));
	}

	/**
	 * What the details do not replace: the servers of named clients, and tokens and
	 * tickets of the application, which mean nothing to the test's server.
	 */
	@Bean
	@Order
	SmtpClientBuilderCustomizer testSmtpClientBuilderCustomizer(TestSmtpConnectionDetails details,
			Environment environment) {
		SmtpCredentials credentials = TestSmtpSettings.from(environment).credentials();
		return (builder) -> {
			builder.host(details.getHost()).port(details.getPort()).tls(details.getTlsMode());
			builder.useDefaultCredentials(false).credentialsProvider((host, port) -> credentials);
			SslBundle bundle = details.getSslBundle();
			if (bundle != null) {
				builder.sslContext(bundle.createSslContext());
			}
		};
	}

	@Bean
	DynamicPropertyRegistrar smtpPortPropertyRegistrar(SmtpTestServer smtpTestServer) {
		return (registry) -> registry.add("local.smtp.port", smtpTestServer::port);
	}

}
