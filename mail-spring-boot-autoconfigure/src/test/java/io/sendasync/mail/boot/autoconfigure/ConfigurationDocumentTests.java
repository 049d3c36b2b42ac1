package io.sendasync.mail.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/configuration.md} says, against the metadata.
 */
class ConfigurationDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

	private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9.-]+)` \\| (?:`([^`]+)`)? ?\\|.*");

	private final ConfigurationMetadata metadata = ConfigurationMetadata.load();

	@Test
	void everyPropertyStandsThereOnceWithItsDefault() throws IOException {
		List<Matcher> rows = Files.readAllLines(DOCUMENT).stream().map(ROW::matcher).filter(Matcher::matches).toList();
		Map<String, String> documented = new TreeMap<>();
		rows.forEach((row) -> documented.put("mail.smtp." + row.group(1), String.valueOf(row.group(2))));
		assertThat(rows).hasSameSizeAs(documented.keySet());
		Map<String, String> expected = new TreeMap<>();
		this.metadata.usable()
			.forEach((name) -> expected.put(name,
					String.valueOf(this.metadata.properties().get(name).get("defaultValue"))));
		assertThat(documented).isEqualTo(expected);
	}

}
