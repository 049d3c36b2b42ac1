package io.sendasync.mail.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the Chromium that is installed. Nothing is downloaded.
 */
final class Browser {

	private static final String MISSING = "No browser: install chromium and chromedriver"
			+ " (apt-get install chromium chromium-driver)";

	private static final Logger logger = LoggerFactory.getLogger(Browser.class);

	private Browser() {
	}

	/**
	 * Whether to try: where CI is set to true, a missing browser fails the tests.
	 */
	static boolean expected() {
		boolean found = browser().isPresent() && driver().isPresent();
		if (!found) {
			logger.warn("{}. The tests of the page are skipped, unless CI is set to true.", MISSING);
		}
		return found || "true".equals(System.getenv("CI"));
	}

	static ChromeDriver start() throws IOException {
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(driver().orElseThrow(Browser::missing).toFile())
			.usingAnyFreePort()
			.build();
		return new ChromeDriver(service, options(browser().orElseThrow(Browser::missing)));
	}

	private static AssertionError missing() {
		return new AssertionError(MISSING);
	}

	private static Optional<Path> browser() {
		return onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
	}

	private static Optional<Path> driver() {
		return onPath("chromedriver");
	}

	private static ChromeOptions options(Path browser) throws IOException {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.toFile());
		Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--user-data-dir=" + profile);
		return options;
	}

	private static Optional<Path> onPath(String... names) {
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		return Stream.of(names)
			.flatMap((name) -> Stream.of(path.split(File.pathSeparator)).map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
