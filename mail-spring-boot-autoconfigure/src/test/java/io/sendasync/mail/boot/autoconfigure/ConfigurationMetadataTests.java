package io.sendasync.mail.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.jayway.jsonpath.JsonPath;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpProperties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.util.ReflectionTestUtils;

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
			Map.entry("exclusive", "exclusive"), Map.entry("recipient-policy", "recipientPolicy"),
			Map.entry("shutdown.drain-timeout", "drainTimeout"),
			Map.entry("use-default-credentials", "useDefaultCredentials"));

	private static final Map<String, Map<String, Object>> properties = new TreeMap<>();

	private static Map<String, Object> metadata;

	@BeforeAll
	static void read() throws IOException {
		metadata = parse("META-INF/spring-configuration-metadata.json");
		list(metadata, "properties").forEach((property) -> properties.put((String) property.get("name"), property));
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(properties.values()).allSatisfy((property) -> assertThat(property.get("description")).asString()
			.endsWith(".")
			.doesNotStartWith("The ")
			.doesNotStartWith("A "));
	}

	@Test
	void holdsTheWholeVocabulary() {
		assertThat(properties.values()).filteredOn((property) -> !property.containsKey("deprecation"))
			.map((property) -> property.get("name"))
			.map(String.class::cast)
			.map((name) -> name.substring("mail.smtp.".length()))
			.containsExactly("connection.connect-timeout", "connection.idle-timeout", "connection.max",
					"connection.max-age", "connection.max-messages", "credentials.password", "credentials.username",
					"exclusive", "from", "helo-name", "host", "port", "queue.capacity", "recipient-policy",
					"shutdown.drain-timeout", "timeout", "tls.bundle", "tls.mode", "use-default-credentials");
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
	void noOtherDefaultIsShown() {
		assertThat(properties.values()).filteredOn((property) -> property.containsKey("defaultValue"))
			.hasSameSizeAs(DEFAULTS.keySet());
	}

	@Test
	void jakartaMailKeysAreErrorsWithTheSameReplacementAsInTheWarning() {
		assertThat(properties.values()).filteredOn((property) -> property.containsKey("deprecation"))
			.map((property) -> property.get("name"))
			.containsExactlyInAnyOrderElementsOf(
					JakartaMailKeys.ALL.stream().map(JakartaMailKeys.Key::fullName).toList());
		for (JakartaMailKeys.Key key : JakartaMailKeys.ALL) {
			Map<String, Object> deprecation = (Map<String, Object>) properties.get(key.fullName()).get("deprecation");
			assertThat(deprecation).as(key.name()).containsEntry("level", "error").containsKeys("since", "reason");
			assertThat(deprecation.get("replacement")).as(key.name()).isEqualTo(key.fullReplacement());
		}
	}

	@Test
	void replacementsExist() {
		assertThat(JakartaMailKeys.ALL).map(JakartaMailKeys.Key::fullReplacement)
			.filteredOn(Objects::nonNull)
			.isSubsetOf(properties.keySet());
	}

	@Test
	void additionalMetadataIsSortedAndWithoutDuplicates() throws IOException {
		assertThat(list(parse("META-INF/additional-spring-configuration-metadata.json"), "properties"))
			.map((property) -> (String) property.get("name"))
			.isSorted()
			.doesNotHaveDuplicates();
	}

	@Test
	void hintsNameExistingPropertiesAndAllTheirValues() {
		assertThat(list(metadata, "hints")).hasSize(2).allSatisfy((hint) -> {
			String type = (String) properties.get(hint.get("name")).get("type");
			assertThat(list(hint, "values")).map((value) -> value.get("value"))
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

	private static List<String> constants(String type) {
		try {
			return Arrays.stream(Class.forName(type).getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
				.toList();
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<Map<String, Object>> list(Map<String, Object> json, String name) {
		return (List<Map<String, Object>>) json.get(name);
	}

	private static Map<String, Object> parse(String path) throws IOException {
		try (InputStream in = new ClassPathResource(path).getInputStream()) {
			return JsonPath.parse(in).json();
		}
	}

}
