package io.sendasync.mail.sample.web;

import io.sendasync.mail.sample.engine.Engine;
import io.sendasync.mail.sample.engine.EngineView;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The client's engine: see it, pause it, have it replace its connections.
 */
@RestController
@RequestMapping("/api/engine")
class EngineController {

	private final Engine engine;

	EngineController(Engine engine) {
		this.engine = engine;
	}

	@GetMapping
	EngineView get() {
		return this.engine.view();
	}

	@PutMapping(path = "/paused", consumes = MediaType.APPLICATION_JSON_VALUE)
	EngineView pause(@RequestBody PauseRequest request) {
		if (request.paused() == null) {
			throw new BadRequestException("Send {\"paused\": true} or {\"paused\": false}.");
		}
		if (request.paused()) {
			this.engine.pause();
		}
		else {
			this.engine.resume();
		}
		return this.engine.view();
	}

	@DeleteMapping("/lanes")
	EngineView retire() {
		this.engine.retireLanes();
		return this.engine.view();
	}

	record PauseRequest(@Nullable Boolean paused) {
	}

}
