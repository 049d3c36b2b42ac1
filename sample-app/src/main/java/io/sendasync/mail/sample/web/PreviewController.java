package io.sendasync.mail.sample.web;

import java.io.IOException;

import io.sendasync.mail.sample.send.InvalidSendException;
import io.sendasync.mail.sample.server.MailPreview;
import jakarta.mail.MessagingException;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Shows the HTML text of a form as a mail, with the powers of a mail: none.
 */
@RestController
class PreviewController {

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

	private static final MediaType PLAIN = new MediaType(MediaType.TEXT_PLAIN, UTF_8);

	@PostMapping(path = "/compose/preview", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<byte[]> preview(ComposeForm form, HttpServletResponse response)
			throws IOException, MessagingException {
		MailController.restrict(response);
		try {
			String document = MailPreview.document(form.toPreview().toMessage());
			return document.isEmpty() ? answer(PLAIN, "There is no HTML text.") : answer(HTML, document);
		}
		catch (InvalidSendException ex) {
			return answer(PLAIN, String.valueOf(ex.getMessage()));
		}
	}

	private static ResponseEntity<byte[]> answer(MediaType type, String text) {
		return ResponseEntity.ok().contentType(type).body(text.getBytes(UTF_8));
	}

}
