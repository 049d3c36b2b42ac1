package io.sendasync.mail.sample;

import java.time.Duration;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page with the server's weather, the engine and bursts, as a person uses it.
 */
class LabBrowserTests extends BrowserTest {

	LabBrowserTests() {
		super(Duration.ofSeconds(60));
	}

	@BeforeEach
	void openPage() {
		open("");
		browser.findElement(By.linkText("Weather and load")).click();
		awaitLive();
	}

	@AfterEach
	void calm() {
		this.api.json("PUT", "api/engine/paused", "{\"paused\": false}");
		this.api.weather("calm");
	}

	@Test
	void weatherIsChosenAndItsPromiseComesTrue() {
		assertThat(weather("calm").isSelected()).isTrue();
		weather("drop-after-dot").click();
		awaitWeather("drop-after-dot");
		browser.findElement(By.cssSelector("#weather button")).click();
		awaitBadge("weather drop-after-dot", "unknown");
	}

	@Test
	void weatherThatWasChosenElsewhereIsShown() {
		this.api.weather("refuse-login");
		this.wait.until(ExpectedConditions.elementToBeSelected(weather("refuse-login")));
	}

	@Test
	void pageThatIsGoneBackToIsLiveAgain() {
		for (int i = 0; i < 8; i++) {
			open("");
			open("lab");
		}
		browser.navigate().back();
		browser.navigate().back();
		awaitLive();
		this.api.weather("data-4xx");
		this.wait
			.until((driver) -> driver.findElement(By.cssSelector("#weather input[value='data-4xx']")).isSelected());
	}

	@Test
	void keyboardAloneIsEnough() {
		weather("calm").sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
		awaitWeather("rcpt-4xx");
		WebElement tryOut = press(Keys.TAB);
		assertThat(tryOut.getText()).isEqualTo("Send a message through it");
		tryOut.sendKeys(Keys.ENTER);
		awaitBadge("weather rcpt-4xx", "failed");
		assertThat(press(Keys.TAB).getAttribute("id")).isEqualTo("engine-pause");
		press(Keys.ENTER);
		this.wait.until(ExpectedConditions.textToBe(By.id("engine-pause"), "Resume"));
		press(Keys.SPACE);
		this.wait.until(ExpectedConditions.textToBe(By.id("engine-pause"), "Pause"));
		press(Keys.TAB);
		assertThat(press(Keys.TAB).getAttribute("id")).isEqualTo("burst-start");
		this.api.weather("slow");
		press(Keys.ENTER);
		this.wait.until(ExpectedConditions.elementToBeClickable(By.id("burst-cancel")));
		assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("burst-cancel");
		press(Keys.ENTER);
		this.wait.until(ExpectedConditions.elementToBeClickable(By.id("burst-start")));
		assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("burst-start");
	}

	@Test
	void burstShowsItsThroughputAndLeavesTheBoardAlone() {
		int cards = browser.findElements(By.cssSelector("#sends .send")).size();
		browser.findElement(By.id("burst-start")).click();
		this.wait.until(ExpectedConditions.textToBe(By.id("burst-arrived"), "1,000"));
		this.wait.until(ExpectedConditions.elementToBeClickable(By.id("burst-start")));
		assertThat(browser.findElement(By.id("burst-totals")).getText()).contains("1,000 completed");
		assertThat(browser.findElement(By.id("burst-state")).getText()).contains("messages a second");
		assertThat(browser.findElements(By.cssSelector("#sends .send"))).hasSize(cards);
	}

	@Test
	void engineShowsConnectionsTotalsAndTimes() {
		this.api.awaitEnd(this.api.send("ben@contoso.com", "s", "t", ""));
		this.wait.until(ExpectedConditions.textMatches(By.id("engine-lanes-text"),
				Pattern.compile("0 busy, [1-4] idle, of at most 4")));
		this.wait
			.until(ExpectedConditions.textMatches(By.id("engine-totals"), Pattern.compile("[1-9][0-9,]* completed")));
		assertThat(browser.findElement(By.id("engine-times")).getText()).contains("waiting for a connection", "ms");
		browser.findElement(By.id("engine-retire")).click();
		this.wait.until(ExpectedConditions.textToBe(By.id("engine-lanes-text"), "0 busy, 0 idle, of at most 4"));
	}

	@Test
	void pausedClientRefusesInWords() {
		browser.findElement(By.id("engine-pause")).click();
		this.wait.until(ExpectedConditions.textToBe(By.id("engine-state"), "Paused: the client takes no sends."));
		browser.findElement(By.cssSelector("#weather button")).click();
		this.wait.until(ExpectedConditions.textMatches(By.id("weather-error"), Pattern.compile("paused")));
	}

	private static WebElement press(CharSequence key) {
		browser.switchTo().activeElement().sendKeys(key);
		return browser.switchTo().activeElement();
	}

	private static WebElement weather(String name) {
		return browser.findElement(By.cssSelector("#weather input[value='" + name + "']"));
	}

	private void awaitWeather(String name) {
		this.wait.until((driver) -> name.equals(this.api.get("api/server/weather").<String>read("$.weather")));
	}

}
