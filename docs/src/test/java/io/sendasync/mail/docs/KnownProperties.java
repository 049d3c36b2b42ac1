package io.sendasync.mail.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.sendasync.mail.boot.autoconfigure.SmtpClientAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties that exist, by the configuration metadata on the class path.
 *
 * @param names the names of single properties
 * @param maps the names of those below which any key may stand
 */
record KnownProperties(Set<String> names, Set<String> maps) {

	private static final Pattern NAMED_CLIENT = Pattern.compile("^mail\\.smtp\\.clients\\.[^.]+(?=\\.)");

	static KnownProperties load() throws IOException {
		KnownProperties properties = new KnownProperties(new TreeSet<>(), new TreeSet<>());
		for (Resource metadata : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:META-INF/spring-configuration-metadata.json")) {
			try (InputStream in = metadata.getInputStream()) {
				String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
				properties.names.addAll(JsonPath.<List<String>>read(json, "$.properties[*].name"));
				properties.maps
					.addAll(JsonPath.<List<String>>read(json, "$.properties[?(@.type =~ /java.util.Map.*/)].name"));
			}
		}
		return properties;
	}

	/** Whether there is such a property, or there are some below it. */
	boolean known(String name) {
		String key = NAMED_CLIENT.matcher(name).replaceFirst("mail.smtp");
		return this.names.contains(key) || this.names.stream().anyMatch((known) -> known.startsWith(key + "."));
	}

	/** The keys of a piece of YAML that have no effect. */
	List<String> unknown(String yaml) throws IOException {
		return Stream.of(source(yaml).getPropertyNames())
			.filter((name) -> !this.names.contains(NAMED_CLIENT.matcher(name).replaceFirst("mail.smtp")))
			.filter((name) -> name.startsWith("mail.smtp")
					|| this.maps.stream().noneMatch((map) -> name.startsWith(map + ".")))
			.toList();
	}

	/** Starts the client with it, so that each value has to be one. */
	static void start(String yaml) throws IOException {
		EnumerablePropertySource<?> source = source(yaml);
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, SmtpClientAutoConfiguration.class))
			.withInitializer((context) -> context.getEnvironment().getPropertySources().addFirst(source))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static EnumerablePropertySource<?> source(String yaml) throws IOException {
		return (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.get(0);
	}

}
