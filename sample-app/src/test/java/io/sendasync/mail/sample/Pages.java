package io.sendasync.mail.sample;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * What tests of pages do again and again. Pictures go to {@code target/screenshots}.
 */
final class Pages {

	private final ChromeDriver browser;

	private final WebDriverWait wait;

	Pages(ChromeDriver browser) {
		this.browser = browser;
		this.wait = new WebDriverWait(browser, Duration.ofSeconds(30), Duration.ofMillis(50));
	}

	WebDriverWait await() {
		return this.wait;
	}

	void open(int port) {
		this.browser.get("http://localhost:" + port + "/");
		this.wait.until(ExpectedConditions.textToBe(By.id("connection"), "Live"));
	}

	/**
	 * As a window of another size in another light; see {@link #plain()}.
	 */
	void emulate(String scheme, int width, int height) {
		this.browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	void plain() {
		this.browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		this.browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
	}

	Path picture(String name) throws IOException {
		Path folder = Files.createDirectories(Path.of("target", "screenshots"));
		return Files.write(folder.resolve(name + ".png"), this.browser.getScreenshotAs(OutputType.BYTES));
	}

	/**
	 * Browsers write pictures fast, not small, and with an alpha channel.
	 */
	static void shrink(Path picture) throws IOException {
		BufferedImage image = ImageIO.read(picture.toFile());
		BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = opaque.createGraphics();
		graphics.drawImage(image, 0, 0, null);
		graphics.dispose();
		ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
		ImageWriteParam best = writer.getDefaultWriteParam();
		best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
		best.setCompressionQuality(0);
		Files.delete(picture);
		try (ImageOutputStream out = ImageIO.createImageOutputStream(picture.toFile())) {
			writer.setOutput(out);
			writer.write(null, new IIOImage(opaque, null, null), best);
		}
		finally {
			writer.dispose();
		}
	}

	void fill(String field, String text) {
		WebElement input = this.browser.findElement(By.id(field));
		input.clear();
		input.sendKeys(text);
	}

	WebElement button(String text) {
		return this.browser.findElement(By.xpath("//button[normalize-space() = '" + text + "']"));
	}

	WebElement send(String token) {
		return this.wait.until(ExpectedConditions
			.presenceOfElementLocated(By.xpath("//li[contains(@class, 'send')][.//strong[. = '" + token + "']]")));
	}

	void awaitBadge(String token, String badge) {
		this.wait.until(ExpectedConditions.presenceOfElementLocated(
				By.xpath("//li[contains(@class, 'send')][.//strong[. = '" + token + "']]//span[. = '" + badge + "']")));
	}

}
