package io.sendasync.mail.sample.web;

import io.sendasync.mail.sample.send.Sends;
import io.sendasync.mail.sample.server.MailServer;
import io.sendasync.mail.sample.server.Weather;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page with the server's weather, the engine and bursts.
 */
@Controller
class LabController {

	private final Sends sends;

	private final MailServer mailServer;

	LabController(Sends sends, MailServer mailServer) {
		this.sends = sends;
		this.mailServer = mailServer;
	}

	@GetMapping("/lab")
	String lab(Model model) {
		model.addAttribute("server", this.mailServer.status());
		model.addAttribute("weathers", Weather.values());
		model.addAttribute("board", Board.of(this.sends.after(0)));
		return "lab";
	}

}
