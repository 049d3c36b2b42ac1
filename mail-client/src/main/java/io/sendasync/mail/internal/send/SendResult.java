package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpException;
import org.jspecify.annotations.Nullable;

/**
 * Where the result of a send goes: to somebody who waits for it, or to observers and a
 * future.
 */
public sealed interface SendResult {

	/**
	 * Takes the result. Called once, by the thread that settled it, often a lane's.
	 * @param end the result
	 * @param callbacks where foreign code runs
	 */
	void settle(SendState.Ended end, Callbacks callbacks);

	/**
	 * Hears of the end of an asynchronous send. No method may throw.
	 */
	interface Observer {

		/**
		 * The send has its result. Must not block.
		 */
		void settled();

		/**
		 * The same, later, on a callback thread, before the future completes.
		 * @param cancelled whether it was cancelled
		 * @param failure why it is no success, or null
		 * @param receipt what became of the recipients, or null if cancelled
		 */
		void completed(boolean cancelled, @Nullable SmtpException failure, @Nullable SendReceipt receipt);

	}

	/**
	 * For a send that somebody follows.
	 *
	 * @param future completes last
	 * @param observer hears of it first
	 * @param callback tells both, as the caller wanted it decorated, or null if he did
	 * not
	 */
	record Async(CompletableFuture<SendReceipt> future, Observer observer,
			@Nullable DeferredTask callback) implements SendResult {

		@Override
		public void settle(SendState.Ended end, Callbacks callbacks) {
			this.observer.settled();
			Runnable task = () -> tell(end);
			callbacks.run((this.callback != null) ? this.callback.with(task) : task);
		}

		private void tell(SendState.Ended end) {
			try {
				this.observer.completed(end.receipt() == null, end.failure(), end.receipt());
			}
			finally {
				// Whatever foreign code does to this thread, whoever waits is told.
				complete(end);
			}
		}

		private void complete(SendState.Ended end) {
			if (end.failure() != null) {
				this.future.completeExceptionally(end.failure());
			}
			else if (end.receipt() != null) {
				this.future.complete(end.receipt());
			}
			else {
				this.future.cancel(false);
			}
		}

	}

	/**
	 * For a send that a thread waits for. Nobody else sees the future, so it completes
	 * right where the result is: a callback thread that waits here needs no other one.
	 */
	final class Waiting implements SendResult {

		private final CompletableFuture<SendState.Ended> end = new CompletableFuture<>();

		private final Runnable settled;

		/**
		 * Creates a place for the result.
		 * @param settled runs when the result is there; neither blocks nor throws
		 */
		public Waiting(Runnable settled) {
			this.settled = settled;
		}

		@Override
		public void settle(SendState.Ended end, Callbacks callbacks) {
			this.settled.run();
			this.end.complete(end);
		}

		/**
		 * Waits for the result.
		 * @param send the send
		 * @param timeout how long
		 * @return the receipt
		 * @throws SmtpException if it failed, the time is over, it was cancelled or the
		 * thread is interrupted (the flag is set then)
		 */
		public SendReceipt await(Send send, Duration timeout) {
			SendState.Ended result = awaitEnd(send, timeout);
			if (result.failure() != null) {
				throw result.failure();
			}
			if (result.receipt() == null) {
				throw new SmtpException("The send was cancelled", SendOutcome.NOT_SENT, null, null);
			}
			return result.receipt();
		}

		private SendState.Ended awaitEnd(Send send, Duration timeout) {
			try {
				return this.end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				send.timeOut("No result after " + timeout.toMillis() + " ms", timeout);
			}
			catch (InterruptedException ex) {
				send.abandon(new SmtpException("Interrupted while waiting", SendOutcome.NOT_SENT, null, ex),
						new SmtpException(
								"Interrupted while waiting for the server's final reply. The message went"
										+ " out whole, whether it was accepted is unknown",
								SendOutcome.UNKNOWN, null, ex));
				Thread.currentThread().interrupt();
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("Nobody completes this future exceptionally", ex);
			}
			return this.end.join();
		}

	}

}
