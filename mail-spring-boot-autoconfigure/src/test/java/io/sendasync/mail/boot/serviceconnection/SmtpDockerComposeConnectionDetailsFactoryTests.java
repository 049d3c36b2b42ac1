package io.sendasync.mail.boot.serviceconnection;

import java.util.List;
import java.util.Map;

import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.testserver.TestCertificates;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SmtpDockerComposeConnectionDetailsFactory}, with services as Docker
 * Compose describes them.
 */
class SmtpDockerComposeConnectionDetailsFactoryTests {

	private static final String LABEL = "org.springframework.boot.service-connection";

	private final SmtpDockerComposeConnectionDetailsFactory factory = new SmtpDockerComposeConnectionDetailsFactory();

	@Test
	void mailpitIsReachedWithoutTlsAndLogin() {
		SmtpConnectionDetails details = details("axllent/mailpit:v1.21", Map.of());
		assertThat(details.getHost()).isEqualTo("127.0.0.1");
		assertThat(details.getPort()).isEqualTo(31025);
		assertThat(details.getTlsMode()).isEqualTo(TlsMode.NONE);
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void mailpitThatDemandsALoginGetsOneOfItsAccounts() {
		SmtpConnectionDetails details = details("axllent/mailpit", Map.of("MP_SMTP_AUTH", "ann:se:cret ben:other"));
		assertThat(details.getUsername()).isEqualTo("ann");
		assertThat(details.getPassword()).isEqualTo("se:cret");
		assertThat(details).asString().doesNotContain("se:cret");
	}

	@Test
	void mailpitDemandsTls() {
		assertThat(details("axllent/mailpit", Map.of("MP_SMTP_REQUIRE_STARTTLS", "true")).getTlsMode())
			.isEqualTo(TlsMode.STARTTLS);
		assertThat(details("axllent/mailpit", Map.of("MP_SMTP_REQUIRE_TLS", "1")).getTlsMode())
			.isEqualTo(TlsMode.IMPLICIT);
	}

	@Test
	void maildevListensWhereItIsToldTo() {
		SmtpConnectionDetails details = details("docker.io/maildev/maildev:2.1.0", Map.of("MAILDEV_SMTP_PORT", "2025",
				"MAILDEV_INCOMING_USER", "ann", "MAILDEV_INCOMING_PASS", "secret", "MAILDEV_INCOMING_SECURE", "true"));
		assertThat(details.getPort()).isEqualTo(32025);
		assertThat(details.getUsername()).isEqualTo("ann");
		assertThat(details.getPassword()).isEqualTo("secret");
		assertThat(details.getTlsMode()).isEqualTo(TlsMode.IMPLICIT);
	}

	@Test
	void greenMailHasItsOwnPort() {
		assertThat(details("greenmail/standalone:2.1.3", Map.of()).getPort()).isEqualTo(33025);
	}

	@Test
	void labelStandsForTheImage() {
		SmtpConnectionDetails details = details(
				new Service("registry.example.org/our-mail:1", Map.of(), Map.of(LABEL, "axllent/mailpit")));
		assertThat(details.getPort()).isEqualTo(31025);
	}

	@Test
	void labelsOfAnSslBundleMakeStarttlsUsed() {
		String ca = TestCertificates.selfSigned("localhost").caCertificatePem();
		SmtpConnectionDetails details = details(new Service("axllent/mailpit", Map.of(),
				Map.of("org.springframework.boot.sslbundle.pem.truststore.certificate", ca)));
		assertThat(details.getSslBundle()).isNotNull();
		assertThat(details.getTlsMode()).isEqualTo(TlsMode.STARTTLS);
	}

	@Test
	void otherImagesAreLeftAlone() {
		assertThat(this.factory.getConnectionDetails(source(new Service("redis:7", Map.of(), Map.of())))).isNull();
	}

	@Test
	void isRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ConnectionDetailsFactory.class, FailureHandler.logging(LogFactory.getLog(getClass()))))
			.hasAtLeastOneElementOfType(SmtpDockerComposeConnectionDetailsFactory.class)
			.hasAtLeastOneElementOfType(SmtpContainerConnectionDetailsFactory.class);
	}

	private SmtpConnectionDetails details(String image, Map<String, String> env) {
		return details(new Service(image, env, Map.of()));
	}

	private SmtpConnectionDetails details(Service service) {
		SmtpConnectionDetails details = this.factory.getConnectionDetails(source(service));
		assertThat(details).isNotNull();
		return details;
	}

	private static DockerComposeConnectionSource source(RunningService service) {
		try {
			var constructor = DockerComposeConnectionSource.class.getDeclaredConstructor(RunningService.class,
					Environment.class);
			constructor.setAccessible(true);
			return constructor.newInstance(service, new MockEnvironment());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Maps each port to the one that is 30000 above it.
	 *
	 * @param reference the image
	 * @param env the environment
	 * @param labels the labels
	 */
	private record Service(String reference, Map<String, String> env,
			Map<String, String> labels) implements RunningService {

		@Override
		public String name() {
			return "mail";
		}

		@Override
		public ImageReference image() {
			return ImageReference.of(this.reference);
		}

		@Override
		public String host() {
			return "127.0.0.1";
		}

		@Override
		public ConnectionPorts ports() {
			return new ConnectionPorts() {

				@Override
				public int get(int containerPort) {
					return 30000 + containerPort;
				}

				@Override
				public List<Integer> getAll() {
					return List.of();
				}

				@Override
				public List<Integer> getAll(@Nullable String protocol) {
					return List.of();
				}

			};
		}

	}

}
