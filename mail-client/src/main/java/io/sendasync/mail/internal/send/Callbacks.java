package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.internal.lane.Threads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs foreign code away from the lanes: on the executor that the user gave, or on one of
 * our own, which is ours to close.
 */
public final class Callbacks {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	private final Executor executor;

	private final @Nullable Owned owned;

	private final OwnThreads threads;

	/**
	 * An executor that is ours to close.
	 */
	@FunctionalInterface
	private interface Owned {

		/**
		 * Waits for what runs.
		 * @return whether all of it ended in time
		 */
		boolean close(long nanos) throws InterruptedException;

	}

	private Callbacks(Executor executor, @Nullable Owned owned, OwnThreads threads) {
		this.executor = executor;
		this.owned = owned;
		this.threads = threads;
	}

	/**
	 * On an executor that stays the user's.
	 * @param executor the executor
	 * @return the callbacks
	 */
	public static Callbacks on(Executor executor) {
		return new Callbacks(executor, null, new OwnThreads());
	}

	/**
	 * On threads that end with the client.
	 * @param factory of threads that may block
	 * @param platformThreads how many there are at most where threads are not virtual
	 * @return the callbacks
	 */
	public static Callbacks onThreads(ThreadFactory factory, int platformThreads) {
		OwnThreads threads = new OwnThreads();
		ThreadFactory ours = threads.of(factory);
		if (Threads.areVirtual()) {
			ExecutorService executor = Threads.onePerTask(ours);
			return new Callbacks(executor, (nanos) -> {
				executor.shutdown();
				return executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
			}, threads);
		}
		CallbackPool pool = new CallbackPool(ours, platformThreads);
		return new Callbacks(pool, pool::close, threads);
	}

	/**
	 * The threads that run callbacks just now, and others of ours.
	 */
	OwnThreads threads() {
		return this.threads;
	}

	void run(Runnable callback) {
		// Threads of our own are known as such from their start.
		Runnable marked = (this.owned != null) ? callback : this.threads.marked(callback);
		try {
			this.executor.execute(marked);
		}
		catch (RuntimeException | Error ex) {
			// Late is better than never: somebody waits for this future.
			logger.warn("The callback executor refused a notification, it runs on the engine's thread", ex);
			this.threads.marked(callback).run();
		}
	}

	void close(Duration limit) {
		if (this.owned == null) {
			return;
		}
		try {
			if (!this.owned.close(limit.toNanos())) {
				logger.warn("Listeners still run {} ms after the client was closed", limit.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
