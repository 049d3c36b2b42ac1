package io.sendasync.mail.sample;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every page and its main states, as axe-core judges them: light and dark, wide and
 * narrow.
 */
class AccessibilityTests extends BrowserTest {

	private static final String RUN = """
			const done = arguments[arguments.length - 1];
			axe.run(document, { resultTypes: ["violations"] }).then(
				(results) => done(results.violations.flatMap((rule) => rule.nodes.map(
					(node) => rule.id + " " + node.target + ": " + node.failureSummary))),
				(error) => done(["axe failed: " + error]));
			""";

	private static String axe;

	AccessibilityTests() {
		super(Duration.ofSeconds(60));
	}

	@BeforeAll
	static void loadAxe() throws IOException {
		try (InputStream script = AccessibilityTests.class.getResourceAsStream("/axe.min.js")) {
			axe = new String(script.readAllBytes(), UTF_8);
		}
		browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
	}

	@AfterEach
	void calm() {
		this.api.weather("calm");
		this.api.awaitNoPending();
	}

	@ParameterizedTest
	@CsvSource({ "light, 1400", "dark, 1400", "light, 390", "dark, 390" })
	void noPageHasViolations(String scheme, int width) {
		emulate(scheme, width, 900);
		sendOneOfEachOutcome();
		checkStartPage();
		checkLab();
	}

	private void sendOneOfEachOutcome() {
		this.api.awaitEnd(this.api.send("ben@contoso.com", "completed", "t", "completed"));
		this.api.awaitEnd(this.api.send("refused@contoso.com, ben@contoso.com", "failed", "t", "failed"));
		this.api.weather("drop-after-dot");
		this.api.awaitEnd(this.api.send("ben@contoso.com", "unknown", "t", "unknown"));
		this.api.weather("slow");
		String id = this.api.send("ben@contoso.com", "cancelled", "t", "cancelled");
		this.api.cancel(id);
		this.api.awaitEnd(id);
	}

	private void checkStartPage() {
		open("");
		awaitCards();
		check("start page");
		browser.findElement(By.id("to")).clear();
		button("Send").click();
		this.wait.until((driver) -> !driver.findElement(By.id("to-error")).getText().isEmpty());
		check("start page with an error");
		browser.findElement(By.cssSelector("#inbox .open")).click();
		this.wait.until(ExpectedConditions.visibilityOfElementLocated(By.id("mail")));
		check("open mail");
	}

	private void checkLab() {
		open("lab");
		awaitCards();
		this.wait.until(ExpectedConditions.textMatches(By.id("engine-queued"), Pattern.compile("\\d+")));
		check("lab");
		browser.findElement(By.id("burst-start")).click();
		this.wait.until(ExpectedConditions.elementToBeClickable(By.id("burst-cancel")));
		browser.findElement(By.id("engine-pause")).click();
		this.wait.until(ExpectedConditions.textToBe(By.id("engine-pause"), "Resume"));
		check("lab with a burst, paused");
		browser.findElement(By.id("burst-cancel")).click();
		browser.findElement(By.id("engine-pause")).click();
		this.wait.until(ExpectedConditions.textToBe(By.id("engine-pause"), "Pause"));
		this.wait.until(ExpectedConditions.elementToBeClickable(By.id("burst-start")));
		check("lab after a burst");
	}

	private void awaitCards() {
		this.wait.until(ExpectedConditions.numberOfElementsToBeMoreThan(By.cssSelector("#sends .send"), 3));
	}

	private static void check(String state) {
		browser.executeScript(axe);
		assertThat((List<?>) browser.executeAsyncScript(RUN)).as(state).isEmpty();
	}

}
