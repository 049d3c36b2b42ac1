package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jakarta Mail reads its switches once, when its classes are loaded; hence a JVM of its
 * own.
 */
class MessageSystemPropertiesTest {

	private static final List<String> SWITCHES = List.of("-Dmail.mime.foldtext=false",
			"-Dmail.mime.foldencodedwords=true", "-Dmail.mime.allowutf8=true", "-Dmail.mime.charset=iso-8859-1",
			"-Dmail.mime.encodeparameters=false", "-Dmail.mime.encodefilename=true",
			"-Dmail.mime.setcontenttypefilename=true", "-Dmail.mime.encodeeol.strict=true", "-Dfile.encoding=US-ASCII");

	@Test
	void applicationsSettingsForJakartaMailChangeNoOctet() throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(SWITCHES);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), RenderInOtherJvm.class.getName()));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (InputStream out = process.getInputStream()) {
			assertThat(new String(out.readAllBytes(), StandardCharsets.US_ASCII))
				.isEqualTo(new String(MessageParts.octets(message()), StandardCharsets.US_ASCII));
		}
	}

	private static MailMessage message() {
		MailMessageBuilder message = MailMessage.builder()
			.from(MailAddress.of("Jane \u00D8 \"J.\" Clayton", "jane@contoso.com"))
			.subject("Gr\u00FC\u00DFe \u2190\u2191\u2192\u2193 ".repeat(20))
			.header("X-Words", "many words ".repeat(200))
			.text("Gr\u00FC\u00DFe \n")
			.attachment(Attachment.of("B\u00E4r.pdf", new byte[100], "application/pdf"))
			.date(OffsetDateTime.parse("2026-11-05T07:08:09+01:00"))
			.messageId("<1@contoso.com>");
		for (int i = 0; i < 100; i++) {
			message.to(MailAddress.of("Person, " + i, "p" + i + "@example.org"));
		}
		return message.build();
	}

	/** Writes the message to standard output. */
	static final class RenderInOtherJvm {

		private RenderInOtherJvm() {
		}

		public static void main(String[] arguments) throws IOException {
			MessageRenderer.render(message()).writeTo(System.out);
			System.out.flush();
		}

	}

}
