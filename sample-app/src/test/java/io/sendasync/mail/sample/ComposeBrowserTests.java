package io.sendasync.mail.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Composing a message, as a person does it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@EnabledIf(value = "io.sendasync.mail.sample.Browser#expected", disabledReason = "No browser was found")
class ComposeBrowserTests {

	private static final String HTML = "<h1 style=\"color: #1f6284\">Figures</h1><p>Here they are: <img src=\"cid:image\"></p>";

	private static ChromeDriver browser;

	@TempDir
	private Path directory;

	@LocalServerPort
	private int port;

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
	void openPage() {
		this.pages = new Pages(browser);
		this.pages.open(this.port);
	}

	@AfterEach
	void reset() {
		this.pages.plain();
		scripts(true);
		new Api(this.port).call("DELETE", "api/sends", "");
	}

	@Test
	void everythingThatWasFilledInArrives() throws IOException {
		openAllDetails();
		fillEverything("all of it");
		this.pages.button("Send").click();
		this.pages.awaitBadge("all of it", "completed");
		assertThat(this.pages.send("all of it").getText()).contains("lisa@contoso.com: accepted",
				"boss@contoso.com: accepted", "round trip");
		WebElement mail = this.pages.await()
			.until(ExpectedConditions
				.presenceOfElementLocated(By.xpath("//*[@id='inbox']//button[. = 'Subject of all of it']")));
		mail.click();
		WebElement dialog = browser.findElement(By.id("mail"));
		this.pages.await().until(ExpectedConditions.visibilityOf(dialog));
		assertThat(dialog.getText()).contains("figures.csv", "high", "lisa@contoso.com").doesNotContain("boss@");
	}

	@Test
	void previewShowsTheHtmlWithItsImageAndSendsNothing() throws IOException {
		openAllDetails();
		fillEverything("previewed");
		this.pages.button("Preview").click();
		WebElement frame = browser.findElement(By.id("preview"));
		this.pages.await().until(ExpectedConditions.visibilityOf(frame));
		browser.switchTo().frame(frame);
		WebElement image = this.pages.await().until(ExpectedConditions.presenceOfElementLocated(By.tagName("img")));
		assertThat(image.getSize().getWidth()).isEqualTo(240);
		browser.switchTo().defaultContent();
		assertThat(new Api(this.port).get("api/sends").<List<String>>read("$[*].token")).doesNotContain("previewed");
		this.pages.picture("compose-preview");
	}

	@Test
	void errorsStandAtTheirFieldsAndNothingIsLost() {
		openAllDetails();
		this.pages.fill("cc", "nobody");
		this.pages.fill("repeat", "1000");
		this.pages.fill("subject", "kept");
		browser.findElements(By.cssSelector("details[open] > summary")).forEach(WebElement::click);
		this.pages.button("Send").click();
		this.pages.await().until(ExpectedConditions.visibilityOfElementLocated(By.id("cc-error")));
		assertThat(browser.findElement(By.id("repeat-error")).getText()).contains("1 to 100", "1000");
		assertThat(browser.switchTo().activeElement().getDomAttribute("id")).isEqualTo("cc");
		assertThat(browser.findElement(By.id("subject")).getDomProperty("value")).isEqualTo("kept");
	}

	@Test
	void formWorksWithoutScripts() {
		scripts(false);
		browser.navigate().refresh();
		this.pages.fill("to", "nobody");
		this.pages.fill("subject", "without scripts");
		this.pages.fill("token", "no script");
		browser.findElement(By.id("token")).sendKeys(Keys.ENTER);
		this.pages.await().until(ExpectedConditions.textToBePresentInElementLocated(By.id("to-error"), "address"));
		assertThat(browser.findElement(By.id("subject")).getDomProperty("value")).isEqualTo("without scripts");
		assertThat(browser.findElement(By.id("to")).getDomAttribute("aria-invalid")).isEqualTo("true");
		new Api(this.port).slow(true);
		try {
			this.pages.fill("to", "ben@contoso.com");
			this.pages.button("Send").click();
			this.pages.send("no script").findElement(By.cssSelector("button.cancel")).click();
			this.pages.await().until((driver) -> {
				driver.navigate().refresh();
				return this.pages.send("no script").getText().contains("cancelled");
			});
		}
		finally {
			new Api(this.port).slow(false);
		}
	}

	@ParameterizedTest
	@CsvSource({ "light, 1280", "dark, 1280", "light, 390", "dark, 390" })
	void formFitsTheWindow(String scheme, int width) throws IOException {
		this.pages.emulate(scheme, width, 1500);
		openAllDetails();
		fillEverything("to look at");
		this.pages.fill("cc", "nobody");
		this.pages.button("Send").click();
		this.pages.await().until(ExpectedConditions.visibilityOfElementLocated(By.id("cc-error")));
		assertThat(browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
			.isEqualTo(true);
		browser.executeScript("window.scrollTo(0, 0)");
		this.pages.picture("compose-" + scheme + "-" + width);
	}

	private static void openAllDetails() {
		browser.findElements(By.cssSelector("details:not([open]) > summary")).forEach(WebElement::click);
	}

	private void fillEverything(String token) throws IOException {
		this.pages.fill("cc", "lisa@contoso.com");
		this.pages.fill("bcc", "boss@contoso.com");
		this.pages.fill("subject", "Subject of " + token);
		this.pages.fill("html", HTML);
		this.pages.fill("token", token);
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
