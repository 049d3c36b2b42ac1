package io.sendasync.mail.boot.actuate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor.Completion;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor.ConnectFailure;
import io.sendasync.mail.boot.monitor.SmtpClientMonitors;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Figures of each SMTP client and how its last sends ended, without addresses, subjects
 * and contents. Writing to a client replaces its connections: each closes after the
 * message that it carries, and new ones are opened for new work.
 */
@Endpoint(id = "smtp")
public class SmtpEndpoint {

	private final Map<String, SmtpClient> clients;

	private final SmtpClientMonitors monitors;

	/**
	 * Creates the endpoint.
	 * @param clients the clients by bean name
	 * @param monitors their monitors
	 */
	public SmtpEndpoint(Map<String, SmtpClient> clients, SmtpClientMonitors monitors) {
		this.clients = clients;
		this.monitors = monitors;
	}

	/**
	 * All clients.
	 * @return what there is to know of each
	 */
	@ReadOperation
	public SmtpDescriptor clients() {
		Map<String, ClientDescriptor> descriptors = new LinkedHashMap<>();
		this.clients.forEach((name, client) -> descriptors.put(name, describe(name, client)));
		return new SmtpDescriptor(descriptors);
	}

	/**
	 * One client.
	 * @param client its bean name
	 * @return what there is to know of it, or {@code null} if there is no such client
	 */
	@ReadOperation
	public @Nullable ClientDescriptor client(@Selector String client) {
		SmtpClient found = this.clients.get(client);
		return (found != null) ? describe(client, found) : null;
	}

	/**
	 * Replaces the connections of one client, after a change of the server behind its
	 * name, say. No send is lost by it.
	 * @param client its bean name
	 * @return what there is to know of it now, or {@code null} if there is no such client
	 */
	@WriteOperation
	public @Nullable ClientDescriptor retireConnections(@Selector String client) {
		SmtpClient found = this.clients.get(client);
		if (found == null) {
			return null;
		}
		found.retireConnections();
		return describe(client, found);
	}

	private ClientDescriptor describe(String name, SmtpClient client) {
		SmtpClientMonitor monitor = this.monitors.monitor(name);
		return new ClientDescriptor(client.statistics(), (monitor != null) ? monitor.lastContact() : null,
				(monitor != null) ? monitor.lastConnectFailure() : null,
				(monitor != null) ? monitor.recent() : List.of());
	}

	/**
	 * All clients.
	 *
	 * @param clients by bean name
	 */
	public record SmtpDescriptor(Map<String, ClientDescriptor> clients) {
	}

	/**
	 * One client.
	 *
	 * @param statistics its figures
	 * @param lastContact when a connection was ready or a message accepted, or
	 * {@code null}
	 * @param lastConnectFailure the last connection that did not come about, or
	 * {@code null}
	 * @param recent the last ends of sends, newest first; empty for a client that the
	 * application made by other means
	 */
	public record ClientDescriptor(ClientStatistics statistics, @Nullable Instant lastContact,
			@Nullable ConnectFailure lastConnectFailure, List<Completion> recent) {
	}

}
