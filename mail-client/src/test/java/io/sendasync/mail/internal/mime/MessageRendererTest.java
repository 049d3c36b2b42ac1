package io.sendasync.mail.internal.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.LinkedResource;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import io.sendasync.mail.message.MailPriority;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is rendered is read back by Jakarta Mail, and looked at octet by octet.
 */
class MessageRendererTest {

	private static final String ARROWS = "\u2190 \u2191 \u2192 \u2193";

	private static MailMessageBuilder message() {
		return MailMessage.builder()
			.from("Jane \u00D8 Clayton <jane@contoso.com>")
			.to("ben@contoso.com")
			.date(OffsetDateTime.parse("2026-11-05T07:08:09+01:00"))
			.messageId("<1@contoso.com>");
	}

	private static byte[] octets(MailMessage message) {
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			MessageRenderer.render(message).writeTo(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String text(MailMessage message) {
		byte[] octets = octets(message);
		assertCanonical(octets);
		return new String(octets, StandardCharsets.US_ASCII);
	}

	private static MimeMessage parse(MailMessage message) throws MessagingException {
		byte[] octets = octets(message);
		assertCanonical(octets);
		return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
	}

	private static void assertCanonical(byte[] octets) {
		int line = 0;
		for (int i = 0; i < octets.length; i++) {
			assertThat(octets[i]).as("octet %d", i).isGreaterThan((byte) 0);
			boolean lineFeed = octets[i] == '\n';
			assertThat(lineFeed).isEqualTo(i > 0 && octets[i - 1] == '\r');
			line = lineFeed ? 0 : line + 1;
			assertThat(line).isLessThanOrEqualTo(999);
		}
		assertThat(octets[octets.length - 1]).isEqualTo((byte) '\n');
	}

	@Test
	void plainTextStaysReadable() {
		assertThat(text(message().subject("Hello").text("Hi\nthere").build())).isEqualTo("""
				Date: Thu, 5 Nov 2026 07:08:09 +0100\r
				From: =?UTF-8?B?SmFuZSDDmCBDbGF5dG9u?= <jane@contoso.com>\r
				To: ben@contoso.com\r
				Subject: Hello\r
				Message-ID: <1@contoso.com>\r
				MIME-Version: 1.0\r
				Content-Type: text/plain; charset=us-ascii\r
				Content-Transfer-Encoding: 7bit\r
				\r
				Hi\r
				there\r
				""");
	}

	@Test
	void umlautsAndArrowsComeBack() throws Exception {
		MimeMessage parsed = parse(message().subject("Figures " + ARROWS).text("See " + ARROWS + "\n").build());
		assertThat(parsed.getSubject()).isEqualTo("Figures " + ARROWS);
		assertThat(parsed.getContent()).isEqualTo("See " + ARROWS + "\r\n");
		assertThat(((InternetAddress) parsed.getFrom()[0]).getPersonal()).isEqualTo("Jane \u00D8 Clayton");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Ελληνικά", "Русский язык", "日本語のテキスト", "العربية", "עברית", "हिन्दी", "ภาษาไทย", "한국어",
			"emoji 👩‍👩‍👧‍👦 🇩🇪", "e\u0301 combining", "tiếng Việt", "=?utf-8?Q?looks_encoded?=",
			"  spaces  around   and within ", "a\tb" })
	void textInAnyScriptComesBack(String text) throws Exception {
		String longer = (text + " ").repeat(40);
		MimeMessage parsed = parse(message().to(MailAddress.of(text.strip().replace("\t", " "), "x@contoso.com"))
			.subject(text.replace("\t", " "))
			.text(longer)
			.html("<p>" + text + "</p>")
			.attachment(Attachment.of(text.strip().replace("\t", " ").replace("?", "") + ".txt", new byte[] { 1 },
					"text/plain"))
			.build());
		assertThat(parsed.getSubject()).isEqualTo(text.replace("\t", " "));
		assertThat(((InternetAddress) parsed.getAllRecipients()[1]).getPersonal())
			.isEqualTo(text.strip().replace("\t", " "));
		Multipart mixed = (Multipart) parsed.getContent();
		Multipart alternative = (Multipart) mixed.getBodyPart(0).getContent();
		assertThat(alternative.getBodyPart(0).getContent()).isEqualTo(longer);
		assertThat(alternative.getBodyPart(1).getContent()).isEqualTo("<p>" + text + "</p>");
		assertThat(mixed.getBodyPart(1).getFileName())
			.isEqualTo(text.strip().replace("\t", " ").replace("?", "") + ".txt");
	}

	@Test
	void encodedWordsAreShortAndHoldWholeCharacters() {
		String rendered = text(message().subject("\uD83D\uDE00".repeat(200)).build());
		List<String> words = List.of(rendered.split("[ \r\n]+", -1));
		assertThat(words).filteredOn((word) -> word.startsWith("=?")).hasSizeGreaterThan(10).allSatisfy((word) -> {
			assertThat(word.length()).isLessThanOrEqualTo(75);
			String decoded = new String(java.util.Base64.getDecoder().decode(word.split("\\?", -1)[3]),
					StandardCharsets.UTF_8);
			assertThat(decoded).doesNotContain("\uFFFD");
		});
	}

	@Test
	void bccIsNowhere() {
		assertThat(text(message().bcc("secret@contoso.com").text("x").build())).doesNotContainIgnoringCase("bcc")
			.doesNotContain("secret");
	}

	@Test
	void structureHasNoNeedlessNesting() throws Exception {
		Attachment attachment = Attachment.of("a.bin", new byte[100], "application/octet-stream");
		LinkedResource image = LinkedResource.of("logo", new byte[] { 1, 2 }, "image/png");
		assertThat(structure(message().build())).isEqualTo("text/plain");
		assertThat(structure(message().html("<p>").build())).isEqualTo("text/html");
		assertThat(structure(message().attachment(attachment).build())).isEqualTo("application/octet-stream");
		assertThat(structure(message().text("x").html("<p>").build()))
			.isEqualTo("multipart/alternative[text/plain, text/html]");
		assertThat(structure(message().text("x").html("<p>", image).attachment(attachment).build()))
			.isEqualTo("multipart/mixed[multipart/alternative[text/plain, multipart/related[text/html, image/png]],"
					+ " application/octet-stream]");
	}

	private static String structure(MailMessage message) throws Exception {
		return structure(parse(message));
	}

	private static String structure(jakarta.mail.Part part) throws MessagingException, IOException {
		String type = part.getContentType().split(";", 2)[0];
		if (!part.isMimeType("multipart/*")) {
			return type;
		}
		Multipart multipart = (Multipart) part.getContent();
		List<String> parts = new ArrayList<>();
		for (int i = 0; i < multipart.getCount(); i++) {
			parts.add(structure(multipart.getBodyPart(i)));
		}
		return type + "[" + String.join(", ", parts) + "]";
	}

	@Test
	void attachmentsComeBackOctetForOctet() throws Exception {
		byte[] content = new byte[100_000];
		new Random(4711).nextBytes(content);
		MimeMessage parsed = parse(
				message().text("x").attachment(Attachment.of("Größe \u2192.bin", content, "application/pdf")).build());
		BodyPart part = ((Multipart) parsed.getContent()).getBodyPart(1);
		assertThat(part.getFileName()).isEqualTo("Größe \u2192.bin");
		assertThat(part.getDisposition()).isEqualTo("attachment");
		assertThat(part.getInputStream()).hasBinaryContent(content);
	}

	@Test
	void unreadableAttachmentIsNamed() {
		Attachment broken = Attachment.of("report.pdf", () -> {
			throw new IOException("disk gone");
		}, "application/pdf");
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> MessageRenderer.render(message().attachment(broken).build()))
			.withMessageContaining("report.pdf")
			.withMessageContaining("disk gone");
	}

