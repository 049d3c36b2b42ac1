package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

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

	private final @Nullable ExecutorService owned;

	private final OwnThreads threads = new OwnThreads();

	private Callbacks(Executor executor, @Nullable ExecutorService owned) {
		this.executor = executor;
		this.owned = owned;
	}

	/**
	 * On an executor that stays the user's.
	 * @param executor the executor
	 * @return the callbacks
	 */
	public static Callbacks on(Executor executor) {
		return new Callbacks(executor, null);
	}

	/**
	 * On an executor that closes with the client.
	 * @param executor the executor
	 * @return the callbacks
	 */
	public static Callbacks owning(ExecutorService executor) {
		return new Callbacks(executor, executor);
	}

	/**
	 * The threads that run callbacks just now, and others of ours.
	 */
	OwnThreads threads() {
		return this.threads;
	}

	void run(Runnable callback) {
		Runnable marked = this.threads.marked(callback);
		try {
			this.executor.execute(marked);
		}
		catch (RuntimeException | Error ex) {
			// Late is better than never: somebody waits for this future.
			logger.warn("The callback executor refused a notification, it runs on the engine's thread", ex);
			marked.run();
		}
	}

	void close(Duration limit) {
		if (this.owned == null) {
			return;
		}
		this.owned.shutdown();
		try {
			if (!this.owned.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
				logger.warn("Listeners still run {} ms after the client was closed", limit.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
