package io.sendasync.mail.sample.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.sendasync.mail.sample.changes.Changes;
import io.sendasync.mail.sample.changes.Watched;
import io.sendasync.mail.sample.server.MailServer;
import io.sendasync.mail.sample.server.ServerStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells one client of everything that there is, then of what changes: events
 * {@code start}, {@code server}, those of everything {@link Watched}, and {@code told}
 * once the client knows all there was.
 *
 * <p>
 * Thread contract: {@link #run()} on one thread of its own.
 */
final class EventStream {

	/** A client that went away is noticed when something is written. */
	private static final Duration HEARTBEAT = Duration.ofSeconds(15);

	/** Lower than the number of any change, so that nothing is waited for. */
	private static final Logger logger = LoggerFactory.getLogger(EventStream.class);

	private static final long NOTHING = Long.MIN_VALUE;

	private final SseEmitter emitter;

	private final List<Watched> all;

	private final MailServer mailServer;

	private final Changes changes;

	private @Nullable ServerStatus told;

	EventStream(SseEmitter emitter, List<Watched> all, MailServer mailServer, Changes changes) {
		this.emitter = emitter;
		this.all = all;
		this.mailServer = mailServer;
		this.changes = changes;
	}

	void run() {
		try {
			tell("start", Map.of());
			tellServer();
			follow();
			this.emitter.complete();
		}
		catch (IOException | IllegalStateException ex) {
			// The client went away, which is how most streams end. The container has seen
			// that
			// as well and ends the exchange; to do it here too would be once too often.
			logger.debug("An event stream ended: {}", ex.toString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.emitter.complete();
		}
	}

	private void follow() throws IOException, InterruptedException {
		long seen = this.changes.awaitAfter(NOTHING, HEARTBEAT);
		tellAfter(0);
		tell("told", Map.of());
		for (long last = awaitAfter(seen); last != Changes.CLOSED; last = awaitAfter(seen)) {
			if (last == seen) {
				this.emitter.send(SseEmitter.event().comment("still here"));
			}
			else {
				tellServer();
				tellAfter(seen);
			}
			seen = last;
		}
	}

	private long awaitAfter(long seen) throws InterruptedException {
		return this.changes.awaitAfter(seen, HEARTBEAT);
	}

	private void tellServer() throws IOException {
		ServerStatus status = this.mailServer.status();
		if (!status.equals(this.told)) {
			tell("server", status);
			this.told = status;
		}
	}

	private void tellAfter(long change) throws IOException {
		for (Watched watched : this.all) {
			for (Object changed : watched.after(change)) {
				tell(watched.event(), changed);
			}
		}
	}

	private void tell(String event, Object data) throws IOException {
		this.emitter.send(SseEmitter.event().name(event).data(data));
	}

}
