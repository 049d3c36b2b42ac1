package io.sendasync.mail.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import javax.imageio.ImageIO;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailPriority;

/**
 * Mails to look at.
 */
final class ExampleMails {

	static final String JAPANESE = "\u8acb\u6c42\u66f8\u306e\u3054\u6848\u5185";

	static final String ARABIC = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645 2026";

	private ExampleMails() {
	}

	static MailMessage rich(String subject) {
		return MailMessage.builder()
			.from("Jane Ø Clayton <jane@contoso.com>")
			.to("ben@contoso.com, lisa@contoso.com")
			.cc("team@contoso.com")
			.subject(subject)
			.text("The plain text.")
			.html("<h1 style='color:#1f6284'>Good news</h1><p>Größe, Straße, Ærø.</p>"
					+ "<p><img src=\"cid:chart\" alt=\"chart\"></p>", LinkedResource.of("chart", png(), "image/png"))
			.attachment(Attachment.ofText("report.csv", "a;b\r\n1;2\r\n", "text/csv"))
			.priority(MailPriority.HIGH)
			.build();
	}

	static MailMessage invitation(String subject) {
		return MailMessage.builder()
			.from("jane@contoso.com")
			.to("ben@contoso.com")
			.subject(subject)
			.text("Come.")
			.calendar("""
					BEGIN:VCALENDAR
					VERSION:2.0
					PRODID:-//contoso//EN
					METHOD:REQUEST
					BEGIN:VEVENT
					UID:1@contoso.com
					DTSTAMP:20261124T090000Z
					DTSTART;TZID=Europe/Berlin:20261201T100000
					DTEND;TZID=Europe/Berlin:20261201T110000
					SUMMARY:Planning\\, part 2
					LOCATION:Room 4
					ORGANIZER:mailto:jane@contoso.com
					BEGIN:VALARM
					SUMMARY:not this one
					END:VALARM
					END:VEVENT
					END:VCALENDAR
					""".replace("\n", "\r\n"))
			.build();
	}

	/**
	 * Whatever runs, loads or escapes tells so in the title of the page or at the address
	 * of the witness.
	 */
	static MailMessage hostile(String witness) {
		String script = "<script>top.document.title='owned'</script><img src=x onerror=\"top.document.title='owned'\">";
		return MailMessage.builder()
			.from("\"<script>document.title='owned'</script>\" <eve@contoso.com>")
			.to("ben@contoso.com")
			.subject("<img src=x onerror=\"document.title='owned'\">")
			.text(script)
			.html("<base href='" + witness + "base/'><link rel=stylesheet href='" + witness + "style'>"
					+ "<meta http-equiv=refresh content='0;url=" + witness + "refresh'>" + script + "<img src='"
					+ witness + "image'><img src='relative'><iframe src='" + witness + "frame'></iframe>"
					+ "<p style=\"background:url('" + witness + "background')\">hostile</p>" + "<form action='"
					+ witness + "form'><input name=q><button>Go</button></form>")
			.attachment(Attachment.of("<img src=x onerror=document.title='owned'>.html",
					script.getBytes(StandardCharsets.UTF_8), "text/html"))
			.build();
	}

	static byte[] png() {
		BufferedImage image = new BufferedImage(240, 90, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setColor(new Color(0xE2EFF6));
		graphics.fillRect(0, 0, 240, 90);
		graphics.setColor(new Color(0x1F6284));
		for (int i = 0; i < 6; i++) {
			graphics.fillRect(12 + i * 38, 75 - i * 12, 26, 10 + i * 12);
		}
		graphics.dispose();
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			ImageIO.write(image, "png", out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
