package io.sendasync.mail.sample.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.sendasync.mail.sample.server.ArrivedMail;
import io.sendasync.mail.sample.server.Inbox;
import io.sendasync.mail.sample.server.MailDetail;
import io.sendasync.mail.sample.server.MailDetail.AttachedFile;
import jakarta.mail.MessagingException;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * One mail of the inbox. What it contains comes from anybody, so it is handed to browsers
 * only as data, as plain text, as a download, or as a document that may do nothing.
 */
@RestController
@RequestMapping("/api/inbox/{id:[0-9]{1,18}}")
class MailController {

	/**
	 * No scripts, no forms, no plugins, no network; also where the document is opened
	 * outside its frame.
	 */
	private static final String MAIL_POLICY = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';"
			+ " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

	private final Inbox inbox;

	MailController(Inbox inbox) {
		this.inbox = inbox;
	}

	@GetMapping
	MailDetail detail(@PathVariable long id) throws MessagingException, IOException {
		return mail(id).detail();
	}

	@GetMapping(path = "/html")
	ResponseEntity<byte[]> html(@PathVariable long id, HttpServletResponse response)
			throws MessagingException, IOException {
		String document = mail(id).document().orElseThrow(() -> new NoSuchMailException("no HTML text in mail " + id));
		restrict(response);
		return text(MediaType.TEXT_HTML, document.getBytes(StandardCharsets.UTF_8));
	}

	@GetMapping(path = "/source")
	ResponseEntity<byte[]> source(@PathVariable long id, HttpServletResponse response) throws MessagingException {
		byte[] source = mail(id).source();
		restrict(response);
		return text(MediaType.TEXT_PLAIN, source);
	}

	@GetMapping("/parts/{part:[0-9]{1,4}}")
	ResponseEntity<byte[]> part(@PathVariable long id, @PathVariable int part, HttpServletResponse response)
			throws MessagingException, IOException {
		ArrivedMail mail = mail(id);
		AttachedFile file = mail.file(part)
			.orElseThrow(() -> new NoSuchMailException("no file " + part + " in mail " + id));
		restrict(response);
		ContentDisposition disposition = ContentDisposition.attachment()
			.filename(file.name(), StandardCharsets.UTF_8)
			.build();
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.body(mail.content(file));
	}

	private ArrivedMail mail(long id) throws MessagingException {
		return this.inbox.find(id).orElseThrow(() -> new NoSuchMailException("no mail " + id));
	}

	static void restrict(HttpServletResponse response) {
		response.setHeader("Content-Security-Policy", MAIL_POLICY);
		response.setHeader("X-DNS-Prefetch-Control", "off");
	}

	private static ResponseEntity<byte[]> text(MediaType type, byte[] octets) {
		return ResponseEntity.ok().contentType(new MediaType(type, StandardCharsets.UTF_8)).body(octets);
	}

}
