package io.sendasync.mail.sample;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

import static io.sendasync.mail.sample.Api.ARROWS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page, as a person uses it.
 */
class SampleBrowserTests extends BrowserTest {

	SampleBrowserTests() {
		super(Duration.ofSeconds(20));
	}

	@BeforeEach
	void openPage() {
		open("");
	}

	@AfterEach
	void fast() {
		this.api.slow(false);
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
		this.wait.until((driver) -> this.api.get("api/server").<Boolean>read("$.slow"));
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
		this.wait.until((driver) -> this.api.get("api/server").<Boolean>read("$.slow"));
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

	private static WebElement slowSwitch() {
		return browser.findElement(By.id("slow"));
	}

}
