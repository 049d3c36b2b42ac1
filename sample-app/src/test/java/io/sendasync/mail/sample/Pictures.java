package io.sendasync.mail.sample;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures for the documentation.
 */
final class Pictures {

	private Pictures() {
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

}
