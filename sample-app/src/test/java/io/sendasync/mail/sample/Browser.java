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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Starts the Chromium that is installed. Nothing is downloaded.
 */
final class Browser {

	private Browser() {
	}

	static ChromeDriver start() throws IOException {
		Optional<Path> browser = onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
		Optional<Path> driver = onPath("chromedriver");
		boolean found = browser.isPresent() && driver.isPresent();
		String missing = "No browser: install chromium and chromedriver (apt-get install chromium chromium-driver)";
		if ("true".equals(System.getenv("CI"))) {
			assertThat(found).as(missing).isTrue();
		}
		assumeTrue(found, missing);
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(driver.orElseThrow().toFile())
			.usingAnyFreePort()
			.build();
		return new ChromeDriver(service, options(browser.orElseThrow()));
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
