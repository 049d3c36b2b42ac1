package io.sendasync.mail.boot.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;

/**
 * What one client's events tell beyond its figures: how long sends wait, why connections
 * close, what is tried again.
 *
 * <p>
 * Thread contract: any thread may call it.
 */
public final class SmtpEventMetrics implements SmtpEventListener {

	private final MeterRegistry registry;

	private final String clientName;

	/**
	 * Creates the listener.
	 * @param registry takes the meters
	 * @param clientName the client's bean name, the tag {@code client}
	 */
	public SmtpEventMetrics(MeterRegistry registry, String clientName) {
		this.registry = registry;
		this.clientName = clientName;
	}

	@Override
	public void dequeued(SmtpEvent.Dequeued event) {
		if (event.taken()) {
			Timer.builder("smtp.client.queue.time")
				.description("How long sends waited for a connection")
				.tag("client", this.clientName)
				.register(this.registry)
				.record(event.waited());
		}
	}

	@Override
	public void connectionClosed(SmtpEvent.ConnectionClosed event) {
		count("smtp.client.connections.closed", "Connections that were closed",
				Tags.of("reason", event.reason().name().toLowerCase(Locale.ROOT)));
	}

	@Override
	public void replaced(SmtpEvent.Replaced event) {
		count("smtp.client.connections.replaced", "Kept connections that the server had left, as was noticed in use",
				Tags.empty());
	}

	@Override
	public void retried(SmtpEvent.Retried event) {
		count("smtp.client.retries", "Attempts that failed and were followed by another one", Tags.empty());
	}

	private void count(String name, String description, Tags tags) {
		Counter.builder(name)
			.description(description)
			.tag("client", this.clientName)
			.tags(tags)
			.register(this.registry)
			.increment();
	}

}
