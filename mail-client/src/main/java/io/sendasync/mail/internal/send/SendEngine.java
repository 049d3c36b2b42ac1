package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.lane.LaneWorker;
import io.sendasync.mail.internal.lane.Lanes;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.message.MailPriority;
import org.jspecify.annotations.Nullable;

/**
 * Takes sends on, has the lanes work them off, and brings each to its end: counted,
 * notified, its future completed.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class SendEngine {

	// What close() adds to the drain timeout, at most: for the connections, and for
	// listeners that still run.
	private static final Duration CLOSING = Duration.ofSeconds(2);

	private final SendSettings settings;

	private final Admission admission;

	private final SendQueue queue;

	private final Lanes lanes;

	private final Timers timers;

	private final Callbacks callbacks;

	private final LaneSupply supply;

	private final ConnectionChecks checks;

	private final Send.@Nullable Retries retries;

	private final Totals totals = new Totals();

	private final PendingSends pending = new PendingSends();

	/**
	 * Creates an engine that is ready to take sends.
	 * @param settings of the sends
	 * @param workers deliver what is taken on
	 * @param threads for lanes and timers
	 * @param callbacks where foreign code runs
	 */
	public SendEngine(SendSettings settings, LaneWorker.Maker workers, EngineThreads threads, Callbacks callbacks) {
		this.settings = settings;
		this.admission = new Admission(settings.queue());
		this.queue = new SendQueue(this.admission, settings.queue().rate());
		this.lanes = new Lanes(
				new Lanes.Frame(settings.maxLanes(), callbacks.threads().of(threads.lanes()), settings.events()),
				workers, this.queue, new Owner());
		this.timers = new Timers(callbacks.threads().of(threads.timers()));
		this.supply = new LaneSupply(this.queue, this.lanes, this.timers);
		this.checks = new ConnectionChecks(this.admission, this.queue, this.lanes, this.timers, callbacks);
		this.retries = (settings.retries().maxAttempts() > 1)
				? new LaterAttempts(settings.retries(), this.timers, this::addAgain) : null;
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
	 * Fails if the engine takes no sends.
	 * @throws IllegalStateException if it is paused or closed
	 */
	public void requireOpen() {
		this.admission.requireOpen();
	}

	/**
	 * Fails if the engine is closed.
	 * @throws IllegalStateException if it is
	 */
	public void requireNotClosed() {
		this.admission.requireNotClosed();
	}

	/**
	 * Makes sure of a place in the queue; {@link #submit} or {@link #reject} use it up.
	 * @param id of the operation
	 * @param messageId of the message
	 * @param envelope of the message
	 * @param priority among those that wait
	 * @return a send that is not under way yet
	 * @throws IllegalStateException if the engine is paused or closed
	 * @throws io.sendasync.mail.delivery.SmtpQueueFullException if the queue is full
	 */
	public Send admit(String id, String messageId, Envelope envelope, MailPriority priority) {
		// Our threads bring the room that is waited for.
		Admission.Ticket ticket = this.admission.enter(!this.callbacks.threads().isCaller());
		Send send = new Send(id, messageId, envelope, priority, this.settings.events());
		send.ticket(ticket);
		return send;
	}

	/**
	 * Puts a send on its way.
	 * @param send an admitted one
	 * @param mail what to send
	 * @param result where it goes in the end
	 * @throws IllegalStateException if the engine was paused or closed while the caller
	 * waited for room
	 * @throws io.sendasync.mail.delivery.SmtpQueueFullException if there is no room for
	 * the content
	 */
	public void submit(Send send, Mail mail, SendResult result) {
		load(send, mail.content().size());
		begin(send, mail, result);
		if (!this.queue.add(send)) {
			send.cancel(null);
			return;
		}
		this.supply.openFor(send);
	}

	private void load(Send send, long octets) {
		boolean loaded = false;
		try {
			send.ticket(this.admission.load(send.ticket(), octets));
			loaded = true;
		}
		finally {
			if (!loaded) {
				endPauseIfQuiet();
			}
		}
	}

	private void addAgain(Send send) {
		this.queue.addAgain(send);
		this.supply.open();
	}

	/**
	 * What lanes need of the engine.
	 */
	private final class Owner implements Lanes.Owner {

		@Override
		public void noneOpen() {
			endPauseIfQuiet();
		}

		@Override
		public void noThread(Throwable cause) {
			SendEngine.this.supply.openLater(cause);
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
		this.admission.leavePlace(send.ticket());
		send.fail(failure);
	}

	private void begin(Send send, @Nullable Mail mail, SendResult result) {
		send.events().queued();
		this.totals.countSubmitted();
		Duration deadline = (mail != null) ? this.settings.deadline() : null;
		Expiry expiry = (deadline != null) ? new Expiry(send, deadline) : null;
		send.prepare(mail, this.retries, (ended, before, end) -> {
			if (expiry != null) {
				expiry.cancel();
			}
			end(ended, before, end, result);
		});
		// From here on others may end it.
		this.pending.add(send);
		this.admission.entered();
		endPauseIfQuiet();
		if (expiry != null) {
			expiry.start(this.timers);
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
			endPauseIfQuiet();
		}
	}

	/**
	 * Cancels all that can be cancelled.
	 */
	public void cancelAll() {
		this.pending.cancelAll();
	}

	/**
	 * Takes no more sends, gives the pending ones time to end, then ends them.
	 * @param drainTimeout how much time
	 */
	public void close(Duration drainTimeout) {
		this.admission.close();
		this.checks.refuse();
		boolean interrupted = false;
		try {
			this.pending.awaitNone(drainTimeout);
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
		endPause();
		this.callbacks.close(CLOSING);
	}

	/**
	 * Takes no sends until {@link #resume()}.
	 * @return completes on a callback thread when nothing is under way and no connection
	 * is left
	 */
	public CompletableFuture<Void> pause() {
		CompletableFuture<Void> pause = this.admission.pause();
		this.checks.refuse();
		this.queue.wakeIdle();
		endPauseIfQuiet();
		// One for each caller: what he does to it is his own affair.
		CompletableFuture<Void> own = new CompletableFuture<>();
		CompletableFuture<Void> unused = pause.whenComplete((quiet, resumed) -> {
			if (resumed == null) {
				own.complete(null);
			}
			else {
				own.cancel(false);
			}
		});
		return own;
	}

	/**
	 * Takes sends again.
	 * @throws IllegalStateException if the engine is closed
	 */
	public void resume() {
		CompletableFuture<Void> awaited = this.admission.resume();
		if (awaited != null) {
			this.callbacks.run(() -> awaited.cancel(false));
		}
	}

	/**
	 * Asks whether the server answers.
	 * @param timeout after which there is no answer
	 * @return completes on a callback thread, normally if it did, else with an
	 * {@link SmtpException}, or {@link IllegalStateException} if the engine was shut
	 * meanwhile
	 * @throws IllegalStateException if the engine is paused or closed
	 */
	public CompletableFuture<Void> checkConnection(Duration timeout) {
		return this.checks.ask(timeout);
	}

	/**
	 * Has each connection replaced when its present work is done.
	 */
	public void retireConnections() {
		this.queue.retire();
	}

	// In this order: one that comes in is pending before it stops entering, and needs a
	// lane to end.
	private void endPauseIfQuiet() {
		if (this.admission.isShut() && !this.admission.isBusy() && this.pending.isEmpty() && this.lanes.open() == 0) {
			endPause();
		}
	}

	private void endPause() {
		CompletableFuture<Void> awaited = this.admission.takePause();
		if (awaited != null) {
			this.callbacks.run(() -> awaited.complete(null));
		}
	}

	private void endPending() {
		if (!this.pending.isEmpty()) {
			this.pending.cancelAll();
			this.pending.giveUpAll();
			this.lanes.abort();
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
