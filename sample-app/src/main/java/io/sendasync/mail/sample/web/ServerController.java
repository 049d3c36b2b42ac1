package io.sendasync.mail.sample.web;

import java.util.List;

import io.sendasync.mail.sample.server.Inbox;
import io.sendasync.mail.sample.server.InboxMail;
import io.sendasync.mail.sample.server.MailServer;
import io.sendasync.mail.sample.server.ServerStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The mail server: which it is, how fast it is, what arrived.
 */
@RestController
@RequestMapping("/api")
class ServerController {

	private final MailServer mailServer;

	private final Inbox inbox;

	ServerController(MailServer mailServer, Inbox inbox) {
		this.mailServer = mailServer;
		this.inbox = inbox;
	}

	@GetMapping("/server")
	ServerStatus server() {
		return this.mailServer.status();
	}

	@PutMapping(path = "/server/slow", consumes = MediaType.APPLICATION_JSON_VALUE)
	ServerStatus slow(@RequestBody SlowRequest request) {
		if (request.slow() == null) {
			throw new BadRequestException("Send {\"slow\": true} or {\"slow\": false}.");
		}
		return this.mailServer.setSlow(request.slow()).orElseThrow(NoEmbeddedServerException::new);
	}

	@GetMapping("/inbox")
	InboxView inbox() {
		ServerStatus status = this.mailServer.status();
		return new InboxView(status.embedded(), status.explanation(), this.inbox.after(0));
	}

	record SlowRequest(@Nullable Boolean slow) {
	}

	/**
	 * What arrived.
	 *
	 * @param available whether it can be known here
	 * @param explanation which server it is about
	 * @param mails the mails, oldest first
	 */
	record InboxView(boolean available, String explanation, List<InboxMail> mails) {
	}

}
