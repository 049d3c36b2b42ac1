package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SmtpClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Closes the client when the application context closes, while all beans still live: the
 * pending sends end, and their listeners hear of it. Web requests and task executors,
 * which may send, have stopped by then.
 *
 * <p>
 * A context that only stops or pauses may start again, and a closed client cannot. It is
 * paused then: no further sends, and no connection once the pending ones have ended. What
 * has not ended in the drain timeout goes on, it is not cancelled: nobody said that this
 * is the end.
 */
final class SmtpClientLifecycle
		implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, ApplicationContextAware {

	/** Behind executors and schedulers, whose phase is half of the highest one. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE / 2 - 1024;

	private static final Log logger = LogFactory.getLog(SmtpClientLifecycle.class);

	private final SmtpClient client;

	private final Duration limit;

	private @Nullable ApplicationContext context;

	private volatile boolean paused;

	private volatile boolean closing;

	private volatile boolean closed;

	/**
	 * Creates a lifecycle.
	 * @param client the client
	 * @param limit how long a pause waits for pending sends
	 */
	SmtpClientLifecycle(SmtpClient client, Duration limit) {
		this.client = client;
		this.limit = limit;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// Those of child contexts arrive here as well.
		if (event.getApplicationContext() == this.context) {
			this.closing = true;
		}
	}

	@Override
	public void start() {
		if (this.paused) {
			this.client.resume();
			this.paused = false;
		}
	}

	@Override
	public void stop() {
		if (this.closing) {
			close();
		}
		else {
			CompletableFuture<Void> unused = pause();
		}
	}

	@Override
	public void stop(Runnable callback) {
		if (this.closing) {
			new Thread(() -> closeAndTell(callback), "smtp-client-stop").start();
			return;
		}
		// A copy: it is not for us to complete the client's future.
		CompletableFuture<Void> unused = pause().copy()
			.orTimeout(this.limit.toNanos(), TimeUnit.NANOSECONDS)
			.whenComplete((done, failure) -> {
				logIfLate(failure);
				callback.run();
			});
	}

	private CompletableFuture<Void> pause() {
		this.paused = true;
		return this.client.pause();
	}

	private void logIfLate(@Nullable Throwable failure) {
		if (failure instanceof TimeoutException) {
			ClientStatistics statistics = this.client.statistics();
			logger.warn("The SmtpClient is paused, but " + (statistics.queued() + statistics.inFlight())
					+ " sends have not ended in " + this.limit.toMillis() + " ms. They go on");
		}
	}

	private void close() {
		this.client.close();
		this.closed = true;
	}

	private void closeAndTell(Runnable callback) {
		try {
			close();
		}
		finally {
			callback.run();
		}
	}

	/**
	 * A client that is paused still has to be closed while the beans live, since there
	 * may be pending sends.
	 */
	@Override
	public boolean isRunning() {
		return this.closing ? !this.closed : !this.paused;
	}

	@Override
	public boolean isPauseable() {
		return true;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
