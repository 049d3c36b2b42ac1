package io.sendasync.mail.boot.metrics;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SmtpClient;

/**
 * The {@link ClientStatistics figures} of clients as meters, tagged with the client's
 * bean name ({@code client}).
 */
public final class SmtpClientMetrics implements MeterBinder {

	private final Map<String, SmtpClient> clients;

	/**
	 * Creates meters.
	 * @param clients the clients by bean name
	 */
	public SmtpClientMetrics(Map<String, SmtpClient> clients) {
		this.clients = Map.copyOf(clients);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.clients.forEach((name, client) -> new Binding(registry, client, Tags.of("client", name)).bind());
	}

	/**
	 * One client's meters.
	 */
	private record Binding(MeterRegistry registry, SmtpClient client, Tags tags) {

		void bind() {
			gauge("smtp.client.connections.open", "Connections that exist or are being opened",
					ClientStatistics::lanesOpen);
			gauge("smtp.client.connections.idle", "Connections that wait for work", ClientStatistics::lanesIdle);
			gauge("smtp.client.sends.queued", "Sends that wait for a connection", ClientStatistics::queued);
			gauge("smtp.client.sends.in.flight", "Sends that a connection works on", ClientStatistics::inFlight);
			ended("accepted", ClientStatistics::accepted);
			ended("failed", ClientStatistics::failed);
			ended("unknown", ClientStatistics::unknown);
			ended("cancelled", ClientStatistics::cancelled);
		}

		private void gauge(String name, String description, ToDoubleFunction<ClientStatistics> figure) {
			Gauge.builder(name, this.client, (source) -> figure.applyAsDouble(source.statistics()))
				.description(description)
				.tags(this.tags)
				.register(this.registry);
		}

		private void ended(String outcome, ToLongFunction<ClientStatistics> figure) {
			FunctionCounter
				.builder("smtp.client.sends", this.client, (source) -> figure.applyAsLong(source.statistics()))
				.description("Sends that ended")
				.tags(this.tags.and("outcome", outcome))
				.register(this.registry);
		}

	}

}
