package io.sendasync.mail.internal.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Properties;

import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rendered messages for tests: their octets, their header lines, and what Jakarta Mail
 * reads in them.
 */
final class MessageParts {

	private static final Session SESSION = Session.getInstance(new Properties());

	private MessageParts() {
	}

	static MailMessageBuilder message() {
		return MailMessage.builder()
			.from("jane@contoso.com")
			.to("ben@contoso.com")
			.date(OffsetDateTime.parse("2026-11-05T07:08:09+01:00"))
			.messageId("<1@contoso.com>");
	}

	static byte[] octets(MailMessage message) {
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			MessageRenderer.render(message).writeTo(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String text(MailMessage message) {
		return new String(octets(message), StandardCharsets.UTF_8);
	}

	static MimeMessage parse(MailMessage message) throws MessagingException {
		byte[] octets = octets(message);
		assertCanonical(octets);
		return new MimeMessage(SESSION, new ByteArrayInputStream(octets));
	}

	/** The lines of the message's own header. */
	static List<String> headerLines(MailMessage message) {
		return List.of(text(message).split("\r\n\r\n", 2)[0].split("\r\n", -1));
	}

	/** The unfolded value of the first field of that name, in whichever header. */
	static String field(String rendered, String name) {
		String unfolded = rendered.replaceAll("\r\n ", " ");
		int start = unfolded.indexOf("\r\n" + name + ": ");
		assertThat(start).as(name).isNotNegative();
		int value = start + name.length() + 4;
		return unfolded.substring(value, unfolded.indexOf("\r\n", value));
	}

	/**
	 * Lines end in CRLF and have at most 998 octets; no NUL, no control but the tab.
	 */
	static void assertCanonical(byte[] octets) {
		int line = 0;
		for (int i = 0; i < octets.length; i++) {
			boolean lineFeed = octets[i] == '\n';
			if (lineFeed != (i > 0 && octets[i - 1] == '\r')
					|| (octets[i] >= 0 && octets[i] < ' ' && !lineFeed && octets[i] != '\r' && octets[i] != '\t')
					|| octets[i] == 0x7F) {
				throw new AssertionError("octet " + octets[i] + " at " + i);
			}
			line = lineFeed ? 0 : line + 1;
			if (line > 999 || (line == 999 && octets[i] != '\r')) {
				throw new AssertionError("long line at " + i);
			}
		}
		assertThat(octets[octets.length - 1]).isEqualTo((byte) '\n');
	}

}
