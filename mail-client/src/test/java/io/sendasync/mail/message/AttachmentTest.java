package io.sendasync.mail.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Names, media types and content of attachments, and of linked resources and views, which
 * share the rules.
 */
class AttachmentTest {

	private static final byte[] CONTENT = { 1, 2, 3 };

	@ParameterizedTest
	@ValueSource(strings = { "report.pdf", "Gr\u00F6\u00DFe \u2192.bin", "a \"b\"; c=d.txt", "...", ".profile", "100%",
			"\uD83D\uDE00.png", "no-extension", "a:b" })
	void nameIsKept(String name) {
		assertThat(Attachment.of(name, CONTENT, "text/plain").name()).isEqualTo(name);
	}

	static Stream<Arguments> faultyNames() {
		return Stream.of(arguments("../etc/passwd", 2), arguments("a/b", 1), arguments("a\\b", 1),
				arguments("  a/b", 3), arguments("gpj.\u202Eexe", 4), arguments("a\u2066b", 1),
				arguments("a\r\nBcc: x@x", 1), arguments("a\nb", 1), arguments("a\tb", 1), arguments("a\u0000.txt", 1),
				arguments("a\u007F", 1), arguments("a\u0085", 1), arguments("a\u2028", 1));
	}

	@ParameterizedTest
	@MethodSource("faultyNames")
	void nameThatIsAPathOrBreaksTheLineIsRefused(String name, int position) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of(name, CONTENT, "text/plain"))
			.withMessageStartingWith("attachment name ")
			.withMessageContaining("position " + position)
			.withMessageNotContaining(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", " .. ", "\uD800.txt" })
	void whatIsNoNameIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of(name, CONTENT, "text/plain"))
			.withMessageStartingWith("attachment name ");
	}

	@Test
	void nameHasAtMost255Characters() {
		assertThat(Attachment.of(" " + "x".repeat(255) + " ", CONTENT, "text/plain").name()).hasSize(255);
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of("x".repeat(256), CONTENT, "text/plain"))
			.withMessageContaining("256");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/pdf", "Image/PNG", "application/vnd.a+xml", "text/plain; format=flowed",
			"text/calendar;method=REQUEST;component=vevent", "a/b; x=\"c d; \\\"e\\\" \\\\\"", "a/b; x*0=1; x*1=2" })
	void mediaTypeMayHaveParameters(String mediaType) {
		assertThat(Attachment.of("a", CONTENT, mediaType).mediaType()).isEqualTo(mediaType);
		assertThat(LinkedResource.of("a", CONTENT, mediaType).mediaType()).isEqualTo(mediaType);
	}

	@Test
	void mediaTypeIsStripped() {
		assertThat(Attachment.of("a", CONTENT, " text/plain ").mediaType()).isEqualTo("text/plain");
		assertThat(LinkedResource.of("a", CONTENT, " text/plain ").mediaType()).isEqualTo("text/plain");
		assertThat(AlternateView.of(" text/plain ", "x").mediaType()).isEqualTo("text/plain");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "text", "/", "text/", "/plain", "te xt/plain", "text/pl ain", "text /plain",
			"text/plain/x", "text/plain;", "text/plain; x", "text/plain; x=", "text/plain; =y", "text/plain; x=a b",
			"text/plain; x=\"a", "text/plain; x=\"a\\", "text/plain; x=\"a\"b", "text/plain; x y=z",
			"text/plain; x=1; X=2", "text/plain; x=1;", "text/plain\r\nBcc: x", "text/plain; x=\"a\r\nb\"",
			"text/plain; x=\"\t\"", "t\u00E9xt/plain", "text/plain; x=\"\u00E9\"", "text/plain; x=\"\\\u00E9\"",
			"text/plain;\u2003x=y", "\u2003text/plain", "text/plain; \u00E9=x" })
	void malformedMediaTypeIsRefused(String mediaType) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of("a", CONTENT, mediaType))
			.withMessageStartingWith("mediaType ");
		assertThatIllegalArgumentException().isThrownBy(() -> LinkedResource.of("a", CONTENT, mediaType))
			.withMessageStartingWith("mediaType ");
		assertThatIllegalArgumentException().isThrownBy(() -> AlternateView.of(mediaType, "x"))
			.withMessageStartingWith("mediaType ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain; name=x", "text/plain; name*0*=x", "text/plain; boundary=x" })
	void parameterOfTheClientIsRefused(String mediaType) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of("a", CONTENT, mediaType))
			.withMessageContaining("written by the client");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain; charset=utf-8", "text/plain; CHARSET=utf-8", "text/plain; charset*=x",
			"text/plain; charset*0=x" })
	void charsetBelongsToOctetsAndNotToTextOfOurs(String mediaType) {
		assertThat(Attachment.of("a", CONTENT, mediaType).mediaType()).isEqualTo(mediaType);
		assertThatIllegalArgumentException().isThrownBy(() -> AlternateView.of(mediaType, "x"))
			.withMessageContaining("written by the client");
	}

	@ParameterizedTest
	@ValueSource(strings = { "multipart/mixed", "Multipart/Mixed", " multipart/mixed", "message/rfc822",
			"MESSAGE/partial; x=y" })
	void typeWithPartsOfItsOwnIsRefused(String mediaType) {
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of("a", CONTENT, mediaType))
			.withMessageContaining("multipart or message");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "image/png", "multipart/mixed" })
	void viewIsText(String mediaType) {
		assertThatIllegalArgumentException().isThrownBy(() -> AlternateView.of(mediaType, "x"));
	}

	@Test
	void mediaTypeHasAtMost255Characters() {
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of("a", CONTENT, "a/" + "b".repeat(254)))
			.withMessageContaining("256");
	}

	@ParameterizedTest
	@CsvSource({ "a.pdf, application/pdf", "A.PDF, application/pdf", "a.tar.gz, application/gzip", "a.txt, text/plain",
			"a.unknown, application/octet-stream", "noextension, application/octet-stream",
			"a., application/octet-stream" })
	void fileHasItsNameAndTheTypeOfItsExtension(String name, String mediaType) {
		Attachment attachment = Attachment.of(Path.of("dir", name));
		assertThat(attachment.name()).isEqualTo(name);
		assertThat(attachment.mediaType()).isEqualTo(mediaType);
		assertThat(LinkedResource.of("id", Path.of("dir", name)).mediaType()).isEqualTo(mediaType);
	}

	@Test
	void directoryAboveIsNoFile() {
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of(Path.of("/")));
		assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of(Path.of("a", "..")));
	}

	@Test
	void fileIsReadWhenItIsNeeded(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("a.bin");
		ContentSource source = Attachment.of(file).content();
		assertThat(source.size()).isEqualTo(-1);
		assertThatIOException().isThrownBy(source::openStream);
		Files.write(file, CONTENT);
		assertThat(source.size()).isEqualTo(3);
		assertContent(source);
	}

	@Test
	void octetsAreCopied() throws IOException {
		byte[] octets = CONTENT.clone();
		ContentSource source = Attachment.of("a", octets, "text/plain").content();
		octets[0] = 99;
		assertThat(source.size()).isEqualTo(3);
		assertContent(source);
		assertContent(source);
	}

	@Test
	void sizeOfOtherSourcesIsUnknown() {
		ContentSource source = InputStream::nullInputStream;
		assertThat(source.size()).isEqualTo(-1);
	}

	private static void assertContent(ContentSource source) throws IOException {
		try (InputStream in = source.openStream()) {
			assertThat(in.readAllBytes()).isEqualTo(CONTENT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "<a>", "a\r\nBcc: x", "\u00E9", "a\u0000" })
	void contentIdIsPrintableAscii(String contentId) {
		assertThatIllegalArgumentException().isThrownBy(() -> LinkedResource.of(contentId, CONTENT, "image/png"))
			.withMessageStartingWith("contentId ");
	}

	@Test
	void resourceNeedsHtml() {
		LinkedResource resource = LinkedResource.of("logo@x", CONTENT, "image/png");
		assertThat(AlternateView.html("<p>").with(resource).linkedResources()).containsExactly(resource);
		assertThat(MailMessage.builder().html("<p>", resource).build().linkedResources()).containsExactly(resource);
	}

	@Test
	void namesAndContentAreNotShown() {
		assertThat(Attachment.of("secret.txt", CONTENT, "text/plain")).hasToString("Attachment[mediaType=text/plain]");
		assertThat(AlternateView.of("text/html", "secret").toString()).doesNotContain("secret");
		assertThat(LinkedResource.of("secret", CONTENT, "image/png").toString()).doesNotContain("secret");
	}

}
