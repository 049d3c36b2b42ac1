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
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS through SSL bundles, against a real server.
 */
@ExtendWith(OutputCaptureExtension.class)
class SslBundleTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");

	private static final TestCertificates OTHER = TestCertificates.selfSigned("localhost", "127.0.0.1");

	private final SmtpTestServer server = SmtpTestServer.builder()
		.tls(ServerTls.STARTTLS)
		.auth("ann", "secret")
		.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class, SslAutoConfiguration.class))
		.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port(),
				"mail.smtp.credentials.username=ann", "mail.smtp.credentials.password=secret");

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void certificateThatOnlyTheBundleTrustsIsAccepted() {
		withBundle(this.server.certificates()).run((context) -> {
			assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE)).succeedsWithin(LIMIT);
			assertThat(this.server.takeMessage().session().tlsProtocol()).isEqualTo("TLSv1.3");
			this.server.assertNoViolations();
		});
	}

	@Test
	void withoutBundleThatCertificateIsRefused() {
		this.runner.run((context) -> assertThat(
				context.getBean(SmtpClient.class).sendAsync(MESSAGE).handle((receipt, failure) -> failure))
			.succeedsWithin(LIMIT)
			.isInstanceOf(SmtpTlsException.class));
	}

	@Test
	void renewedBundleCountsFromTheNextConnectionOn() {
		withBundle(OTHER).run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			assertThat(client.sendAsync(MESSAGE).handle((receipt, failure) -> failure)).succeedsWithin(LIMIT)
				.isInstanceOf(SmtpTlsException.class);

			context.getBean(SslBundleRegistry.class).updateBundle("mail", bundle(this.server.certificates()));

			assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
		});
	}

	@Test
	void optionsOfABundleThatHaveNoEffectAreWarnedOf(CapturedOutput output) {
		withBundle(this.server.certificates())
			.withPropertyValues("spring.ssl.bundle.pem.mail.options.enabled-protocols=TLSv1.2")
			.run((context) -> assertThat(output).contains("Its ciphers and protocols have no effect"));
	}

	@Test
	void contextIsMadeOncePerBundle() {
		SslBundle first = bundle(OTHER);
		SslBundle second = bundle(this.server.certificates());
		SslBundle[] current = { first };
		BundleSslContext context = new BundleSslContext(() -> current[0]);
		var made = context.get();
		assertThat(context.get()).isSameAs(made);
		current[0] = second;
		assertThat(context.get()).isNotSameAs(made);
	}

	private ApplicationContextRunner withBundle(TestCertificates trusted) {
		return this.runner.withPropertyValues("mail.smtp.tls.bundle=mail",
				"spring.ssl.bundle.pem.mail.truststore.certificate=" + trusted.caCertificatePem());
	}

	private static SslBundle bundle(TestCertificates trusted) {
		return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(trusted.caCertificatePem())));
	}

}
