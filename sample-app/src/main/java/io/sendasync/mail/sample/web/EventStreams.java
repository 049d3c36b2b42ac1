package io.sendasync.mail.sample.web;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import io.sendasync.mail.sample.changes.Changes;
import io.sendasync.mail.sample.changes.Watched;
import io.sendasync.mail.sample.server.MailServer;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The event streams that are open, each with a thread of its own.
 */
@Component
class EventStreams implements DisposableBean {

	static final int LIMIT = 32;

	private static final long NO_TIMEOUT = 0;

	private final List<Watched> all;

	private final MailServer mailServer;

	private final Changes changes;

	private final Semaphore places = new Semaphore(LIMIT);

	private final ExecutorService threads;

	EventStreams(ObjectProvider<Watched> all, MailServer mailServer, Changes changes) {
		this.all = all.orderedStream().toList();
		this.mailServer = mailServer;
		this.changes = changes;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("events-");
		factory.setDaemon(true);
		this.threads = Executors.newCachedThreadPool(factory);
	}

	SseEmitter open() {
		if (!this.places.tryAcquire()) {
			throw new TooManyStreamsException(LIMIT);
		}
		SseEmitter emitter = new SseEmitter(NO_TIMEOUT);
		EventStream stream = new EventStream(emitter, this.all, this.mailServer, this.changes);
		this.threads.execute(() -> {
			try {
				stream.run();
			}
			finally {
				this.places.release();
			}
		});
		return emitter;
	}

	// Before the web server stops: it would wait for the streams to end.
	@EventListener
	void closing(ContextClosedEvent event) {
		this.changes.close();
	}

	@Override
	public void destroy() {
		this.threads.shutdownNow();
	}

}
