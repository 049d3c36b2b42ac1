package io.sendasync.mail.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * What a message holds.
 */
public enum Payload {

	/** 2 KB of plain text for one recipient. */
	TEXT_2K("2 KB text", 1, false, false),

	/** 4 KB of text and 16 KB of HTML, not all of it ASCII. */
	HTML_20K("20 KB HTML + text", 1, true, false),

	/** A little text, and a file of 10 MB. */
	FILE_10M("10 MB attachment", 1, false, true),

	/** 2 KB of plain text for 100 recipients. */
	RECIPIENTS_100("100 recipients", 100, false, false);

	static final String FROM = "jane@example.com";

	static final String SUBJECT = "Figures of the third quarter";

	private static final int FILE_SIZE = 10 * 1024 * 1024;

	private final String title;

	private final int recipients;

	private final boolean withHtml;

	private final boolean withFile;

	Payload(String title, int recipients, boolean withHtml, boolean withFile) {
		this.title = title;
		this.recipients = recipients;
		this.withHtml = withHtml;
		this.withFile = withFile;
	}

	/**
	 * For the head of a table.
	 * @return a few words
	 */
	public String title() {
		return this.title;
	}

	List<String> recipients() {
		return Recipients.ALL.subList(0, this.recipients);
	}

	String text() {
		return this.withHtml ? "Größe und Gewicht der Sendung, Zeile für Zeile.\r\n".repeat(80)
				: "All is well, and the figures of the quarter are fine.\r\n".repeat(37);
	}

	@Nullable String html() {
		return this.withHtml ? "<p>Größe und <b>Gewicht</b> der Sendung, Zeile für Zeile.</p>\r\n".repeat(260) : null;
	}

	/**
	 * The file to attach, made on first use.
	 * @return null if there is none
	 */
	@Nullable Path file() {
		return this.withFile ? LargeFile.PATH : null;
	}

	private static final class Recipients {

		private static final List<String> ALL = IntStream.range(0, 100)
			.mapToObj((i) -> "ben" + i + "@example.org")
			.toList();

	}

	private static final class LargeFile {

		private static final Path PATH = create();

		private static Path create() {
			try {
				Path created = Files.createTempFile("attachment", ".bin");
				created.toFile().deleteOnExit();
				byte[] octets = new byte[FILE_SIZE];
				new Random(1).nextBytes(octets);
				return Files.write(created, octets);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
