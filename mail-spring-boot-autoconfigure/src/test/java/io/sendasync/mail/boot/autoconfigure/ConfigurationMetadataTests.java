package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpProperties;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SmtpTimeouts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration metadata that IDEs and people read.
 */
@SuppressWarnings("unchecked")
class ConfigurationMetadataTests {

	/** Property, and the field of the client's builder with its default. */
	private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry("tls.mode", "tls"),
			Map.entry("timeout", "timeout"), Map.entry("connection.max", "maxConnections"),
			Map.entry("connection.idle-timeout", "idleTimeout"), Map.entry("connection.max-age", "maxAge"),
			Map.entry("connection.max-messages", "maxMessages"),
			Map.entry("connection.connect-timeout", "connectTimeout"), Map.entry("queue.capacity", "queueCapacity"),
			Map.entry("queue.admission-timeout", "admissionTimeout"), Map.entry("exclusive", "exclusive"),
			Map.entry("delivery.format", "deliveryFormat"), Map.entry("chunking", "chunking"),
			Map.entry("recipient-policy", "recipientPolicy"), Map.entry("shutdown.drain-timeout", "drainTimeout"),
			Map.entry("use-default-credentials", "useDefaultCredentials"));

	private static final Map<String, Function<RetryPolicy, Object>> RETRY_DEFAULTS = Map.of("max-attempts",
			RetryPolicy::maxAttempts, "initial-delay", RetryPolicy::initialDelay, "multiplier", RetryPolicy::multiplier,
			"max-delay", RetryPolicy::maxDelay);

	private static final Map<String, Function<SmtpTimeouts, Object>> LIMITS = Map.of("greeting", SmtpTimeouts::greeting,
			"tls", SmtpTimeouts::tls, "command", SmtpTimeouts::command, "data", SmtpTimeouts::data, "write",
			SmtpTimeouts::write, "end-of-data", SmtpTimeouts::endOfData, "close", SmtpTimeouts::close);

	private static final ConfigurationMetadata metadata = ConfigurationMetadata.load();

	private static final Map<String, Map<String, Object>> properties = metadata.properties();

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties.values()).allSatisfy((property) -> assertThat(property.get("description")).asString()
			.endsWith(".")
			.doesNotStartWith("The ")
			.doesNotStartWith("A "));
	}

	@Test
	void holdsTheWholeVocabulary() {
		assertThat(metadata.usable()).filteredOn((name) -> name.startsWith("mail.smtp."))
			.map((name) -> name.substring("mail.smtp.".length()))
			.containsExactly("callback-executor", "chunking", "clients", "connection.connect-timeout",
					"connection.idle-timeout", "connection.max", "connection.max-age", "connection.max-messages",
					"credentials.mechanisms", "credentials.oauth2-registration", "credentials.password",
					"credentials.provider", "credentials.username", "deadline", "delivery.format", "delivery.method",
					"delivery.pickup-directory", "exclusive", "from", "helo-name", "host", "java-mail-sender.enabled",
					"port", "queue.admission-timeout", "queue.capacity", "queue.max-size", "queue.rate-limit",
					"queue.rate-period", "recipient-policy", "retry.initial-delay", "retry.max-attempts",
					"retry.max-delay", "retry.multiplier", "shutdown.drain-timeout", "timeout", "timeouts.close",
					"timeouts.command", "timeouts.data", "timeouts.end-of-data", "timeouts.greeting", "timeouts.tls",
					"timeouts.write", "tls.bundle", "tls.mode", "use-default-credentials");
	}

	@Test
	void defaultsAreThoseOfTheClient() {
		SmtpClient.Builder builder = SmtpClient.builder();
		DEFAULTS.forEach((name, field) -> {
			Object expected = Objects.requireNonNull(ReflectionTestUtils.getField(builder, field));
			Object shown = properties.get("mail.smtp." + name).get("defaultValue");
			Class<?> type = (expected instanceof Duration) ? Duration.class : expected.getClass();
			assertThat(ApplicationConversionService.getSharedInstance().convert(String.valueOf(shown), type)).as(name)
				.isEqualTo(expected);
		});
	}

	@Test
	void pauseWaitsAsLongAsTheClientDrains() {
		assertThat(SmtpClient.builder()).extracting("drainTimeout").isEqualTo(SmtpClientFactory.DRAIN_TIMEOUT);
	}

	@Test
	void defaultSpanOfTheRateLimitIsThatOfTheConfigurer() {
		assertThat(ApplicationConversionService.getSharedInstance()
			.convert(properties.get("mail.smtp.queue.rate-period").get("defaultValue"), Duration.class))
			.isEqualTo(SmtpClientConfigurer.RATE_PERIOD);
	}

	@Test
	void noOtherDefaultIsShown() {
		assertThat(metadata.usable()).filteredOn((name) -> name.startsWith("mail.smtp."))
			.filteredOn((name) -> properties.get(name).containsKey("defaultValue"))
			.hasSize(DEFAULTS.size() + RETRY_DEFAULTS.size() + LIMITS.size() + 2);
	}

	@Test
	void defaultsOfRetriesAreThoseOfThePolicyThatIsMade() {
		defaultsAre("retry.", RETRY_DEFAULTS, RetryPolicy.of(1, RetrySettings.INITIAL_DELAY));
	}

	@Test
	void defaultsOfTheStepsAreThoseOfTheClient() {
		defaultsAre("timeouts.", LIMITS, SmtpTimeouts.defaults());
	}

	private static <T> void defaultsAre(String prefix, Map<String, Function<T, Object>> accessors, T expected) {
		accessors.forEach((name, accessor) -> {
			Object value = accessor.apply(expected);
			Object shown = properties.get("mail.smtp." + prefix + name).get("defaultValue");
			assertThat(
					ApplicationConversionService.getSharedInstance().convert(String.valueOf(shown), value.getClass()))
				.as(name)
				.isEqualTo(value);
		});
	}

	@Test
	void jakartaMailKeysAreErrorsWithTheSameReplacementAsInTheWarning() {
		assertThat(properties.values()).filteredOn((property) -> property.containsKey("deprecation"))
			.map((property) -> property.get("name"))
			.containsExactlyInAnyOrderElementsOf(
					JakartaMailKeys.ALL.stream().map((key) -> ClientKeys.DEFAULT.key(key.name())).toList());
		for (JakartaMailKeys.Key key : JakartaMailKeys.ALL) {
			Map<String, Object> deprecation = (Map<String, Object>) properties.get(ClientKeys.DEFAULT.key(key.name()))
				.get("deprecation");
			assertThat(deprecation).as(key.name()).containsEntry("level", "error").containsKeys("since", "reason");
			assertThat(deprecation.get("replacement")).as(key.name()).isEqualTo(replacement(key));
		}
	}

	@Test
	void replacementsExist() {
		assertThat(JakartaMailKeys.ALL).map(ConfigurationMetadataTests::replacement)
			.filteredOn(Objects::nonNull)
			.isSubsetOf(properties.keySet());
	}

	private static @Nullable String replacement(JakartaMailKeys.Key key) {
		return (key.replacement() != null) ? ClientKeys.DEFAULT.key(key.replacement()) : null;
	}

	@Test
	void additionalMetadataIsSortedAndWithoutDuplicates() {
		assertThat(ConfigurationMetadata
			.list(ConfigurationMetadata.parse("META-INF/additional-spring-configuration-metadata.json"), "properties"))
			.map((property) -> (String) property.get("name"))
			.isSorted()
			.doesNotHaveDuplicates();
	}

	@Test
	void hintsNameExistingPropertiesAndAllTheirValues() {
		assertThat(metadata.hints()).map((hint) -> hint.get("name"))
			.containsExactlyInAnyOrder("mail.smtp.callback-executor", "mail.smtp.credentials.mechanisms",
					"mail.smtp.credentials.provider", "mail.smtp.delivery.format", "mail.smtp.delivery.method",
					"mail.smtp.recipient-policy", "mail.smtp.tls.mode")
			.isSubsetOf(properties.keySet());
		assertThat(metadata.hints()).filteredOn((hint) -> enumType(hint) != null).hasSize(4).allSatisfy((hint) -> {
			Class<?> type = Objects.requireNonNull(enumType(hint));
			assertThat(ConfigurationMetadata.list(hint, "values")).map((value) -> value.get("value"))
				.containsExactlyInAnyOrderElementsOf(constants(type));
		});
	}

	@Test
	void propertyClassesShowNoSecret() {
		SmtpProperties smtp = new SmtpProperties();
		smtp.getCredentials().setPassword("top-secret");
		assertThat(smtp).asString().doesNotContain("top-secret");
		assertThat(smtp.getCredentials()).asString().doesNotContain("top-secret");
	}

	@Test
	void mechanismsOfTheHintAreAllUnderstood() {
		Map<String, Object> hint = metadata.hints()
			.stream()
			.filter((candidate) -> "mail.smtp.credentials.mechanisms".equals(candidate.get("name")))
			.findFirst()
			.orElseThrow();
		for (Map<String, Object> value : ConfigurationMetadata.list(hint, "values")) {
			SmtpClient.builder().saslMechanisms(Set.of((String) value.get("value")));
		}
	}

	private static @Nullable Class<?> enumType(Map<String, Object> hint) {
		String type = (String) properties.get(hint.get("name")).get("type");
		Class<?> resolved = ClassUtils.resolveClassName(type.replaceFirst("<.*", ""), null);
		return resolved.isEnum() ? resolved : null;
	}

	private static List<String> constants(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

}
