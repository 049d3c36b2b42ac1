package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What is to happen later: attempts and deadlines. There is no thread before the first of
 * them.
 */
final class Timers {

	private final ScheduledThreadPoolExecutor executor;

	Timers(ThreadFactory threads) {
		this.executor = new ScheduledThreadPoolExecutor(1, threads);
		// Most deadlines are taken away again, and must not keep their sends alive.
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
	}

	/**
	 * Runs an action later.
	 * @param action must neither block nor throw
	 * @return to take it away again, or null if there is no later any more
	 */
	@Nullable Future<?> after(Duration delay, Runnable action) {
		try {
			return this.executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closed: what waits was ended by that.
			return null;
		}
	}

	void close() {
		this.executor.shutdown();
	}

}
