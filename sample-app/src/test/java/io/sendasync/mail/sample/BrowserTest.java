package io.sendasync.mail.sample;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A browser for a class of tests, and patience.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf(value = "io.sendasync.mail.sample.Browser#expected", disabledReason = "No browser was found")
abstract class BrowserTest {

	static ChromeDriver browser;

	@LocalServerPort
	private int port;

	Api api;

	WebDriverWait wait;

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
		this.wait = new WebDriverWait(browser, Duration.ofSeconds(60), Duration.ofMillis(50));
	}

	void open(String path) {
		browser.get("http://localhost:" + this.port + "/" + path);
		awaitLive();
	}

	void awaitLive() {
		this.wait.until(ExpectedConditions.textToBe(By.id("connection"), "Live"));
	}

}
