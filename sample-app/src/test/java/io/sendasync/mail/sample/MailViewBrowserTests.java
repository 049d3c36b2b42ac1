package io.sendasync.mail.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.sendasync.mail.SmtpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mails that the client sent, as a person looks at them. Pictures of them are in
 * {@code target/screenshots}.
 */
class MailViewBrowserTests extends BrowserTest {

	@Autowired
	private SmtpClient client;

	MailViewBrowserTests() {
		super(Duration.ofSeconds(20));
	}

	@BeforeEach
	void openPage() {
		open("");
	}

	@Test
	void htmlIsShownWithItsImageAndWithoutPowers() {
		this.client.send(ExampleMails.rich("with image"));
		openMail("with image");
		assertThat(dialog().getText()).contains("Jane Ø Clayton", "lisa@contoso.com", "team@contoso.com", "high",
				"report.csv");
		WebElement frame = dialog().findElement(By.tagName("iframe"));
		assertThat(frame.getDomAttribute("sandbox")).isEmpty();
		browser.switchTo().frame(frame);
		WebElement image = this.wait.until(ExpectedConditions.presenceOfElementLocated(By.tagName("img")));
		assertThat(image.getSize().getWidth()).isEqualTo(240);
		assertThat(browser.findElement(By.tagName("body")).getText()).contains("Größe, Straße, Ærø");
		browser.switchTo().defaultContent();
	}

	@Test
	void plainTextAndSourceAreOneKeyAway() {
		this.client.send(ExampleMails.rich("three views"));
		openMail("three views");
		browser.findElement(By.id("tab-html")).sendKeys(Keys.ARROW_RIGHT);
		assertThat(browser.findElement(By.id("mail-text")).getText()).isEqualTo("The plain text.");
		browser.switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
		this.wait.until(ExpectedConditions.textToBePresentInElementLocated(By.id("mail-source"), "multipart/related"));
		browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
		this.wait.until(ExpectedConditions.invisibilityOf(dialog()));
		assertThat(browser.switchTo().activeElement().getText()).isEqualTo("three views");
	}

	@Test
	void invitationIsShownAsSuch() {
		this.client.send(ExampleMails.invitation("invited"));
		openMail("invited");
		assertThat(browser.findElement(By.id("mail-invitation")).getText()).contains("Invitation", "Planning, part 2",
				"2026-12-01 10:00 (Europe/Berlin)", "Room 4");
		assertThat(browser.findElement(By.id("tab-html")).isDisplayed()).isFalse();
	}

	@Test
	void directionOfASubjectIsThatOfItsLanguage() {
		this.client.send(ExampleMails.rich(ExampleMails.ARABIC));
		openMail(ExampleMails.ARABIC);
		assertThat(browser.findElement(By.id("mail-subject")).getCssValue("direction")).isEqualTo("rtl");
		closeMail();
		this.client.send(ExampleMails.rich(ExampleMails.JAPANESE));
		openMail(ExampleMails.JAPANESE);
		assertThat(browser.findElement(By.id("mail-subject")).getCssValue("direction")).isEqualTo("ltr");
	}

	@Test
	void hostileMailRunsNothingAndLoadsNothing() throws IOException {
		List<String> loaded = new CopyOnWriteArrayList<>();
		HttpServer witness = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		witness.createContext("/", (exchange) -> {
			loaded.add(exchange.getRequestURI().toString());
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		witness.start();
		try {
			this.client.send(ExampleMails.hostile("http://localhost:" + witness.getAddress().getPort() + "/"));
			openMail("<img src=x onerror=\"document.title='owned'\">");
			browser.switchTo().frame(dialog().findElement(By.tagName("iframe")));
			this.wait.until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), "hostile"));
			browser.findElement(By.tagName("button")).click();
			browser.switchTo().defaultContent();
			browser.findElement(By.id("tab-text")).click();
			assertThat(browser.findElement(By.id("mail-text")).getText()).startsWith("<script>");
			browser.findElement(By.id("tab-source")).click();
			this.wait.until(ExpectedConditions.textToBePresentInElementLocated(By.id("mail-source"), "Subject:"));
			assertThat(browser.findElements(By.cssSelector("#mail script, #mail img, #inbox img, #inbox script")))
				.isEmpty();
			// Opened on its own, outside the frame, it may do no more.
			String frame = dialog().findElement(By.tagName("iframe")).getDomProperty("src");
			browser.get(frame);
			this.wait.until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), "hostile"));
			assertThat(browser.getTitle()).isNotEqualTo("owned");
			assertThat(loaded).isEmpty();
		}
		finally {
			witness.stop(0);
		}
	}

	@Test
	void everyControlOfTheMailHasAName() {
		this.client.send(ExampleMails.rich("names"));
		openMail("names");
		for (WebElement control : dialog().findElements(By.cssSelector("button, a, iframe, [role=tabpanel]"))) {
			if (control.isDisplayed()) {
				assertThat(control.getAccessibleName()).as(control.getDomProperty("outerHTML")).isNotBlank();
			}
		}
		assertThat(dialog().getAccessibleName()).isEqualTo("names");
	}

	@ParameterizedTest
	@CsvSource({ "light, 1280", "dark, 1280", "light, 390", "dark, 390" })
	void mailFitsTheWindow(String scheme, int width) throws IOException {
		this.client.send(ExampleMails.rich(ExampleMails.JAPANESE + " " + scheme + width));
		this.client.send(ExampleMails.invitation(ExampleMails.ARABIC + " " + scheme + width));
		emulate(scheme, width, 844);
		try {
			assertNothingIsCutOff();
			picture("page-" + scheme + "-" + width);
			openMail(ExampleMails.JAPANESE + " " + scheme + width);
			assertNothingIsCutOff();
			picture("mail-" + scheme + "-" + width);
			closeMail();
			openMail(ExampleMails.ARABIC + " " + scheme + width);
			picture("invitation-" + scheme + "-" + width);
		}
		finally {
			plain();
		}
	}

	private static void assertNothingIsCutOff() {
		assertThat(browser.executeScript("return document.documentElement.scrollWidth > window.innerWidth"
				+ " || document.getElementById('mail').scrollWidth > document.getElementById('mail').clientWidth"))
			.isEqualTo(false);
	}

	private void openMail(String subject) {
		// The list is made anew when mail arrives, perhaps while it is looked through.
		this.wait.ignoring(StaleElementReferenceException.class).until((driver) -> {
			Optional<WebElement> mail = driver.findElements(By.cssSelector("#inbox .open"))
				.stream()
				.filter((button) -> subject.equals(button.getText()))
				.findFirst();
			mail.ifPresent(WebElement::click);
			return mail.isPresent();
		});
		this.wait.until(ExpectedConditions.visibilityOf(dialog()));
		assertThat(browser.findElement(By.id("mail-subject")).getText()).isEqualTo(subject);
	}

	private void closeMail() {
		browser.findElement(By.id("mail-close")).click();
		this.wait.until(ExpectedConditions.invisibilityOf(dialog()));
	}

	private static WebElement dialog() {
		return browser.findElement(By.id("mail"));
	}

}
