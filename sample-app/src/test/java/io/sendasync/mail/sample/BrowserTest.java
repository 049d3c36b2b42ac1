package io.sendasync.mail.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A browser for a class of tests, patience, and what tests of pages do again and again.
 * Pictures go to {@code target/screenshots}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@NeedsBrowser
abstract class BrowserTest {

	private static final String CARD = "//li[contains(@class, 'send')][.//strong[. = '%s']]";

	static ChromeDriver browser;

	private final Duration patience;

	@LocalServerPort
	private int port;

	Api api;

	WebDriverWait wait;

	BrowserTest(Duration patience) {
		this.patience = patience;
	}

	@BeforeAll
	static void startBrowser() throws IOException {
		browser = Browser.start();
	}

	@AfterAll
	static void stopBrowser() {
		if (browser != null) {
			browser.quit();
		}
	}

	@BeforeEach
	void connect() {
		this.api = new Api(this.port);
		this.wait = new WebDriverWait(browser, this.patience, Duration.ofMillis(50));
	}

	void open(String path) {
		browser.get("http://localhost:" + this.port + "/" + path);
		awaitLive();
	}

	void awaitLive() {
		this.wait.until(ExpectedConditions.textToBe(By.id("connection"), "Live"));
	}

	/**
	 * As a window of another size in another light; see {@link #plain()}.
	 */
	static void emulate(String scheme, int width, int height) {
		browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	static void plain() {
		browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
	}

	static Path picture(String name) throws IOException {
		Path folder = Files.createDirectories(Path.of("target", "screenshots"));
		return Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
	}

	static void fill(String field, String text) {
		WebElement input = browser.findElement(By.id(field));
		input.clear();
		input.sendKeys(text);
	}

	static WebElement button(String text) {
		return browser.findElement(By.xpath("//button[normalize-space() = '" + text + "']"));
	}

	WebElement send(String token) {
		return this.wait.until(ExpectedConditions.presenceOfElementLocated(By.xpath(CARD.formatted(token))));
	}

	void awaitBadge(String token, String badge) {
		this.wait.until(ExpectedConditions
			.presenceOfElementLocated(By.xpath(CARD.formatted(token) + "//span[. = '" + badge + "']")));
	}

}
