package io.sendasync.mail.sample.web;

import io.sendasync.mail.sample.engine.Engine;
import io.sendasync.mail.sample.engine.EngineView;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
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

	@PostMapping("/pause")
	EngineView pause() {
		this.engine.pause();
		return this.engine.view();
	}

	@PostMapping("/resume")
	EngineView resume() {
		this.engine.resume();
		return this.engine.view();
	}

	@PostMapping("/retire")
	EngineView retire() {
		this.engine.retireLanes();
		return this.engine.view();
	}

}
