package io.sendasync.mail.boot.health;

import java.time.Duration;
import java.time.Instant;

import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor.ConnectFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells what the client knows about its server from its own work. It opens no connection,
 * logs in nowhere and waits for nothing: probing costs the server nothing, however often
 * it is done.
 * <ul>
 * <li>{@code UP}: the last connection came about, or a message was accepted since the
 * last one that did not;</li>
 * <li>{@code DOWN}: the last attempt to connect, secure or log in failed, less than five
 * minutes ago;</li>
 * <li>{@code UNKNOWN}: nothing was tried since the start, or since a failure that is
 * older.</li>
 * </ul>
 * A failure is forgotten because nobody may send through an instance that is down, and
 * then nothing would bring it up again.
 */
public final class SmtpHealthIndicator extends AbstractHealthIndicator {

	private static final Duration MEMORY = Duration.ofMinutes(5);

	private final SmtpClient client;

	private final @Nullable SmtpClientMonitor monitor;

	/**
	 * Creates an indicator.
	 * @param client the client
	 * @param monitor its monitor, or {@code null} for figures alone
	 */
	public SmtpHealthIndicator(SmtpClient client, @Nullable SmtpClientMonitor monitor) {
		super("SMTP health check failed");
		this.client = client;
		this.monitor = monitor;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClientStatistics figures = this.client.statistics();
		if (this.monitor != null) {
			judge(builder, this.monitor);
		}
		else {
			builder.unknown();
		}
		builder.withDetail("connectionsOpen", figures.lanesOpen())
			.withDetail("connectionsIdle", figures.lanesIdle())
			.withDetail("queued", figures.queued())
			.withDetail("inFlight", figures.inFlight());
	}

	private static void judge(Health.Builder builder, SmtpClientMonitor monitor) {
		Instant contact = monitor.lastContact();
		ConnectFailure failure = monitor.lastConnectFailure();
		if (failure != null && (contact == null || contact.isBefore(failure.time()))) {
			boolean fresh = Duration.between(failure.time(), monitor.now()).compareTo(MEMORY) < 0;
			builder.status(fresh ? Status.DOWN : Status.UNKNOWN)
				.withDetail("lastFailure", failure.failure())
				.withDetail("lastFailureTime", failure.time().toString());
			if (failure.reply() != null) {
				builder.withDetail("lastFailureReply", failure.reply());
			}
		}
		else if (contact != null) {
			builder.up();
		}
		else {
			builder.unknown();
		}
		if (contact != null) {
			builder.withDetail("lastContact", contact.toString());
		}
	}

}
