package io.sendasync.mail.sample.web;

import java.util.Map;

import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.sample.send.ClientNotReadyException;
import io.sendasync.mail.sample.send.InvalidSendException;
import io.sendasync.mail.sample.send.RecipientNotAllowedException;
import io.sendasync.mail.sample.send.Schedules;
import io.sendasync.mail.sample.send.Sends;
import io.sendasync.mail.sample.send.TooManySendsException;
import io.sendasync.mail.sample.server.MailServer;
import io.sendasync.mail.sample.server.ServerStatus;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The start page: compose, what became of the sends, what arrived. Its forms work without
 * scripts; with scripts they use the JSON API, so that the page stays.
 */
@Controller
class PageController {

	private static final String PAGE = "index";

	private static final String BACK = "redirect:/";

	private final Sends sends;

	private final Schedules schedules;

	private final MailServer mailServer;

	PageController(Sends sends, Schedules schedules, MailServer mailServer) {
		this.sends = sends;
		this.schedules = schedules;
		this.mailServer = mailServer;
	}

	@ModelAttribute("server")
	ServerStatus server() {
		return this.mailServer.status();
	}

	@GetMapping("/")
	String mail(Model model) {
		return page(model, ComposeForm.example(), Map.of(), "");
	}

	@PostMapping(path = "/compose",
			consumes = { MediaType.MULTIPART_FORM_DATA_VALUE, MediaType.APPLICATION_FORM_URLENCODED_VALUE })
	String send(ComposeForm form, Model model, HttpServletResponse response) {
		try {
			this.schedules.submit(form.toRequest());
			return BACK;
		}
		catch (InvalidSendException ex) {
			response.setStatus(HttpStatus.BAD_REQUEST.value());
			return page(model, form, ex.errors(), "");
		}
		catch (RecipientNotAllowedException ex) {
			response.setStatus(HttpStatus.FORBIDDEN.value());
			return page(model, form, ex.errors(), "");
		}
		catch (TooManySendsException | SmtpQueueFullException | ClientNotReadyException ex) {
			response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
			return page(model, form, Map.of(), String.valueOf(ex.getMessage()));
		}
	}

	@PostMapping("/sends/{id}/cancel")
	String cancel(@PathVariable String id) {
		this.sends.cancel(id);
		return BACK;
	}

	@PostMapping("/sends/cancel")
	String cancelAll() {
		this.schedules.cancelAll();
		return BACK;
	}

	private String page(Model model, ComposeForm form, Map<String, String> errors, String failure) {
		model.addAttribute("form", form);
		model.addAttribute("errors", errors);
		model.addAttribute("failure", failure);
		model.addAttribute("board", Board.of(this.sends.after(0)));
		return PAGE;
	}

}
