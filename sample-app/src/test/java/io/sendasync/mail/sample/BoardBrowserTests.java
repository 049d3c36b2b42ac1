package io.sendasync.mail.sample;

import java.time.Duration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The board of sends, with few and with many of them. The picture of the README is
 * {@code target/screenshots/readme.png}.
 */
@DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
class BoardBrowserTests extends BrowserTest {

	private static final int SCREEN = 20;

	BoardBrowserTests() {
		super(Duration.ofSeconds(30));
	}

	@AfterEach
	void reset() {
		plain();
		this.api.slow(false);
	}

	@Test
	void thousandSendsAreCountedAndShownAScreenfulAtATime() {
		open("");
		for (int i = 0; i < 10; i++) {
			send("many" + i, "ben@contoso.com", 100, 0);
		}
		awaitCount("completed", 1000);
		assertThat(cards()).hasSize(SCREEN);
		button("Show more").click();
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
		open("");
		awaitCount("failed", 1);
		awaitCount("completed", 1);
		group("failed").click();
		this.wait.until((driver) -> cards().size() == 1);
		assertThat(cards().get(0).getText()).contains("refused", "550 5.1.1");
		group("cancelled").sendKeys(Keys.ENTER);
		this.wait.until((driver) -> cards().isEmpty());
		assertThat(browser.findElement(By.id("sends-empty")).getText()).isEqualTo("None of these.");
		group("all").click();
		this.wait.until((driver) -> cards().size() == 2);
	}

	@Test
	void cancelAllEndsSendsAndSchedules() {
		this.api.slow(true);
		send("pending", "ben@contoso.com", 5, 0);
		send("hourly", "ben@contoso.com", 9, 60);
		open("");
		awaitCount("running", 6);
		assertThat(browser.findElement(By.id("schedules")).getText()).contains("hourly: 1 of 9 sent, every 60 s");
		browser.findElement(By.id("cancel-all")).sendKeys(Keys.ENTER);
		awaitCount("cancelled", 6);
		this.wait.until((driver) -> driver.findElement(By.id("schedules")).getText().isEmpty());
		assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("sends-title");
		assertThat(browser.findElement(By.id("cancel-all")).isEnabled()).isFalse();
	}

	@Test
	void scheduleIsStoppedByItsButton() {
		send("hourly", "ben@contoso.com", 9, 60);
		open("");
		this.wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(".schedule button"))).click();
		this.wait.until((driver) -> driver.findElements(By.cssSelector(".schedule")).isEmpty());
		assertThat(this.api.get("api/sends/schedules").<List<Boolean>>read("$[*].ended")).containsExactly(true);
	}

	@Test
	void fewNewsAreSaidInWordsAndManyInNumbers() {
		open("");
		send("single", "ben@contoso.com", 1, 0);
		this.wait.until(ExpectedConditions.textToBePresentInElementLocated(By.id("announcement"), "single: completed"));
		this.api.slow(true);
		send("several", "ben@contoso.com", 8, 0);
		awaitCount("running", 8);
		this.api.call("DELETE", "api/sends", "");
		this.wait.until(ExpectedConditions.textToBePresentInElementLocated(By.id("announcement"), "8 cancelled"));
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
		emulate(scheme, width, (width < 500) ? 1400 : 960);
		open("");
		for (String group : List.of("completed", "failed", "unknown", "cancelled")) {
			this.wait.until((driver) -> !"0".equals(count(group)));
		}
		awaitCount("running", 1);
		assertThat(browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
			.isEqualTo(true);
		if (width < 500) {
			browser.executeScript("document.querySelector('.board').scrollIntoView()");
		}
		picture("board-" + scheme + "-" + width);
	}

	@Test
	void pictureOfTheReadmeIsTaken() throws IOException {
		everyOutcome();
		emulate("light", 1280, 880);
		browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
		open("");
		awaitCount("running", 1);
		awaitCount("unknown", 1);
		Path picture = picture("readme");
		browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", false));
		Pictures.shrink(picture);
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
		this.wait.until((driver) -> String.valueOf(count).equals(count(group)));
	}

}
