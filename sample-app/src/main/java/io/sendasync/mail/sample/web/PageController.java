package io.sendasync.mail.sample.web;

import io.sendasync.mail.sample.server.MailServer;
import io.sendasync.mail.sample.server.ServerStatus;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * The start page: compose, what became of the sends, what arrived.
 */
@Controller
class PageController {

	private final MailServer mailServer;

	PageController(MailServer mailServer) {
		this.mailServer = mailServer;
	}

	@ModelAttribute("server")
	ServerStatus server() {
		return this.mailServer.status();
	}

	@GetMapping("/")
	String mail() {
		return "index";
	}

}
