package io.sendasync.mail.sample.web;

import java.util.Optional;

import io.sendasync.mail.sample.burst.BurstView;
import io.sendasync.mail.sample.burst.Bursts;
import io.sendasync.mail.sample.server.MailServer;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The burst: start, follow, cancel. Only the embedded server is flooded.
 */
@RestController
@RequestMapping("/api/burst")
class BurstController {

	private final Bursts bursts;

	private final MailServer mailServer;

	BurstController(Bursts bursts, MailServer mailServer) {
		this.bursts = bursts;
		this.mailServer = mailServer;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	BurstView start(@RequestBody BurstRequest request) {
		if (!this.mailServer.status().embedded()) {
			throw new NoEmbeddedServerException();
		}
		Integer count = request.count();
		if (count == null || count < 1 || count > Bursts.LIMIT) {
			throw new BadRequestException("Send {\"count\": …} with 1 to " + Bursts.LIMIT + ".");
		}
		return this.bursts.start(count);
	}

	@GetMapping
	ResponseEntity<BurstView> get() {
		return answer(this.bursts.find());
	}

	@DeleteMapping
	ResponseEntity<BurstView> cancel() {
		return answer(this.bursts.cancel());
	}

	private static ResponseEntity<BurstView> answer(Optional<BurstView> burst) {
		return burst.map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent().build());
	}

	record BurstRequest(@Nullable Integer count) {
	}

}
