package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.TestCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client's own certificate from an SSL bundle, against a server that demands one.
 */
class ClientCertificateTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");

	private final TestCertificates own = TestCertificates.forHosts("app.example.org");

	private final SmtpTestServer server = SmtpTestServer.builder()
		.tls(ServerTls.IMPLICIT)
		.requireClientCertificate(this.own)
		.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class, SslAutoConfiguration.class))
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port(),
				"mail.smtp.tls.mode=implicit", "mail.smtp.tls.bundle=mail",
				"spring.ssl.bundle.pem.mail.truststore.certificate=" + this.server.certificates().caCertificatePem());

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void serverSeesTheCertificateOfTheBundle() {
		this.runner
			.withPropertyValues("spring.ssl.bundle.pem.mail.keystore.certificate=" + this.own.certificateChainPem(),
					"spring.ssl.bundle.pem.mail.keystore.private-key=" + this.own.privateKeyPem())
			.run((context) -> {
				assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE)).succeedsWithin(LIMIT);
				assertThat(this.server.takeMessage().session().clientCertificate()).isEqualTo("CN=app.example.org");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void withoutKeyInTheBundleTheFailureSaysWhatIsMissing(String protocol) {
		this.runner.withPropertyValues("spring.ssl.bundle.pem.mail.options.enabled-protocols=" + protocol)
			.run((context) -> assertThat(
					context.getBean(SmtpClient.class).sendAsync(MESSAGE).handle((receipt, failure) -> failure))
				.succeedsWithin(LIMIT)
				.isInstanceOfSatisfying(SmtpTlsException.class,
						(failure) -> assertThat(failure).hasMessageContaining("certificate of this client")
							.hasMessageContaining("SSL bundle")));
	}

}
