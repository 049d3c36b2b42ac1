package io.sendasync.mail.sample.engine;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sendasync.mail.ClientStatistics;
import io.sendasync.mail.SmtpClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Looks at the client and its meters, and has it pause, resume and replace its
 * connections.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
@Service
public final class Engine {

	private final SmtpClient client;

	private final MeterRegistry meters;

	private final int maxLanes;

	/** Keeps pausing and remembering that together. */
	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private boolean paused;

	Engine(SmtpClient client, MeterRegistry meters, @Value("${mail.smtp.connection.max}") int maxLanes) {
		this.client = client;
		this.meters = meters;
		this.maxLanes = maxLanes;
	}

	/**
	 * The figures of this moment.
	 * @return figures that are right one by one, but not a snapshot
	 */
	public EngineView view() {
		ClientStatistics statistics = this.client.statistics();
		int idle = Math.min(statistics.lanesIdle(), statistics.lanesOpen());
		EngineView.Lanes lanes = new EngineView.Lanes(this.maxLanes, statistics.lanesOpen() - idle, idle);
		return new EngineView(isPaused(), lanes, statistics, times("smtp.client.send"), times("smtp.client.queue.time"),
				times("smtp.client.connect"), TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
	}

	private EngineView.Times times(String name) {
		Collection<Timer> timers = this.meters.find(name).timers();
		long count = timers.stream().mapToLong(Timer::count).sum();
		double total = timers.stream().mapToDouble((timer) -> timer.totalTime(TimeUnit.MILLISECONDS)).sum();
		double max = timers.stream().mapToDouble((timer) -> timer.max(TimeUnit.MILLISECONDS)).max().orElse(0);
		return new EngineView.Times(count, (count > 0) ? total / count : 0, max);
	}

	private boolean isPaused() {
		this.lock.lock();
		try {
			return this.paused;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes no sends until {@link #resume()}; those taken on go on to their end.
	 */
	public void pause() {
		this.lock.lock();
		try {
			// Nobody waits here for the pending sends to end.
			CompletableFuture<Void> unused = this.client.pause();
			this.paused = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes sends again.
	 */
	public void resume() {
		this.lock.lock();
		try {
			this.client.resume();
			this.paused = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Replaces the connections, without harm to any send.
	 */
	public void retireLanes() {
		this.client.retireConnections();
	}

}
