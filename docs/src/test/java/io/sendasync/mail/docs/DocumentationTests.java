package io.sendasync.mail.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What README and docs say, against what there is.
 */
class DocumentationTests {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

	/** A property of ours in the text; one of Jakarta Mail has something in front. */
	private static final Pattern PROPERTY = Pattern.compile("(?<![\\w.…])mail\\.smtp\\.[a-z][a-z0-9.-]*[a-z0-9]");

	@TestFactory
	Stream<DynamicTest> everyJavaSnippetIsCodeOfATestOrOfTheSample() throws IOException {
		String code = code();
		return Page.all()
			.flatMap((page) -> page.blocks("java")
				.stream()
				.map((snippet) -> DynamicTest.dynamicTest(page.path() + ": " + snippet.lines().findFirst().orElse(""),
						() -> assertThat(code.contains("\n" + dense(snippet) + "\n"))
							.as("in some test or the sample, line by line: %s", snippet)
							.isTrue())));
	}

	private static String code() throws IOException {
		try (Stream<Path> files = Files.walk(Page.ROOT)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(Page.ROOT::relativize)
				.filter((file) -> file.toString().contains("/src/test/java/") || file.startsWith("sample-app/src"))
				.map((file) -> dense(Page.of(file.toString()).text()))
				.collect(Collectors.joining("\n", "\n", "\n"));
		}
	}

	/** Without indentation and empty lines, in which pages and sources may differ. */
	private static String dense(String code) {
		return code.lines().map(String::strip).filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n"));
	}

	@TestFactory
	Stream<DynamicTest> everyYamlSnippetWorks() throws IOException {
		KnownProperties properties = KnownProperties.load();
		return Page.all()
			.flatMap((page) -> page.blocks("yaml")
				.stream()
				.map((snippet) -> DynamicTest.dynamicTest(page.path() + ": " + dense(snippet).replace('\n', ' '),
						() -> {
							assertThat(properties.unknown(snippet)).isEmpty();
							KnownProperties.start(snippet);
						})));
	}

	@Test
	void everyPropertyInTheTextExists() throws IOException {
		KnownProperties properties = KnownProperties.load();
		assertThat(Page.all()
			.flatMap((page) -> PROPERTY.matcher(page.prose())
				.results()
				.map(MatchResult::group)
				.filter((name) -> !properties.known(name))
				.map((name) -> page.path() + ": " + name)))
			.isEmpty();
	}

	@Test
	void everyLinkLeadsSomewhere() throws IOException {
		assertThat(Page.all()
			.flatMap((page) -> links(page).filter((link) -> !leads(page, link))
				.map((link) -> page.path() + ": " + link)))
			.isEmpty();
	}

	private static Stream<String> links(Page page) {
		return LINK.matcher(page.prose())
			.results()
			.map((link) -> link.group(1))
			.filter((link) -> !link.matches("[a-z]+:.*"));
	}

	private static boolean leads(Page page, String link) {
		String[] parts = link.split("#", 2);
		Path target = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
		if (!Files.exists(Page.ROOT.resolve(target))) {
			return false;
		}
		return parts.length == 1 || Page.of(target.toString()).anchors().contains(parts[1]);
	}

	@Test
	void indexNamesEveryPageOfDocs() throws IOException {
		Page index = Page.of("docs/README.md");
		List<String> pages = Page.all()
			.map(Page::path)
			.filter((path) -> path.startsWith("docs"))
			.map((path) -> Objects.requireNonNull(path.getFileName()).toString())
			.filter((name) -> !name.equals("README.md"))
			.toList();
		assertThat(pages).hasSizeGreaterThan(8);
		assertThat(links(index)).containsAll(pages);
	}

	@Test
	void dependenciesHaveTheVersionOfTheProject() throws IOException {
		String pom = Page.of("pom.xml").text().replaceFirst("(?s)<parent>.*?</parent>", "");
		String version = VERSION.matcher(pom).results().findFirst().orElseThrow().group(1);
		List<String> versions = Page.all()
			.flatMap((page) -> page.blocks("xml").stream())
			.filter((dependency) -> dependency.contains("<groupId>io.sendasync</groupId>"))
			.flatMap((dependency) -> VERSION.matcher(dependency).results())
			.map((found) -> found.group(1))
			.toList();
		assertThat(versions).hasSizeGreaterThan(1).containsOnly(version);
	}

}