	@Test
	void sameMessageGivesTheSameOctets() {
		MailMessage message = message().text("x").html("<p>").subject(ARROWS).build();
		assertThat(octets(message)).isEqualTo(octets(message));
	}

	@Test
	void longLinesAndBareLineEndsAreMadeCanonical() throws Exception {
		String text = "a\rb\nc\r\nd" + "x".repeat(3000) + "\n\n.\n";
		MimeMessage parsed = parse(message().text(text).build());
		assertThat(parsed.getContent()).isEqualTo(text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"));
	}

	@Test
	void longSubjectWithoutSpacesIsEncodedRatherThanTooLong() throws Exception {
		assertThat(parse(message().subject("x".repeat(3000)).build()).getSubject()).isEqualTo("x".repeat(3000));
	}

	@Test
	void addressThatIsNotAsciiNeedsSmtpUtf8AndOthersDoNot() throws IOException {
		RenderedMessage rendered = MessageRenderer.render(message().to("jos\u00E9@contoso.com").build());
		assertThat(rendered.smtpUtf8()).isTrue();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		rendered.writeTo(out);
		assertThat(out.toString(StandardCharsets.UTF_8)).contains("To: ben@contoso.com, jos\u00E9@contoso.com\r\n");
		assertThat(MessageRenderer.render(message().to("x@b\u00FCcher.example").build()).smtpUtf8()).isFalse();
		assertThat(text(message().to("x@b\u00FCcher.example").build())).contains("x@xn--bcher-kva.example");
	}

	@Test
	void prioritiesAreForAllReaders() {
		assertThat(text(message().priority(MailPriority.HIGH).build())).contains("X-Priority: 1\r\n")
			.contains("Importance: high\r\n")
			.contains("Priority: urgent\r\n");
		assertThat(text(message().build())).doesNotContain("Priority");
	}

	/**
	 * Random text in every public field: refused, or exactly the fields that were
	 * planned.
	 */
	@Test
	void noTextMakesAField() throws Exception {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 3000; i++) {
			MailMessage message;
			try {
				message = message().to(MailAddress.of(random(random), "x@contoso.com"))
					.subject(random(random))
					.text(random(random))
					.header("X-Test", random(random))
					.attachment(Attachment.of(random(random), new byte[] { 1 }, "text/plain"))
					.build();
			}
			catch (IllegalArgumentException ex) {
				continue;
			}
			List<String> names = Collections.list(parse(message).getAllHeaders())
				.stream()
				.map(Header::getName)
				.toList();
			assertThat(names).as("seed %d", seed)
				.isSubsetOf("Date", "From", "To", "Subject", "Message-ID", "X-Test", "MIME-Version", "Content-Type")
				.doesNotHaveDuplicates();
		}
	}

	private static String random(Random random) {
		String alphabet = "aB9 :;,<>@\"\\()=?_.\t\r\n\u0000\u007F\u0085\u00F8\u2190\u760D\u202E\uFF0D\uD83D\uDE00";
		StringBuilder text = new StringBuilder();
		int bound = random.nextInt(3) == 0 ? alphabet.length() : 20;
		for (int i = random.nextInt(60); i >= 0; i--) {
			text.append(alphabet.charAt(random.nextInt(bound)));
		}
		return text.toString();
	}

}
