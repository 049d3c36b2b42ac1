package io.sendasync.mail.benchmarks.contender;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A client whose calls give a future: a bounded number of messages is on the way.
 */
abstract class AsyncContender implements Contender {

	private final int window;

	private final Semaphore permits;

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	AsyncContender(int lanes) {
		this.window = Math.max(256, lanes * 8);
		this.permits = new Semaphore(this.window);
	}

	/**
	 * Begins to send one message.
	 */
	abstract CompletionStage<?> send();

	@Override
	public final long sendUntil(long deadline) throws Exception {
		long sent = 0;
		while (System.nanoTime() - deadline < 0 && this.failure.get() == null) {
			this.permits.acquire();
			send().whenComplete((result, problem) -> {
				if (problem != null) {
					this.failure.compareAndSet(null, problem);
				}
				this.permits.release();
			});
			sent++;
		}
		this.permits.acquire(this.window);
		this.permits.release(this.window);
		Throwable problem = this.failure.get();
		if (problem != null) {
			throw new IllegalStateException("A message was not accepted", problem);
		}
		return sent;
	}

	@Override
	public final void sendOne() throws Exception {
		send().toCompletableFuture().get();
	}

}
