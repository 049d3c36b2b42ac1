package io.sendasync.mail.sample;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static io.sendasync.mail.sample.Api.ARROWS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page, as a person uses it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf(value = "io.sendasync.mail.sample.Browser#expected", disabledReason = "No browser was found")
class SampleBrowserTests {

	private static ChromeDriver browser;

	@LocalServerPort
	private int port;

	private WebDriverWait wait;

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
	void openPage() {
		this.wait = new WebDriverWait(browser, Duration.ofSeconds(20), Duration.ofMillis(50));
		browser.get("http://localhost:" + this.port + "/");
		this.wait.until(ExpectedConditions.textToBe(By.id("connection"), "Live"));
	}

	@AfterEach
	void fast() {
		new Api(this.port).slow(false);
	}

	@Test
	void prefilledMessageIsSentAndArrives() {
		button("Send").click();
		awaitBadge("test message1", "completed");
		assertThat(send("test message1").getText()).contains("The server accepted the message: 250 OK");
		WebElement mail = this.wait.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector("#inbox .mail")));
		assertThat(mail.getText()).contains("test message1 " + ARROWS, "Jane Ø Clayton", "ben@contoso.com",
				"Größe, Straße, Ærø");
	}

	@Test
	void slowSendShowsItsStateAndCanBeCancelled() {
		slowSwitch().click();
		this.wait.until((driver) -> new Api(this.port).get("api/server").<Boolean>read("$.slow"));
		fill("subject", "never to arrive");
		fill("token", "cancelled by hand");
		button("Send").click();
		awaitBadge("cancelled by hand", "sending");
		send("cancelled by hand").findElement(By.cssSelector("button.cancel")).click();
		awaitBadge("cancelled by hand", "cancelled");
		assertThat(send("cancelled by hand").getText()).contains("certainly not accepted");
		assertThat(browser.findElement(By.id("inbox")).getText()).doesNotContain("never to arrive");
	}

	@Test
	void refusalIsShownInTheServersWords() {
		fill("to", "refused@contoso.com");
		fill("token", "refused one");
		button("Send").click();
		awaitBadge("refused one", "failed");
		assertThat(send("refused one").getText()).contains("550 5.1.1", "no such mailbox here");
	}

	@Test
	void wrongFieldIsMarkedAndFocused() {
		fill("to", "ben");
		button("Send").click();
		this.wait.until((driver) -> !driver.findElement(By.id("to-error")).getText().isEmpty());
		WebElement focused = browser.switchTo().activeElement();
		assertThat(focused.getAttribute("id")).isEqualTo("to");
		assertThat(focused.getAttribute("aria-invalid")).isEqualTo("true");
		assertThat(focused.getAttribute("aria-describedby")).contains("to-error");
	}

	@Test
	void keyboardAloneIsEnough() {
		fill("token", "typed");
		browser.findElement(By.id("token")).sendKeys(Keys.TAB);
		assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Send");
		browser.switchTo().activeElement().sendKeys(Keys.TAB);
		browser.switchTo().activeElement().sendKeys(Keys.SPACE);
		this.wait.until((driver) -> new Api(this.port).get("api/server").<Boolean>read("$.slow"));
		browser.findElement(By.id("token")).sendKeys(Keys.ENTER);
		awaitBadge("typed", "sending");
		send("typed").findElement(By.cssSelector("button.cancel")).sendKeys(Keys.ENTER);
		awaitBadge("typed", "cancelled");
		assertThat(browser.switchTo().activeElement()).isEqualTo(send("typed"));
	}

	@Test
	void everyControlHasAName() {
		browser.findElements(By.cssSelector("details:not([open]) > summary")).forEach(WebElement::click);
		for (WebElement control : browser
			.findElements(By.cssSelector("main input, main select, main textarea, main button, main iframe"))) {
			if (control.isDisplayed()) {
				assertThat(control.getAccessibleName()).as(control.getAttribute("id")).isNotBlank();
			}
		}
	}

	private static WebElement button(String text) {
		return browser.findElement(By.xpath("//button[normalize-space() = '" + text + "']"));
	}

	private static WebElement slowSwitch() {
		return browser.findElement(By.id("slow"));
	}

	private static void fill(String field, String text) {
		WebElement input = browser.findElement(By.id(field));
		input.clear();
		input.sendKeys(text);
	}

	private static WebElement send(String token) {
		return browser.findElement(By.xpath("//li[contains(@class, 'send')][.//strong[. = '" + token + "']]"));
	}

	private void awaitBadge(String token, String badge) {
		By locator = By
			.xpath("//li[contains(@class, 'send')][.//strong[. = '" + token + "']]//span[. = '" + badge + "']");
		this.wait.until(ExpectedConditions.presenceOfElementLocated(locator));
	}

}
