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

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * TLS through SSL bundles, against a real server.
 */
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
	void renewedBundleReplacesTheConnectionsThatAreOpen() {
		withBundle(this.server.certificates()).run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
			assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
			assertThat(this.server.connectionCount()).isEqualTo(1);

			context.getBean(SslBundleRegistry.class).updateBundle("mail", bundle(this.server.certificates()));

			await().atMost(LIMIT).until(() -> this.server.openConnections() == 0);
			assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
			assertThat(this.server.connectionCount()).isEqualTo(2);
		});
	}

	@Test
	void renewedBundleThatTrustsOthersIsObeyedByOpenConnectionsToo() {
		withBundle(this.server.certificates()).run((context) -> {
			SmtpClient client = context.getBean(SmtpClient.class);
			assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
			context.getBean(SslBundleRegistry.class).updateBundle("mail", bundle(OTHER));
			await().atMost(LIMIT).until(() -> this.server.openConnections() == 0);
			assertThat(client.sendAsync(MESSAGE).handle((receipt, failure) -> failure)).succeedsWithin(LIMIT)
				.isInstanceOf(SmtpTlsException.class);
		});
	}

	@Test
	void namedClientUsesItsOwnBundle() {
		this.runner
			.withPropertyValues("mail.smtp.clients.news.host=" + this.server.host(),
					"mail.smtp.clients.news.port=" + this.server.port(), "mail.smtp.clients.news.tls.bundle=mail",
					"mail.smtp.clients.news.credentials.username=ann",
					"mail.smtp.clients.news.credentials.password=secret",
					"spring.ssl.bundle.pem.mail.truststore.certificate="
							+ this.server.certificates().caCertificatePem())
			.run((context) -> {
				SmtpClient client = context.getBean("news", SmtpClient.class);
				assertThat(client.sendAsync(MESSAGE)).succeedsWithin(LIMIT);
				context.getBean(SslBundleRegistry.class).updateBundle("mail", bundle(OTHER));
				await().atMost(LIMIT).until(() -> this.server.openConnections() == 0);
			});
	}

	@Test
	void protocolsOfTheBundleAreUsed() {
		withBundle(this.server.certificates())
			.withPropertyValues("spring.ssl.bundle.pem.mail.options.enabled-protocols=TLSv1.2")
			.run((context) -> {
				assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE)).succeedsWithin(LIMIT);
				assertThat(this.server.takeMessage().session().tlsProtocol()).isEqualTo("TLSv1.2");
			});
	}

	@Test
	void ciphersOfTheBundleAreUsed() {
		withBundle(this.server.certificates())
			.withPropertyValues("spring.ssl.bundle.pem.mail.options.ciphers=TLS_AES_256_GCM_SHA384")
			.run((context) -> {
				assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE)).succeedsWithin(LIMIT);
				assertThat(this.server.takeMessage().session().tlsProtocol()).isEqualTo("TLSv1.3");
			});
	}

	@Test
	void weakProtocolOfTheBundleKeepsTheApplicationFromStarting() {
		withBundle(this.server.certificates())
			.withPropertyValues("spring.ssl.bundle.pem.mail.options.enabled-protocols=TLSv1.1")
			.run((context) -> assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining("TLSv1.1"));
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
