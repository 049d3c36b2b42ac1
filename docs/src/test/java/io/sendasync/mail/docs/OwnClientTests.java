package io.sendasync.mail.docs;

import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client of docs/operations.md that an application makes itself.
 */
class OwnClientTests {

	@Test
	void applicationsOwnClientTakesTheCustomizers() {
		List<String> customized = new ArrayList<>();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class))
			.withUserConfiguration(OwnClient.class)
			.withBean(SmtpClientBuilderCustomizer.class,
					() -> SmtpClientBuilderCustomizer.forClient("own", (builder) -> customized.add("own")))
			.run((context) -> assertThat(context).hasSingleBean(SmtpClient.class).hasBean("own"));
		assertThat(customized).containsExactly("own");
	}

	/**
	 * An application.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		// @formatter:off
		@Bean
		SmtpClient own(ObjectProvider<SmtpClientBuilderCustomizer> customizers) {
			SmtpClient.Builder builder = SmtpClient.builder().host("smtp.example.org");
			customizers.orderedStream().forEach((customizer) -> customizer.customize(builder, "own"));
			return builder.build();
		}
		// @formatter:on

	}

}
