package io.sendasync.mail.boot.serviceconnection;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;
import io.sendasync.mail.delivery.TlsMode;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SmtpContainerConnectionDetailsFactory}, with containers that say they
 * run: Docker is not asked.
 */
class SmtpContainerConnectionDetailsFactoryTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ServiceConnectionAutoConfiguration.class, SmtpClientAutoConfiguration.class));

	@Test
	void replaceThePropertiesOfTheConnection() {
		this.runner.withUserConfiguration(Mailpit.class)
			.withPropertyValues("mail.smtp.host=smtp.example.org", "mail.smtp.tls.mode=implicit")
			.run((context) -> {
				SmtpConnectionDetails details = context.getBean(SmtpConnectionDetails.class);
				assertThat(details.getHost()).isEqualTo("container.example.org");
				assertThat(details.getPort()).isEqualTo(31025);
				assertThat(details.getUsername()).isEqualTo("ann");
				assertThat(details.getPassword()).isEqualTo("secret");
				assertThat(details.getTlsMode()).isEqualTo(TlsMode.NONE);
				assertThat(details.getSslBundle()).isNull();
				assertThat(context.getBean(SmtpClient.class)).hasToString("SmtpClient[container.example.org:31025]");
			});
	}

	@Test
	void nameOfTheConnectionStandsForTheImage() {
		this.runner.withUserConfiguration(OurImage.class)
			.run((context) -> assertThat(context.getBean(SmtpClient.class))
				.hasToString("SmtpClient[container.example.org:33025]"));
	}

	@SuppressWarnings({ "rawtypes", "resource" })
	private static GenericContainer<?> container(String image) {
		return new RunningContainer(image);
	}

	@Configuration(proxyBeanMethods = false)
	static class Mailpit {

		@Bean
		@ServiceConnection("axllent/mailpit")
		GenericContainer<?> mailpit() {
			return container("axllent/mailpit:v1.21").withEnv("MP_SMTP_AUTH", "ann:secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OurImage {

		@Bean
		@ServiceConnection("greenmail/standalone")
		GenericContainer<?> mail() {
			return container("registry.example.org/our-mail:1");
		}

	}

	private static final class RunningContainer extends GenericContainer<RunningContainer> {

		RunningContainer(String image) {
			super(DockerImageName.parse(image));
		}

		@Override
		public void start() {
			// Nobody needs it to.
		}

		@Override
		public void stop() {
			// It never started.
		}

		@Override
		public String getHost() {
			return "container.example.org";
		}

		@Override
		public Integer getMappedPort(int originalPort) {
			return 30000 + originalPort;
		}

	}

}
