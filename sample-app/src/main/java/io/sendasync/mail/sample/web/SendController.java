package io.sendasync.mail.sample.web;

import java.net.URI;
import java.util.List;

import io.sendasync.mail.sample.send.Cancellation;
import io.sendasync.mail.sample.send.ScheduleView;
import io.sendasync.mail.sample.send.Schedules;
import io.sendasync.mail.sample.send.Schedules.CancelledAll;
import io.sendasync.mail.sample.send.SendRequest;
import io.sendasync.mail.sample.send.SendView;
import io.sendasync.mail.sample.send.Sends;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Sends: start, list, cancel, follow.
 */
@RestController
@RequestMapping("/api/sends")
class SendController {

	private final Sends sends;

	private final Schedules schedules;

	private final EventStreams eventStreams;

	SendController(Sends sends, Schedules schedules, EventStreams eventStreams) {
		this.sends = sends;
		this.schedules = schedules;
		this.eventStreams = eventStreams;
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<SendView> send(@RequestBody SendRequest request) {
		return submit(request);
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<SendView> send(ComposeForm form) {
		return submit(form.toRequest());
	}

	private ResponseEntity<SendView> submit(SendRequest request) {
		SendView send = this.schedules.submit(request);
		URI location = ServletUriComponentsBuilder.fromCurrentRequest().pathSegment(send.id()).build().toUri();
		return ResponseEntity.accepted().location(location).body(send);
	}

	@GetMapping
	List<SendView> list() {
		return this.sends.after(0);
	}

	@GetMapping("/{id}")
	SendView get(@PathVariable String id) {
		return this.sends.find(id).orElseThrow(() -> new NoSuchSendException(id));
	}

	@DeleteMapping("/{id}")
	Cancellation cancel(@PathVariable String id) {
		return this.sends.cancel(id).orElseThrow(() -> new NoSuchSendException(id));
	}

	@DeleteMapping
	CancelledAll cancelAll() {
		return this.schedules.cancelAll();
	}

	@GetMapping("/schedules")
	List<ScheduleView> schedules() {
		return this.schedules.after(0);
	}

	@DeleteMapping("/schedules/{id:[0-9]{1,18}}")
	ScheduleView stop(@PathVariable long id) {
		return this.schedules.stop(id).orElseThrow(() -> new NoSuchSendException("schedule " + id));
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events() {
		return this.eventStreams.open();
	}

}
