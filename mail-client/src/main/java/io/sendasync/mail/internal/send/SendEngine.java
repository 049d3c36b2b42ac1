package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.internal.lane.LaneWorker;
import io.sendasync.mail.internal.lane.Lanes;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.message.MailPriority;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes sends on, has the lanes work them off, and brings each to its end: counted,
 * notified, its future completed.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class SendEngine {

	private static final Logger logger = LoggerFactory.getLogger(SendEngine.class);

	// What close() adds to the drain timeout, at most: for the connections, and for
	// listeners that still run.
	private static final Duration CLOSING = Duration.ofSeconds(2);

	private final SendSettings settings;

	private final SendQueue queue;

	private final Lanes lanes;

	private final Timers timers;

	private final Callbacks callbacks;

	private final Send.Retries retries = new LaterAttempts();

	private final Totals totals = new Totals();

	// Those without a result yet.
	private final Set<Send> pending = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition nonePending = this.lock.newCondition();

	private volatile boolean closed;

	/**
	 * Creates an engine that is ready to take sends.
	 * @param settings of the sends
	 * @param workers deliver what is taken on
	 * @param threads for lanes and timers
	 * @param callbacks where foreign code runs
	 */
	public SendEngine(SendSettings settings, LaneWorker.Maker workers, EngineThreads threads, Callbacks callbacks) {
		this.settings = settings;
		this.queue = new SendQueue(settings.queueCapacity());
		this.lanes = new Lanes(settings.maxLanes(), workers, this.queue, threads.lanes(), settings.events());
		this.timers = new Timers(threads.timers());
		this.callbacks = callbacks;
	}

	/**
	 * Where threads come from.
	 *
	 * @param lanes for blocking work
	 * @param timers for short actions
	 */
	public record EngineThreads(ThreadFactory lanes, ThreadFactory timers) {
	}

	/**
	 * Fails if the engine is closed.
	 * @throws IllegalStateException if it is
	 */
	public void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException("The client is closed");
		}
	}

	/**
	 * Makes sure of a place in the queue; {@link #submit} or {@link #reject} use it up.
	 * @param id of the operation
	 * @param messageId of the message
	 * @param envelope of the message
	 * @param priority among those that wait
	 * @return a send that is not under way yet
	 * @throws IllegalStateException if the engine is closed
	 * @throws io.sendasync.mail.delivery.SmtpQueueFullException if the queue is full
	 */
	public Send admit(String id, String messageId, Envelope envelope, MailPriority priority) {
		requireOpen();
		this.queue.reserve();
		return new Send(id, messageId, envelope, priority, this.settings.events());
	}

	/**
	 * Puts a send on its way.
	 * @param send an admitted one
	 * @param mail what to send
	 * @param result where it goes in the end
	 */
	public void submit(Send send, Mail mail, SendResult result) {
		begin(send, mail, result);
		if (!this.queue.add(send)) {
			send.cancel(null);
			return;
		}
		try {
			this.lanes.openIfWanted();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			send.fail(new SmtpException("No thread for a connection: " + ex.getMessage(), SendOutcome.NOT_SENT, null,
					ex));
		}
	}

	/**
	 * Ends a send that cannot go on its way.
	 * @param send an admitted one
	 * @param failure why
	 * @param result where it goes
	 */
	public void reject(Send send, SmtpException failure, SendResult result) {
		begin(send, null, result);
		this.queue.release();
		send.fail(failure);
	}

	private void begin(Send send, @Nullable Mail mail, SendResult result) {
		send.events().queued();
		this.totals.countSubmitted();
		AtomicReference<@Nullable Future<?>> expiry = new AtomicReference<>();
		send.prepare(mail, (this.settings.retries().maxAttempts() > 1) ? this.retries : null, (ended, before, end) -> {
			Future<?> pendingExpiry = expiry.get();
			if (pendingExpiry != null) {
				pendingExpiry.cancel(false);
			}
			end(ended, before, end, result);
		});
		// From here on others may end it.
		this.pending.add(send);
		Duration deadline = this.settings.deadline();
		if (deadline != null && mail != null) {
			expiry.set(this.timers.after(deadline, () -> expire(send, deadline)));
		}
	}

	private static void expire(Send send, Duration deadline) {
		String text = "No result before the deadline of " + deadline.toMillis() + " ms (" + send.status() + ")";
		send.abandon(new SmtpTimeoutException(text, SendOutcome.NOT_SENT, deadline, null),
				new SmtpTimeoutException(text + ". The message went out whole, whether it was accepted is unknown",
						SendOutcome.UNKNOWN, deadline, null));
	}

	/**
	 * Attempts that come later.
	 */
	private final class LaterAttempts implements Send.Retries {

		@Override
		public RetryPolicy policy() {
			return SendEngine.this.settings.retries();
		}

		@Override
		public void again(Send send, int attempts, SmtpException failure) {
			Duration delay = policy().delayAfter(attempts);
			long jitter = ThreadLocalRandom.current().nextLong(delay.toNanos() / 5 + 1);
			logger.debug("Attempt {} of send {} failed, the next one is in {} ms: {}", attempts, send.id(),
					delay.toMillis(), failure.getMessage());
			send.events().retried(attempts, delay, failure);
			Future<?> later = SendEngine.this.timers.after(delay.plusNanos(jitter), () -> {
				SendEngine.this.queue.addAgain(send);
				SendEngine.this.lanes.openIfWanted();
			});
			if (later == null) {
				send.cancel(null);
			}
		}

	}

	private void end(Send send, SendState before, SendState.Ended end, SendResult result) {
		if (before instanceof SendState.Queued) {
			this.queue.remove(send);
		}
		this.totals.countEnded(end.status());
		try {
			result.settle(end, this.callbacks);
		}
		finally {
			this.pending.remove(send);
			if (this.pending.isEmpty()) {
				signalNonePending();
			}
		}
	}

	private void signalNonePending() {
		this.lock.lock();
		try {
			this.nonePending.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Cancels all that can be cancelled.
	 */
	public void cancelAll() {
		this.pending.forEach((send) -> send.cancel(null));
	}

	/**
	 * Takes no more sends, gives the pending ones time to end, then ends them.
	 * @param drainTimeout how much time
	 */
	public void close(Duration drainTimeout) {
		this.closed = true;
		boolean interrupted = false;
		try {
			awaitNonePending(drainTimeout);
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		endPending();
		this.timers.close();
		this.queue.close();
		// One that was admitted just before, and came into the queue since.
		endPending();
		try {
			if (!interrupted && !this.lanes.awaitNone(CLOSING)) {
				this.lanes.abort();
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		this.callbacks.close(CLOSING);
	}

	private void endPending() {
		if (!this.pending.isEmpty()) {
			cancelAll();
			this.pending.forEach(SendEngine::giveUp);
			this.lanes.abort();
		}
	}

	private static void giveUp(Send send) {
		send.abandon(new SmtpException("The client was closed", SendOutcome.NOT_SENT, null, null),
				new SmtpException("The client was closed before the server's final reply came. The message went out"
						+ " whole, whether it was accepted is unknown", SendOutcome.UNKNOWN, null, null));
	}

	private void awaitNonePending(Duration limit) throws InterruptedException {
		long left = limit.toNanos();
		this.lock.lock();
		try {
			while (!this.pending.isEmpty() && left > 0) {
				left = this.nonePending.awaitNanos(left);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The totals since the start.
	 * @return live counters
	 */
	public Totals totals() {
		return this.totals;
	}

	/**
	 * How many sends wait.
	 * @return the length of the queue
	 */
	public int queued() {
		return this.queue.size();
	}

	/**
	 * How many sends are not ended.
	 * @return those that wait and those that lanes work on
	 */
	public int pending() {
		return this.pending.size();
	}

	/**
	 * How many connections there are.
	 * @return those open or being opened
	 */
	public int lanesOpen() {
		return this.lanes.open();
	}

	/**
	 * How many connections wait for work.
	 * @return those idle
	 */
	public int lanesIdle() {
		return this.queue.idleLanes();
	}

}
