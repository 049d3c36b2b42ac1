package io.sendasync.mail.internal.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.sendasync.mail.message.AlternateView;
import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What we render, read by Jakarta Mail and by Apache Mime4j, gives back subject, names,
 * texts, file names and contents, in the scripts of the world.
 */
class MessageRoundTripTest {

	private static final byte[] CONTENT = { 0, '\r', '\n', '.', '\r', (byte) 0xFF, '\n', '-', '-' };

	/** A name for the script, a few words in it. */
	static Stream<Arguments> texts() {
		return Stream.of(arguments("Latin", "\u00C4rger \u00FCber \u00D8l, \u0141\u00F3d\u017A"),
				arguments("Cyrillic", "\u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440"),
				arguments("Greek", "\u039A\u03B1\u03BB\u03B7\u03BC\u03AD\u03C1\u03B1 \u03BA\u03CC\u03C3\u03BC\u03B5"),
				arguments("Arabic", "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645"),
				arguments("Hebrew", "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD abc"),
				arguments("Syriac", "\u072B\u0720\u0721\u0710"), arguments("Thaana", "\u0780\u07AC\u078D\u07AF"),
				arguments("Devanagari", "\u0928\u092E\u0938\u094D\u0924\u0947 \u0926\u0941\u0928\u093F\u092F\u093E"),
				arguments("Bengali", "\u09B9\u09CD\u09AF\u09BE\u09B2\u09CB"),
				arguments("Tamil", "\u0BB5\u0BA3\u0B95\u0BCD\u0B95\u0BAE\u0BCD"),
				arguments("Telugu", "\u0C39\u0C32\u0C4B"), arguments("Thai", "\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35"),
				arguments("Lao", "\u0EAA\u0EB0\u0E9A\u0EB2\u0E8D"), arguments("Tibetan", "\u0F56\u0F40\u0FB2\u0F0B"),
				arguments("Georgian", "\u10D2\u10D0\u10DB\u10D0\u10E0\u10EF\u10DD\u10D1\u10D0"),
				arguments("Armenian", "\u0532\u0561\u0580\u0587"), arguments("Ethiopic", "\u1230\u120B\u121D"),
				arguments("Khmer", "\u179F\u17BD\u179F\u17D2\u178F\u17B8"),
				arguments("Hangul", "\uC548\uB155 \uC138\uACC4"),
				arguments("Kana", "\u3053\u3093\u306B\u3061\u306F\u3001\u30AB\u30CA"),
				arguments("Han", "\u4F60\u597D\uFF0C\u4E16\u754C \u760D\u760A"),
				arguments("beyond the BMP", "\uD840\uDC0B\uD83A\uDD00\uD835\uDD38"),
				arguments("emoji",
						"\uD83D\uDE00 \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC66 \uD83C\uDDE9\uD83C\uDDEA"),
				arguments("combining marks", "e\u0301 a\u0308\u0323 \u0915\u094D\u0937"),
				arguments("directional marks", "abc \u200F\u05D0\u05D1\u200E def"),
				arguments("long", "\u65E5\u672C\u8A9E\uD83D\uDE00 and more ".repeat(12).strip()),
				arguments("specials", "a, \"b\" <c@d> (e) \\ =?utf-8?Q?f?= ; 100% 'g"));
	}

	private static MailMessage message(String text) {
		String name = text.replace('/', '_').replace('\\', '_') + ".txt";
		return MessageParts.message()
			.from(MailAddress.of(text, "jane@contoso.com"))
			.subject(text)
			.header("X-Text", text)
			.text(text + "\n" + text)
			.html("<p>" + text, LinkedResource.of("id@x", CONTENT, "image/png"))
			.alternateView(AlternateView.of("text/x-other", text))
			.attachment(Attachment.of(name, CONTENT, "application/pdf"))
			.build();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("texts")
	void jakartaMailReadsWhatWasWritten(String script, String text) throws Exception {
		MailMessage message = message(text);
		MimeMessage parsed = MessageParts.parse(message);
		assertThat(parsed.getSubject()).isEqualTo(text);
		assertThat(((InternetAddress) parsed.getFrom()[0]).getPersonal()).isEqualTo(text);
		assertThat(MimeUtility.decodeText(MimeUtility.unfold(parsed.getHeader("X-Text")[0]))).isEqualTo(text);
		Multipart mixed = (Multipart) parsed.getContent();
		Multipart formats = (Multipart) mixed.getBodyPart(0).getContent();
		Multipart related = (Multipart) formats.getBodyPart(1).getContent();
		assertThat(formats.getBodyPart(0).getContent()).isEqualTo(text + "\r\n" + text);
		assertThat(related.getBodyPart(0).getContent()).isEqualTo("<p>" + text);
		assertThat(related.getBodyPart(1).getInputStream()).hasBinaryContent(CONTENT);
		assertThat(formats.getBodyPart(2).getInputStream()).hasContent(text);
		Part attachment = mixed.getBodyPart(1);
		assertThat(attachment.getFileName()).isEqualTo(message.attachments().get(0).name());
		assertThat(attachment.getInputStream()).hasBinaryContent(CONTENT);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("texts")
	void mime4jReadsWhatWasWritten(String script, String text) throws IOException {
		MailMessage message = message(text);
		Message parsed = new DefaultMessageBuilder()
			.parseMessage(new ByteArrayInputStream(MessageParts.octets(message)));
		assertThat(parsed.getSubject()).isEqualTo(text);
		assertThat(parsed.getFrom()).extracting(Mailbox::getName).containsExactly(text);
		assertThat(parsed.getFrom()).extracting(Mailbox::getAddress).containsExactly("jane@contoso.com");
		assertThat(
				DecoderUtil.decodeEncodedWords(parsed.getHeader().getField("X-Text").getBody(), DecodeMonitor.STRICT))
			.isEqualTo(text);
		List<Entity> mixed = parts(parsed);
		List<Entity> formats = parts(mixed.get(0));
		List<Entity> related = parts(formats.get(1));
		assertThat(text(formats.get(0))).isEqualTo(text + "\r\n" + text);
		assertThat(text(related.get(0))).isEqualTo("<p>" + text);
		assertThat(octets(related.get(1))).isEqualTo(CONTENT);
		assertThat(text(formats.get(2))).isEqualTo(text);
		assertThat(mixed.get(1).getFilename()).isEqualTo(message.attachments().get(0).name());
		assertThat(octets(mixed.get(1))).isEqualTo(CONTENT);
	}

	private static List<Entity> parts(Entity entity) {
		return ((org.apache.james.mime4j.dom.Multipart) entity.getBody()).getBodyParts();
	}

	private static String text(Entity entity) {
		return new String(octets(entity), StandardCharsets.UTF_8)
			.transform((text) -> entity.getBody() instanceof TextBody ? text : "no text");
	}

	private static byte[] octets(Entity entity) {
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			((SingleBody) entity.getBody()).writeTo(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\uD83D", "\uDE00b", "\uDE00\uD83D" })
	void halfACharacterIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> MessageParts.message().subject(text));
		assertThatIllegalArgumentException().isThrownBy(() -> MessageParts.message().text(text));
		assertThatIllegalArgumentException().isThrownBy(() -> MessageParts.message().html(text));
		assertThatIllegalArgumentException().isThrownBy(() -> MailAddress.of(text, "j@x.example"));
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of(text, CONTENT, "text/plain"));
		assertThatIllegalArgumentException().isThrownBy(() -> AlternateView.of("text/plain", text));
		assertThatIllegalArgumentException().isThrownBy(() -> MessageParts.message().header("X-A", text));
	}

}
