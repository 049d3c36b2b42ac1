package io.sendasync.mail.sample;

import java.time.Duration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Composing a message, as a person does it.
 */
class ComposeBrowserTests extends BrowserTest {

	private static final String HTML = "<h1 style=\"color: #1f6284\">Figures</h1><p>Here they are: <img src=\"cid:image\"></p>";

	@TempDir
	private Path directory;

	ComposeBrowserTests() {
		super(Duration.ofSeconds(30));
	}

	@BeforeEach
	void openPage() {
		open("");
	}

	@AfterEach
	void reset() {
		plain();
		scripts(true);
		this.api.call("DELETE", "api/sends", "");
	}

	@Test
	void everythingThatWasFilledInArrives() throws IOException {
		openAllDetails();
		fillEverything("all of it");
		button("Send").click();
		awaitBadge("all of it", "completed");
		assertThat(send("all of it").getText()).contains("lisa@contoso.com: accepted", "boss@contoso.com: accepted",
				"round trip");
		WebElement mail = this.wait.until(ExpectedConditions
			.presenceOfElementLocated(By.xpath("//*[@id='inbox']//button[. = 'Subject of all of it']")));
		mail.click();
		WebElement dialog = browser.findElement(By.id("mail"));
		this.wait.until(ExpectedConditions.visibilityOf(dialog));
		assertThat(dialog.getText()).contains("figures.csv", "high", "lisa@contoso.com").doesNotContain("boss@");
	}

	@Test
	void previewShowsTheHtmlWithItsImageAndSendsNothing() throws IOException {
		openAllDetails();
		fillEverything("previewed");
		button("Preview").click();
		WebElement frame = browser.findElement(By.id("preview"));
		this.wait.until(ExpectedConditions.visibilityOf(frame));
		browser.switchTo().frame(frame);
		WebElement image = this.wait.until(ExpectedConditions.presenceOfElementLocated(By.tagName("img")));
		assertThat(image.getSize().getWidth()).isEqualTo(240);
		browser.switchTo().defaultContent();
		assertThat(this.api.get("api/sends").<List<String>>read("$[*].token")).doesNotContain("previewed");
		picture("compose-preview");
	}

	@Test
	void errorsStandAtTheirFieldsAndNothingIsLost() {
		openAllDetails();
		fill("cc", "nobody");
		fill("repeat", "1000");
		fill("subject", "kept");
		browser.findElements(By.cssSelector("details[open] > summary")).forEach(WebElement::click);
		button("Send").click();
		this.wait.until(ExpectedConditions.visibilityOfElementLocated(By.id("cc-error")));
		assertThat(browser.findElement(By.id("repeat-error")).getText()).contains("1 to 100", "1000");
		assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("cc");
		assertThat(browser.findElement(By.id("subject")).getDomProperty("value")).isEqualTo("kept");
	}

	@Test
	void formWorksWithoutScripts() {
		scripts(false);
		browser.navigate().refresh();
		fill("to", "nobody");
		fill("subject", "without scripts");
		fill("token", "no script");
		browser.findElement(By.id("token")).sendKeys(Keys.ENTER);
		this.wait.until(ExpectedConditions.textToBePresentInElementLocated(By.id("to-error"), "address"));
		assertThat(browser.findElement(By.id("subject")).getDomProperty("value")).isEqualTo("without scripts");
		assertThat(browser.findElement(By.id("to")).getDomAttribute("aria-invalid")).isEqualTo("true");
		this.api.slow(true);
		try {
			fill("to", "ben@contoso.com");
			button("Send").click();
			send("no script").findElement(By.cssSelector("button.cancel")).click();
			this.wait.until((driver) -> {
				driver.navigate().refresh();
				return send("no script").getText().contains("cancelled");
			});
		}
		finally {
			this.api.slow(false);
		}
	}

	@ParameterizedTest
	@CsvSource({ "light, 1280", "dark, 1280", "light, 390", "dark, 390" })
	void formFitsTheWindow(String scheme, int width) throws IOException {
		emulate(scheme, width, 1500);
		openAllDetails();
		fillEverything("to look at");
		fill("cc", "nobody");
		button("Send").click();
		this.wait.until(ExpectedConditions.visibilityOfElementLocated(By.id("cc-error")));
		assertThat(browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
			.isEqualTo(true);
		browser.executeScript("window.scrollTo(0, 0)");
		picture("compose-" + scheme + "-" + width);
	}

	private static void openAllDetails() {
		browser.findElements(By.cssSelector("details:not([open]) > summary")).forEach(WebElement::click);
	}

	private void fillEverything(String token) throws IOException {
		fill("cc", "lisa@contoso.com");
		fill("bcc", "boss@contoso.com");
		fill("subject", "Subject of " + token);
		fill("html", HTML);
		fill("token", token);
		browser.findElement(By.id("image"))
			.sendKeys(Files.write(this.directory.resolve("chart.png"), ExampleMails.png()).toString());
		browser.findElement(By.id("attachments"))
			.sendKeys(Files.writeString(this.directory.resolve("figures.csv"), "a,b\n1,2\n").toString());
		browser.findElement(By.cssSelector("#priority option[value=high]")).click();
	}

	private static void scripts(boolean on) {
		browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
	}

}
