package io.sendasync.mail.boot.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.monitor.SmtpClientMonitor;
import io.sendasync.mail.delivery.SmtpException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Asks the client whether its server answers
 * ({@link SmtpClient#checkConnection(Duration)}): over a connection that it keeps, so
 * that there is no login for each question. An answer counts for some time, for everybody
 * who asks.
 * <ul>
 * <li>{@code UP}: the server answered;</li>
 * <li>{@code DOWN}: it did not in time, or there is no connection to it; the details name
 * the type of the failure and the server's code, never its text;</li>
 * <li>{@code UNKNOWN}: the client sends nothing, because it has no host, is paused or
 * closed.</li>
 * </ul>
 *
 * <p>
 * Thread contract: any thread may ask; it waits for no longer than the time-out and a
 * second.
 */
public final class SmtpHealthIndicator extends AbstractHealthIndicator {

	// For a busy callback executor.
	private static final Duration GRACE = Duration.ofSeconds(1);

	private final SmtpClient client;

	private final @Nullable SmtpClientMonitor monitor;

	private final Duration timeout;

	private final long longestWait;

	private final long timeToLive;

	private final ReentrantLock lock = new ReentrantLock();

	// Guarded by the lock.
	private @Nullable Answer answer;

	/**
	 * Creates an indicator.
	 * @param client the client
	 * @param monitor its monitor, or {@code null} for a client that was made by other
	 * means
	 * @param timeout how long the server may take to answer
	 * @param timeToLive how long an answer counts
	 */
	public SmtpHealthIndicator(SmtpClient client, @Nullable SmtpClientMonitor monitor, Duration timeout,
			Duration timeToLive) {
		super("SMTP health check failed");
		this.client = client;
		this.monitor = monitor;
		this.timeout = timeout;
		this.longestWait = timeout.plus(GRACE).toNanos();
		this.timeToLive = timeToLive.toNanos();
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Answer current = answer();
		try {
			current.future().get(this.longestWait, TimeUnit.NANOSECONDS);
			builder.up();
		}
		catch (ExecutionException ex) {
			failed(builder, Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (TimeoutException ex) {
			failed(builder, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			builder.unknown();
		}
		addFigures(builder);
	}

	private Answer answer() {
		this.lock.lock();
		try {
			Answer known = this.answer;
			if (known == null || known.age() >= (known.future().isDone() ? this.timeToLive : this.longestWait)) {
				known = ask();
				this.answer = known;
			}
			return known;
		}
		finally {
			this.lock.unlock();
		}
	}

	private Answer ask() {
		try {
			return new Answer(this.client.checkConnection(this.timeout), System.nanoTime());
		}
		catch (IllegalStateException ex) {
			return new Answer(CompletableFuture.failedFuture(ex), System.nanoTime());
		}
	}

	/**
	 * What was answered, or will be.
	 */
	private record Answer(CompletableFuture<Void> future, long askedAt) {

		long age() {
			return System.nanoTime() - this.askedAt;
		}

	}

	private static void failed(Health.Builder builder, Throwable failure) {
		if (failure instanceof IllegalStateException) {
			builder.unknown().withDetail("reason", String.valueOf(failure.getMessage()));
			return;
		}
		builder.down().withDetail("failure", failure.getClass().getSimpleName());
		if (failure instanceof SmtpException smtp && smtp.reply().isPresent()) {
			builder.withDetail("failureReply", smtp.statusCode().value());
		}
	}

	private void addFigures(Health.Builder builder) {
		ClientStatistics figures = this.client.statistics();
		builder.withDetail("connectionsOpen", figures.lanesOpen())
			.withDetail("connectionsIdle", figures.lanesIdle())
			.withDetail("queued", figures.queued())
			.withDetail("inFlight", figures.inFlight());
		Instant contact = (this.monitor != null) ? this.monitor.lastContact() : null;
		if (contact != null) {
			builder.withDetail("lastContact", contact.toString());
		}
	}

}
