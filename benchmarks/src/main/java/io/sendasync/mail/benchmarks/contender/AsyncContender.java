package io.sendasync.mail.benchmarks.contender;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A client whose calls give a future: a bounded number of messages is on the way. Who
 * sends is woken when half of them arrived, not for each: an application that hands out
 * messages does not wait for single ones either.
 */
abstract class AsyncContender implements Contender {

	private final int window;

	private final AtomicInteger onTheWay = new AtomicInteger();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	AsyncContender(int lanes) {
		this.window = Math.max(256, lanes * 8);
	}

	/**
	 * Begins to send one message.
	 */
	abstract CompletionStage<?> send();

	@Override
	public final long sendUntil(long deadline) {
		Thread sender = Thread.currentThread();
		long sent = 0;
		while (System.nanoTime() - deadline < 0 && this.failure.get() == null) {
			if (this.onTheWay.get() == this.window) {
				awaitAtMost(this.window / 2);
			}
			this.onTheWay.incrementAndGet();
			send().whenComplete((result, problem) -> arrived(problem, sender));
			sent++;
		}
		awaitAtMost(0);
		Throwable problem = this.failure.get();
		if (problem != null) {
			throw new IllegalStateException("A message was not accepted", problem);
		}
		return sent;
	}

	private void arrived(@Nullable Throwable problem, Thread sender) {
		if (problem != null) {
			this.failure.compareAndSet(null, problem);
		}
		int left = this.onTheWay.decrementAndGet();
		if (left == this.window / 2 || left == 0) {
			LockSupport.unpark(sender);
		}
	}

	private void awaitAtMost(int number) {
		while (this.onTheWay.get() > number) {
			LockSupport.park(this);
		}
	}

	@Override
	public final void sendOne() throws Exception {
		send().toCompletableFuture().get();
	}

}
