package io.sendasync.mail.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.jayway.jsonpath.JsonPath;

import org.springframework.core.io.ClassPathResource;

/**
 * The configuration metadata that the build makes.
 *
 * @param properties by name
 * @param hints in order
 */
@SuppressWarnings("unchecked")
record ConfigurationMetadata(Map<String, Map<String, Object>> properties, List<Map<String, Object>> hints) {

	static ConfigurationMetadata load() {
		Map<String, Object> json = parse("META-INF/spring-configuration-metadata.json");
		Map<String, Map<String, Object>> properties = new TreeMap<>();
		list(json, "properties").forEach((property) -> properties.put((String) property.get("name"), property));
		return new ConfigurationMetadata(properties, list(json, "hints"));
	}

	/** The names of all properties that have an effect. */
	SortedSet<String> usable() {
		TreeSet<String> names = new TreeSet<>(this.properties.keySet());
		// Those under "management" come with the endpoint.
		names.removeIf((name) -> !name.startsWith("mail.smtp."));
		names.removeIf((name) -> this.properties.get(name).containsKey("deprecation"));
		return names;
	}

	static List<Map<String, Object>> list(Map<String, Object> json, String name) {
		return (List<Map<String, Object>>) json.get(name);
	}

	static Map<String, Object> parse(String path) {
		try (InputStream in = new ClassPathResource(path).getInputStream()) {
			return JsonPath.parse(in).json();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
