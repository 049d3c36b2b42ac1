package io.sendasync.mail.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One page of the documentation.
 *
 * @param path relative to the root of the project
 * @param text its Markdown
 */
record Page(Path path, String text) {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

	private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

	static Page of(String path) {
		return of(Path.of(path));
	}

	private static Page of(Path path) {
		try {
			return new Page(path, Files.readString(ROOT.resolve(path)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Those of the root, of docs, and the README of each module. */
	static Stream<Page> all() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT, 2)) {
			List<Path> pages = files.filter((file) -> file.toString().endsWith(".md")).map(ROOT::relativize).toList();
			return pages.stream().map(Page::of);
		}
	}

	/** What stands between fences of this language. */
	List<String> blocks(String language) {
		return BLOCK.matcher(this.text)
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

	/** The text without what stands between fences. */
	String prose() {
		return BLOCK.matcher(this.text).replaceAll("");
	}

	/**
	 * What links into the page may name behind the hash: as GitHub makes it of headings.
	 */
	List<String> anchors() {
		return HEADING.matcher(prose())
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
			.map((heading) -> heading.replace(' ', '-'))
			.toList();
	}

}
