package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * An application with a default client and three with a name.
 */
@ExtendWith(OutputCaptureExtension.class)
class NamedSmtpClientsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SmtpClientAutoConfiguration.class,
				AsyncSmtpClientAutoConfiguration.class, SslAutoConfiguration.class))
		.withPropertyValues("mail.smtp.host=default.example.org", "mail.smtp.port=25",
				"mail.smtp.clients.billing.host=billing.example.org", "mail.smtp.clients.billing.port=2526",
				"mail.smtp.clients.news-letter.host=news.example.org",
				"mail.smtp.clients.news-letter.tls.mode=implicit",
				"mail.smtp.clients[ops.alarm].host=alarm.example.org");

	private final SmtpTestServer server = SmtpTestServer.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void areBeansOfTheirNamesAndSharedWithNobody() {
		this.runner.run((context) -> {
			Map<String, SmtpClient> clients = context.getBeansOfType(SmtpClient.class);
			assertThat(clients).containsOnlyKeys("smtpClient", "billing", "news-letter", "ops.alarm");
			assertThat(clients.values()).doesNotHaveDuplicates();
			assertThat(clients.get("billing")).hasToString("SmtpClient[billing.example.org:2526]");
			assertThat(clients.get("news-letter")).hasToString("SmtpClient[news.example.org:465]");
			assertThat(clients.get("ops.alarm")).hasToString("SmtpClient[alarm.example.org:25]");
			assertThat(BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), SmtpClient.class,
					"billing"))
				.isSameAs(clients.get("billing"));
		});
	}

	@Test
	void areInjectedByQualifierAndTheDefaultOneWithout() {
		this.runner.withUserConfiguration(Injected.class).run((context) -> {
			Clients clients = context.getBean(Clients.class);
			assertThat(clients.any()).isSameAs(context.getBean("smtpClient"));
			assertThat(clients.billing()).isSameAs(context.getBean("billing"));
			assertThat(clients.all()).containsOnlyKeys("smtpClient", "billing", "news-letter", "ops.alarm");
			assertThat(context.getBean(AsyncSmtpClient.class)).asString().contains("default.example.org");
		});
	}

	@Test
	void clientOfTheApplicationIsTheDefaultOneBesideThem() {
		SmtpClient own = SmtpClient.builder().host("own.example.org").port(25).build();
		this.runner.withBean("own", SmtpClient.class, () -> own).run((context) -> {
			assertThat(context.getBeansOfType(SmtpClient.class)).containsOnlyKeys("own", "billing", "news-letter",
					"ops.alarm");
			assertThat(context.getBean(SmtpClient.class)).isSameAs(own);
			assertThat(context.getBean(AsyncSmtpClient.class)).asString().contains("own.example.org");
		});
	}

	@Test
	void takeNothingOverFromTheDefaultClient() {
		this.runner.withBean(SmtpConnectionDetails.class, () -> () -> "details.example.org")
			.withBean(SmtpCredentialsProvider.class, () -> (host, port) -> SmtpCredentials.of("token", "secret"))
			.run((context) -> {
				assertThat(context.getBean(SmtpClient.class)).asString().contains("details.example.org");
				// 587 if it had credentials.
				assertThat(context.getBean("ops.alarm")).hasToString("SmtpClient[alarm.example.org:25]");
			});
	}

	@Test
	void areNamedByEnvironmentVariables() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of("MAIL_SMTP_CLIENTS_REPORTS_HOST", "reports.example.org",
								"MAIL_SMTP_CLIENTS_REPORTS_PORT", "26"))))
			.run((context) -> assertThat(context.getBean("reports")).hasToString("SmtpClient[reports.example.org:26]"));
	}

	@Test
	void providerOfANamedClientServesThatClientAlone() {
		try (SmtpTestServer demanding = SmtpTestServer.builder().auth("ann", "secret").start()) {
			this.runner
				.withBean("tokens", SmtpCredentialsProvider.class,
						() -> (host, port) -> SmtpCredentials.of("ann", "wrong"))
				.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port(),
						"mail.smtp.clients.billing.host=" + demanding.host(),
						"mail.smtp.clients.billing.port=" + demanding.port(), "mail.smtp.clients.billing.tls.mode=none",
						"mail.smtp.clients.billing.credentials.provider=tokens")
				.run((context) -> {
					assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE)).succeedsWithin(LIMIT);
					assertThat(context.getBean("billing", SmtpClient.class)
						.sendAsync(MESSAGE)
						.handle((receipt, failure) -> failure)).succeedsWithin(LIMIT)
						.isInstanceOf(SmtpAuthenticationException.class);
				});
		}
	}

	@Test
	void eventsTellWhoseTheyAre() {
		this.runner.withUserConfiguration(Listener.class)
			.withPropertyValues("mail.smtp.host=" + this.server.host(), "mail.smtp.port=" + this.server.port(),
					"mail.smtp.clients.billing.host=" + this.server.host(),
					"mail.smtp.clients.billing.port=" + this.server.port())
			.run((context) -> {
				SmtpClient billing = context.getBean("billing", SmtpClient.class);
				assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE, 1)).succeedsWithin(LIMIT);
				assertThat(billing.sendAsync(MESSAGE, 2)).succeedsWithin(LIMIT);
				Listener listener = context.getBean(Listener.class);
				assertThat(listener.all).containsExactly("smtpClient 1", "billing 2");
				assertThat(listener.billing).singleElement().satisfies((event) -> {
					assertThat(event.getSource()).isSameAs(billing);
					assertThat(event.userToken()).isEqualTo(2);
				});
			});
	}

	@Test
	void customizersAreToldTheName() {
		this.runner.withBean("each", SmtpClientBuilderCustomizer.class, () -> (builder) -> builder.port(1111))
			.withBean("one", SmtpClientBuilderCustomizer.class,
					() -> SmtpClientBuilderCustomizer.forClient("billing", (builder) -> builder.host("changed")))
			.run((context) -> {
				assertThat(context.getBean(SmtpClient.class)).hasToString("SmtpClient[default.example.org:1111]");
				assertThat(context.getBean("billing")).hasToString("SmtpClient[changed:1111]");
			});
	}

	@Test
	void areClosedWithTheContext() {
		List<SmtpClient> clients = new CopyOnWriteArrayList<>();
		this.runner.run((context) -> clients.addAll(context.getBeansOfType(SmtpClient.class).values()));
		assertThat(clients).hasSize(4)
			.allSatisfy((client) -> assertThatIllegalStateException().isThrownBy(client::sendAsyncCancel)
				.withMessageContaining("closed"));
	}

	@Test
	void eachHasItsLifecycle() {
		this.runner.run((context) -> assertThat(context.getBeansOfType(SmtpClientLifecycle.class)).hasSize(4));
	}

	@Test
	void keysOfJakartaMailAreWarnedOfUnderTheirPrefix(CapturedOutput output) {
		this.runner.withPropertyValues("mail.smtp.clients.billing.starttls.required=true")
			.run((context) -> assertThat(output).containsOnlyOnce("no effect")
				.contains("mail.smtp.clients.billing.starttls.required: use mail.smtp.clients.billing.tls.mode"));
	}

	record Clients(SmtpClient any, SmtpClient billing, Map<String, SmtpClient> all) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Bean
		Clients clients(SmtpClient any, @Qualifier("billing") SmtpClient billing, Map<String, SmtpClient> all) {
			return new Clients(any, billing, all);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		final List<String> all = new CopyOnWriteArrayList<>();

		final List<SendCompletedEvent<?>> billing = new CopyOnWriteArrayList<>();

		@EventListener
		void each(SendCompletedEvent<?> event) {
			this.all.add(event.clientName() + " " + event.userToken());
		}

		@EventListener(condition = "event.clientName() == 'billing'")
		void billing(SendCompletedEvent<?> event) {
			this.billing.add(event);
		}

	}

}
