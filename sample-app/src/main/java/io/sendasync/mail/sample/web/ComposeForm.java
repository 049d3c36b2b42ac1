package io.sendasync.mail.sample.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import io.sendasync.mail.sample.send.SendFile;
import io.sendasync.mail.sample.send.SendRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.multipart.MultipartFile;

/**
 * The form of the page as it was filled in, to be shown again if something is wrong with
 * it. Its fields are those of {@link SendRequest}.
 *
 * @param from as typed
 * @param to as typed
 * @param cc as typed
 * @param bcc as typed
 * @param subject as typed
 * @param text as typed
 * @param html as typed
 * @param priority as chosen
 * @param token as typed
 * @param attachments the files, empty ones where none was chosen
 * @param image the file, empty if none was chosen
 * @param repeat as typed
 * @param interval as typed
 */
record ComposeForm(@Nullable String from, @Nullable String to, @Nullable String cc, @Nullable String bcc,
		@Nullable String subject, @Nullable String text, @Nullable String html, @Nullable String priority,
		@Nullable String token, @Nullable List<MultipartFile> attachments, @Nullable MultipartFile image,
		@Nullable String repeat, @Nullable String interval) {

	private static final String NOBODY = "preview@localhost";

	private static final String EXAMPLE_TEXT = """
			This is a test e-mail message sent by an application. ←↑→↓
			Größe, Straße, Ærø: umlauts arrive as they are.

			Token: test message1""";

	static ComposeForm example() {
		return new ComposeForm("Jane Ø Clayton <jane@contoso.com>", "ben@contoso.com", "", "", "test message1 ←↑→↓",
				EXAMPLE_TEXT, "", "normal", "test message1", List.of(), null, "1", "0");
	}

	SendRequest toRequest() {
		List<SendFile> files = (this.attachments != null)
				? this.attachments.stream().filter((file) -> !isNone(file)).map(ComposeForm::file).toList() : List.of();
		return new SendRequest(this.from, this.to, this.cc, this.bcc, this.subject, this.text, this.html, this.priority,
				this.token, files, picture(), this.repeat, this.interval);
	}

	/**
	 * What the HTML text needs to be shown, whatever the other fields are.
	 */
	SendRequest toPreview() {
		return new SendRequest(NOBODY, NOBODY, null, null, null, null, this.html, null, null, null, picture(), null,
				null);
	}

	private @Nullable SendFile picture() {
		return (this.image == null || isNone(this.image)) ? null : file(this.image);
	}

	/**
	 * A field for files in which none was chosen is sent as a file without a name.
	 */
	private static boolean isNone(MultipartFile file) {
		return !StringUtils.hasText(file.getOriginalFilename()) && file.isEmpty();
	}

	private static SendFile file(MultipartFile file) {
		try {
			return new SendFile(StringUtils.getFilename(file.getOriginalFilename()), file.getContentType(),
					file.getBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The uploaded file cannot be read", ex);
		}
	}

}
