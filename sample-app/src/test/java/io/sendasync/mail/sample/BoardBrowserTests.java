package io.sendasync.mail.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The board of sends, with few and with many of them. The picture of the README is
 * {@code target/screenshots/readme.png}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
@EnabledIf(value = "io.sendasync.mail.sample.Browser#expected", disabledReason = "No browser was found")
class BoardBrowserTests {

	private static final int SCREEN = 20;

	private static ChromeDriver browser;

	@LocalServerPort
	private int port;

	private Api api;

	private Pages pages;

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
		this.pages = new Pages(browser);
	}

	@AfterEach
	void reset() {
		this.pages.plain();
		this.api.slow(false);
	}

	@Test
	void thousandSendsAreCountedAndShownAScreenfulAtATime() {
		this.pages.open(this.port);
		for (int i = 0; i < 10; i++) {
			send("many" + i, "ben@contoso.com", 100, 0);
		}
		awaitCount("completed", 1000);
		assertThat(cards()).hasSize(SCREEN);
		this.pages.button("Show more").click();
		assertThat(cards()).hasSize(SCREEN * 5);
		browser.navigate().refresh();
		awaitCount("all", 1000);
		assertThat(cards()).hasSize(SCREEN);
		assertThat(cards().get(0).getText()).contains("many9 #100");
	}

	@Test
	void figuresAreFilters() {
		send("fine", "ben@contoso.com", 1, 0);
		send("refused", "refused@contoso.com", 1, 0);
		this.pages.open(this.port);
		awaitCount("failed", 1);
		awaitCount("completed", 1);
		group("failed").click();
		this.pages.await().until((driver) -> cards().size() == 1);
		assertThat(cards().get(0).getText()).contains("refused", "550 5.1.1");
		group("cancelled").sendKeys(Keys.ENTER);
		this.pages.await().until((driver) -> cards().isEmpty());
		assertThat(browser.findElement(By.id("sends-empty")).getText()).isEqualTo("None of these.");
		group("all").click();
		this.pages.await().until((driver) -> cards().size() == 2);
	}

	@Test
	void cancelAllEndsSendsAndSchedules() {
		this.api.slow(true);
		send("pending", "ben@contoso.com", 5, 0);
		send("hourly", "ben@contoso.com", 9, 60);
		this.pages.open(this.port);
		awaitCount("running", 6);
		assertThat(browser.findElement(By.id("schedules")).getText()).contains("hourly: 1 of 9 sent, every 60 s");
		browser.findElement(By.id("cancel-all")).sendKeys(Keys.ENTER);
		awaitCount("cancelled", 6);
		this.pages.await().until((driver) -> driver.findElement(By.id("schedules")).getText().isEmpty());
		assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("sends-title");
		assertThat(browser.findElement(By.id("cancel-all")).isEnabled()).isFalse();
	}

	@Test
	void scheduleIsStoppedByItsButton() {
		send("hourly", "ben@contoso.com", 9, 60);
		this.pages.open(this.port);
		this.pages.await().until(ExpectedConditions.elementToBeClickable(By.cssSelector(".schedule button"))).click();
		this.pages.await().until((driver) -> driver.findElements(By.cssSelector(".schedule")).isEmpty());
		assertThat(this.api.get("api/sends/schedules").<List<Boolean>>read("$[*].ended")).containsExactly(true);
	}

	@Test
	void fewNewsAreSaidInWordsAndManyInNumbers() {
		this.pages.open(this.port);
		send("single", "ben@contoso.com", 1, 0);
		this.pages.await()
			.until(ExpectedConditions.textToBePresentInElementLocated(By.id("announcement"), "single: completed"));
		this.api.slow(true);
		send("several", "ben@contoso.com", 8, 0);
		awaitCount("running", 8);
		this.api.call("DELETE", "api/sends", "");
		this.pages.await()
			.until(ExpectedConditions.textToBePresentInElementLocated(By.id("announcement"), "8 cancelled"));
	}

	@Test
	void pageShowsTheSendsBeforeAnyScript() {
		send("first", "ben@contoso.com", 1, 0);
		this.api.awaitNoPending();
		String page = this.api.call("GET", "", "").body();
		assertThat(page).contains("data-status=\"completed\"", ">first<", "The server accepted the message: 250 OK");
	}

	@ParameterizedTest
	@CsvSource({ "light, 1280", "dark, 1280", "light, 390", "dark, 390" })
	void boardOfEveryOutcomeFitsTheWindow(String scheme, int width) throws IOException {
		everyOutcome();
		this.pages.emulate(scheme, width, (width < 500) ? 1400 : 960);
		this.pages.open(this.port);
		for (String group : List.of("completed", "failed", "unknown", "cancelled")) {
			this.pages.await().until((driver) -> !"0".equals(count(group)));
		}
		awaitCount("running", 1);
		assertThat(browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
			.isEqualTo(true);
		if (width < 500) {
			browser.executeScript("document.querySelector('.board').scrollIntoView()");
		}
		this.pages.picture("board-" + scheme + "-" + width);
	}

	@Test
	void pictureOfTheReadmeIsTaken() throws IOException {
		everyOutcome();
		this.pages.emulate("light", 1280, 880);
		browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
		this.pages.open(this.port);
		awaitCount("running", 1);
		awaitCount("unknown", 1);
		Path picture = this.pages.picture("readme");
		browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", false));
		Pages.shrink(picture);
		assertThat(picture.toFile().length()).isLessThan(200 * 1024);
	}

	private void everyOutcome() {
		weather("drop-after-dot");
		send("Order 4711", "lisa@contoso.com", 1, 0);
		this.api.awaitNoPending();
		weather("slow");
		send("Reminder", "ben@contoso.com", 1, 0);
		this.api.call("DELETE", "api/sends", "");
		this.api.awaitNoPending();
		weather("calm");
		send("Newsletter", "ben@contoso.com, refused@contoso.com, lisa@contoso.com", 1, 0);
		this.api.awaitNoPending();
		send("Invoice 2026-117", "ben@contoso.com", 1, 0);
		this.api.awaitNoPending();
		weather("slow");
		send("Weekly report", "team@contoso.com", 12, 60);
	}

	private void weather(String weather) {
		assertThat(this.api.json("PUT", "api/server/weather", "{\"weather\": \"" + weather + "\"}").statusCode())
			.isEqualTo(200);
	}

	private void send(String token, String to, int repeat, int interval) {
		assertThat(this.api
			.json("POST", "api/sends",
					"""
							{"from": "Jane Clayton <jane@contoso.com>", "to": "%s", "subject": "%s", "text": "Dear all, this is %s.",
							 "token": "%s", "repeat": %d, "interval": %d}"""
						.formatted(to, token, token, token, repeat, interval))
			.statusCode()).isEqualTo(202);
	}

	private static List<WebElement> cards() {
		return browser.findElements(By.cssSelector("#sends > li"));
	}

	private static WebElement group(String name) {
		return browser.findElement(By.cssSelector("#groups [data-group=" + name + "]"));
	}

	private static String count(String group) {
		return group(group).findElement(By.tagName("b")).getText();
	}

	private void awaitCount(String group, int count) {
		this.pages.await().until((driver) -> String.valueOf(count).equals(count(group)));
	}

}
