package io.sendasync.mail.boot.autoconfigure;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.AsyncSmtpClient;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.SmtpProperties;
import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import io.sendasync.mail.delivery.SmtpEventListener;
import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SmtpClientAutoConfiguration}.
 */
class SmtpClientAutoConfigurationTests {

	private static final MailMessage MESSAGE = MailMessage.of("ann@example.org", "ben@example.org", "Hello", "Hello");

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(SmtpClientAutoConfiguration.class, AsyncSmtpClientAutoConfiguration.class, SslAutoConfiguration.class));

	@Test
	void clientIsThereWithoutHostAndNamesThePropertyWhenItIsToSend() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(SmtpClient.class)
				.hasSingleBean(AsyncSmtpClient.class)
				.hasSingleBean(SmtpConnectionDetails.class);
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(SmtpClient.class).sendAsync(MESSAGE))
				.withMessageContaining("mail.smtp.host");
		});
	}

	@Test
	void emptyPropertiesCountAsNotSet() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.host=", "mail.smtp.port=", "mail.smtp.credentials.username=",
					"mail.smtp.credentials.password=", "mail.smtp.tls.mode=", "mail.smtp.tls.bundle=",
					"mail.smtp.from=", "mail.smtp.timeout=", "mail.smtp.connection.max=",
					"mail.smtp.connection.idle-timeout=", "mail.smtp.connection.max-age=",
					"mail.smtp.connection.max-messages=", "mail.smtp.connection.connect-timeout=",
					"mail.smtp.queue.capacity=", "mail.smtp.queue.max-size=", "mail.smtp.queue.admission-timeout=",
					"mail.smtp.queue.rate-limit=", "mail.smtp.queue.rate-period=", "mail.smtp.exclusive=",
					"mail.smtp.recipient-policy=", "mail.smtp.helo-name=", "mail.smtp.shutdown.drain-timeout=",
					"mail.smtp.deadline=", "mail.smtp.chunking=", "mail.smtp.callback-executor=",
					"mail.smtp.credentials.mechanisms=", "mail.smtp.credentials.provider=",
					"mail.smtp.retry.max-attempts=", "mail.smtp.retry.initial-delay=", "mail.smtp.retry.multiplier=",
					"mail.smtp.retry.max-delay=")
			.run((context) -> assertThat(settings(context.getBean(Capture.class).builder))
				.isEqualTo(settings(SmtpClient.builder())));
	}

	@Test
	void withoutPropertiesEverySettingIsTheDefaultOfTheClient() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.run((context) -> assertThat(settings(context.getBean(Capture.class).builder))
				.isEqualTo(settings(SmtpClient.builder())));
	}

	@Test
	void propertiesReachTheClient() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.host=smtp.example.org", "mail.smtp.port=2525", "mail.smtp.tls.mode=starttls",
					"mail.smtp.from=Ann <ann@example.org>", "mail.smtp.timeout=7s", "mail.smtp.connection.max=3",
					"mail.smtp.connection.idle-timeout=8s", "mail.smtp.connection.max-age=9m",
					"mail.smtp.connection.max-messages=10", "mail.smtp.connection.connect-timeout=1100",
					"mail.smtp.queue.capacity=12", "mail.smtp.queue.max-size=3MB",
					"mail.smtp.queue.admission-timeout=4s", "mail.smtp.exclusive=true",
					"mail.smtp.recipient-policy=all-or-nothing", "mail.smtp.helo-name=app.example.org",
					"mail.smtp.shutdown.drain-timeout=0s", "mail.smtp.use-default-credentials=true",
					"mail.smtp.chunking=true", "mail.smtp.deadline=13m", "mail.smtp.retry.max-attempts=4",
					"mail.smtp.retry.initial-delay=2s", "mail.smtp.retry.multiplier=1.5",
					"mail.smtp.retry.max-delay=20s")
			.run((context) -> assertThat(settings(context.getBean(Capture.class).builder))
				.isEqualTo(Map.ofEntries(Map.entry("host", "smtp.example.org"), Map.entry("port", 2525),
						Map.entry("tls", TlsMode.STARTTLS), Map.entry("from", MailAddress.parse("ann@example.org")),
						Map.entry("timeout", Duration.ofSeconds(7)), Map.entry("maxConnections", 3),
						Map.entry("idleTimeout", Duration.ofSeconds(8)), Map.entry("maxAge", Duration.ofMinutes(9)),
						Map.entry("maxMessages", 10), Map.entry("connectTimeout", Duration.ofMillis(1100)),
						Map.entry("queueCapacity", 12), Map.entry("queueOctets", 3L * 1024 * 1024),
						Map.entry("admissionTimeout", Duration.ofSeconds(4)), Map.entry("exclusive", true),
						Map.entry("recipientPolicy", RecipientPolicy.ALL_OR_NOTHING),
						Map.entry("heloName", "app.example.org"), Map.entry("drainTimeout", Duration.ZERO),
						Map.entry("useDefaultCredentials", true),
						Map.entry("saslMechanisms",
								ReflectionTestUtils.getField(SmtpClient.builder(), "saslMechanisms")),
						Map.entry("chunking", true), Map.entry("deadline", Duration.ofMinutes(13)),
						Map.entry("retries", new RetryPolicy(4, Duration.ofSeconds(2), 1.5, Duration.ofSeconds(20))))));
	}

	@Test
	void rateLimitReachesTheClient() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.queue.rate-limit=30")
			.run((context) -> assertThat(context.getBean(Capture.class).builder)
				.extracting("rate.messages", "rate.span")
				.containsExactly(30, Duration.ofMinutes(1)));
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.queue.rate-limit=14", "mail.smtp.queue.rate-period=1s")
			.run((context) -> assertThat(context.getBean(Capture.class).builder)
				.extracting("rate.messages", "rate.span")
				.containsExactly(14, Duration.ofSeconds(1)));
	}

	@Test
	void credentialsReachTheClient() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.credentials.username=ann", "mail.smtp.credentials.password=secret")
			.run((context) -> {
				SmtpCredentials credentials = credentials(context.getBean(Capture.class).builder);
				assertThat(credentials).isEqualTo(SmtpCredentials.of("ann", "secret"));
			});
	}

	@Test
	void connectionDetailsReplaceHostPortCredentialsAndTlsAsAWhole() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean(SmtpConnectionDetails.class, () -> () -> "details.example.org")
			.withPropertyValues("mail.smtp.host=smtp.example.org", "mail.smtp.port=2525", "mail.smtp.tls.mode=starttls",
					"mail.smtp.credentials.username=ann", "mail.smtp.credentials.password=secret",
					"mail.smtp.connection.max=3")
			.run((context) -> {
				assertThat(context).hasSingleBean(SmtpConnectionDetails.class)
					.doesNotHaveBean(PropertiesSmtpConnectionDetails.class);
				SmtpClient.Builder builder = context.getBean(Capture.class).builder;
				assertThat(settings(builder)).containsEntry("host", "details.example.org")
					.doesNotContainKey("port")
					.containsEntry("tls", TlsMode.AUTO)
					.containsEntry("maxConnections", 3);
				assertThat(ReflectionTestUtils.getField(builder, "credentials")).isNull();
			});
	}

	@Test
	void connectionDetailsBringCredentialsAndPort() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean(SmtpConnectionDetails.class, FullDetails::new)
			.run((context) -> {
				SmtpClient.Builder builder = context.getBean(Capture.class).builder;
				assertThat(settings(builder)).containsEntry("port", 1025).containsEntry("tls", TlsMode.NONE);
				assertThat(credentials(builder)).isEqualTo(SmtpCredentials.of("details", "secret"));
			});
	}

	@Test
	void credentialsProviderReplacesTheCredentialsAndMayUseAUsernameOfItsOwn() {
		SmtpCredentials token = SmtpCredentials.of("token", "t");
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean(SmtpCredentialsProvider.class, () -> (host, port) -> token)
			.withPropertyValues("mail.smtp.credentials.username=ann")
			.run((context) -> assertThat(credentials(context.getBean(Capture.class).builder)).isSameAs(token));
	}

	@Test
	void primaryOfSeveralCredentialsProvidersIsAsked() {
		SmtpCredentials token = SmtpCredentials.of("token", "t");
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean("first", SmtpCredentialsProvider.class, () -> (host, port) -> null)
			.withBean("second", SmtpCredentialsProvider.class, () -> (host, port) -> token,
					(definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(credentials(context.getBean(Capture.class).builder)).isSameAs(token));
	}

	@Test
	void credentialsProviderIsChosenByName() {
		SmtpCredentials token = SmtpCredentials.of("token", "t");
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean("first", SmtpCredentialsProvider.class, () -> (host, port) -> null)
			.withBean("second", SmtpCredentialsProvider.class, () -> (host, port) -> token)
			.withPropertyValues("mail.smtp.credentials.provider=second")
			.run((context) -> assertThat(credentials(context.getBean(Capture.class).builder)).isSameAs(token));
	}

	@Test
	void onlyTheMechanismsOfThePropertyMayBeUsed() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.credentials.mechanisms=scram-sha-256, PLAIN")
			.run((context) -> assertThat(context.getBean(Capture.class).builder).extracting("saslMechanisms")
				.isEqualTo(ReflectionTestUtils.getField(
						SmtpClient.builder().saslMechanisms(Set.of("SCRAM-SHA-256", "PLAIN")), "saslMechanisms")));
	}

	@Test
	void callbacksRunOnTheExecutorOfThatName() {
		Executor executor = new SimpleAsyncTaskExecutor();
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean("mine", Executor.class, () -> executor)
			.withPropertyValues("mail.smtp.callback-executor=mine")
			.run((context) -> assertThat(settings(context.getBean(Capture.class).builder))
				.containsEntry("callbackExecutor", executor));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void callbacksRunOnVirtualThreadsIfTheApplicationUsesThem() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(settings(context.getBean(Capture.class).builder).get("callbackExecutor"))
				.isInstanceOf(VirtualThreadTaskExecutor.class));
	}

	@Test
	void environmentVariablesReachTheClient() {
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of("MAIL_SMTP_HOST",
						"smtp.example.org", "MAIL_SMTP_PORT", "2525", "MAIL_SMTP_CONNECTION_MAXAGE", "9m"))))
			.run((context) -> {
				assertThat(context.getBean(SmtpClient.class)).hasToString("SmtpClient[smtp.example.org:2525]");
				assertThat(context.getBean(SmtpProperties.class).getConnection().getMaxAge())
					.isEqualTo(Duration.ofMinutes(9));
			});
	}

	@Test
	void customizerForAnotherClientIsNotApplied() {
		this.runner
			.withBean(SmtpClientBuilderCustomizer.class,
					() -> SmtpClientBuilderCustomizer.forClient("other", (builder) -> builder.host("other")))
			.withPropertyValues("mail.smtp.host=smtp.example.org", "mail.smtp.port=25")
			.run((context) -> assertThat(context.getBean(SmtpClient.class))
				.hasToString("SmtpClient[smtp.example.org:25]"));
	}

	@Test
	void deliveryAndStepsReachTheClient(@TempDir Path directory) {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.delivery.pickup-directory=" + directory,
					"mail.smtp.delivery.format=international", "mail.smtp.timeouts.greeting=1s",
					"mail.smtp.timeouts.tls=2s", "mail.smtp.timeouts.command=3s", "mail.smtp.timeouts.data=4s",
					"mail.smtp.timeouts.write=5s", "mail.smtp.timeouts.end-of-data=6s", "mail.smtp.timeouts.close=7s")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(SmtpClient.class).sendAsync(MESSAGE)).succeedsWithin(Duration.ofSeconds(20));
				assertThat(directory).isDirectoryContaining("glob:**.eml");
				assertThat(context.getBean(Capture.class).builder).extracting("deliveryFormat", "timeouts")
					.containsExactly(SmtpDeliveryFormat.INTERNATIONAL,
							new SmtpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3),
									Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6),
									Duration.ofSeconds(7)));
			});
	}

	@Test
	void namedClientNeedsNoHostForADirectory(@TempDir Path directory) {
		this.runner.withPropertyValues("mail.smtp.clients.news.delivery.pickup-directory=" + directory)
			.run((context) -> assertThat(context.getBean("news", SmtpClient.class).sendAsync(MESSAGE))
				.succeedsWithin(Duration.ofSeconds(20)));
	}

	@Test
	void methodNetworkLeavesTheDirectoryAlone() {
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withPropertyValues("mail.smtp.delivery.pickup-directory=/nowhere", "mail.smtp.delivery.method=network")
			.run((context) -> assertThat(context.getBean(Capture.class).builder).extracting("pickupDirectory")
				.isNull());
	}

	@Test
	void signersOfTheApplicationAreUsed() throws Exception {
		DkimSigner signer = DkimSigner.of("example.org", "key",
				KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean(DkimSigner.class, () -> signer)
			.run((context) -> assertThat(context.getBean(Capture.class).builder).extracting("dkimSigners")
				.asInstanceOf(InstanceOfAssertFactories.LIST)
				.containsExactly(signer));
	}

	@Test
	void eventListenersOfTheApplicationAreTold() {
		SmtpEventListener listener = new SmtpEventListener() {
		};
		this.runner.withUserConfiguration(CapturingConfiguration.class)
			.withBean(SmtpEventListener.class, () -> listener)
			.run((context) -> assertThat(context.getBean(Capture.class).builder).extracting("eventListeners")
				.asInstanceOf(InstanceOfAssertFactories.LIST)
				.containsExactly(listener));
	}

	@Test
	void customizersComeLastAndInTheirOrder() {
		this.runner.withUserConfiguration(OrderedCustomizers.class)
			.withPropertyValues("mail.smtp.host=smtp.example.org", "mail.smtp.port=2525")
			.run((context) -> assertThat(context.getBean(SmtpClient.class)).hasToString("SmtpClient[second:2525]"));
	}

	@Test
	void clientOfTheApplicationWins() {
		this.runner.withUserConfiguration(OwnClient.class)
			.withPropertyValues("mail.smtp.host=smtp.example.org")
			.run((context) -> {
				assertThat(context).hasSingleBean(SmtpClient.class)
					.hasBean("ownClient")
					.hasSingleBean(AsyncSmtpClient.class)
					.hasSingleBean(SmtpConnectionDetails.class)
					.doesNotHaveBean(SmtpClientLifecycle.class);
				assertThat(context.getBean(AsyncSmtpClient.class)).asString().contains("own.example.org");
			});
	}

	@Test
	void clientIsClosedWithTheContext() {
		List<SmtpClient> clients = new ArrayList<>();
		this.runner.run((context) -> clients.add(context.getBean(SmtpClient.class)));
		assertThatIllegalStateException().isThrownBy(() -> clients.get(0).sendAsync(MESSAGE))
			.withMessageContaining("closed");
	}

	@Test
	void taskExecutorAndSchedulerStayThoseOfTheApplication() {
		this.runner
			.withConfiguration(
					AutoConfigurations.of(TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
			.run((context) -> {
				assertThat(context.getBeanNamesForType(Executor.class)).containsExactly("applicationTaskExecutor");
				assertThat(context).doesNotHaveBean(TaskScheduler.class);
			});
	}

	@Test
	void asyncClientOfTheApplicationWins() {
		this.runner.withUserConfiguration(OwnAsyncClient.class)
			.run((context) -> assertThat(context).hasSingleBean(AsyncSmtpClient.class).hasBean("ownAsyncClient"));
	}

	@Test
	void withSeveralClientsTheAsyncClientStandsBack() {
		this.runner.withUserConfiguration(OwnClient.class)
			.withBean("another", SmtpClient.class, () -> SmtpClient.builder().build())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AsyncSmtpClient.class));
	}

	private static SmtpCredentials credentials(SmtpClient.Builder builder) {
		SmtpCredentialsProvider provider = (SmtpCredentialsProvider) ReflectionTestUtils.getField(builder,
				"credentials");
		return provider.credentials("smtp.example.org", 25);
	}

	/**
	 * The settings that are plain values, without those that are not set.
	 */
	private static Map<String, Object> settings(SmtpClient.Builder builder) {
		Map<String, Object> settings = new HashMap<>();
		for (String name : List.of("host", "port", "tls", "maxConnections", "queueCapacity", "queueOctets",
				"admissionTimeout", "exclusive", "timeout", "recipientPolicy", "from", "heloName", "connectTimeout",
				"idleTimeout", "maxAge", "maxMessages", "drainTimeout", "useDefaultCredentials", "deadline", "retries",
				"saslMechanisms", "callbackExecutor", "chunking")) {
			Object value = ReflectionTestUtils.getField(builder, name);
			if (value != null) {
				settings.put(name, value);
			}
		}
		return settings;
	}

	static class Capture implements SmtpClientBuilderCustomizer {

		SmtpClient.@Nullable Builder builder;

		@Override
		public void customize(SmtpClient.Builder builder) {
			this.builder = builder;
		}

	}

	static class FullDetails implements SmtpConnectionDetails {

		@Override
		public String getHost() {
			return "details.example.org";
		}

		@Override
		public Integer getPort() {
			return 1025;
		}

		@Override
		public String getUsername() {
			return "details";
		}

		@Override
		public String getPassword() {
			return "secret";
		}

		@Override
		public TlsMode getTlsMode() {
			return TlsMode.NONE;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CapturingConfiguration {

		@Bean
		Capture capture() {
			return new Capture();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderedCustomizers {

		@Bean
		@Order(2)
		SmtpClientBuilderCustomizer second() {
			return (builder) -> builder.host("second");
		}

		@Bean
		@Order(1)
		SmtpClientBuilderCustomizer first() {
			return (builder) -> builder.host("first");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		SmtpClient ownClient() {
			return SmtpClient.builder().host("own.example.org").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAsyncClient {

		@Bean
		AsyncSmtpClient ownAsyncClient(SmtpClient client) {
			return DefaultAsyncSmtpClient.on(client, Runnable::run);
		}

	}

}
