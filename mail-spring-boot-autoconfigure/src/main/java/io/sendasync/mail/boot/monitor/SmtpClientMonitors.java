package io.sendasync.mail.boot.monitor;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientBuilderCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Gives each auto-configured client a monitor and its lines in the log.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class SmtpClientMonitors implements SmtpClientBuilderCustomizer {

	private final Clock clock;

	private final Map<String, SmtpClientMonitor> monitors = new ConcurrentHashMap<>();

	/**
	 * Creates a place for monitors.
	 * @param clock the time
	 */
	public SmtpClientMonitors(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void customize(SmtpClient.Builder builder) {
		customize(builder, "smtpClient");
	}

	@Override
	public void customize(SmtpClient.Builder builder, String clientName) {
		SmtpClientMonitor monitor = new SmtpClientMonitor(this.clock);
		this.monitors.put(clientName, monitor);
		builder.eventListener(monitor).eventListener(new SmtpSendLog(clientName));
	}

	/**
	 * The monitor of a client.
	 * @param clientName the client's bean name
	 * @return the monitor, or {@code null} for a client that was made by other means
	 */
	public @Nullable SmtpClientMonitor monitor(String clientName) {
		return this.monitors.get(clientName);
	}

}
