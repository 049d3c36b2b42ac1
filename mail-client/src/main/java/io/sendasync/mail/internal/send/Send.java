package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.internal.lane.LaneWork;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.smtp.Events;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.RecipientFailures;
import io.sendasync.mail.internal.smtp.TransactionResult;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailPriority;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One send, from admission to its end, which comes exactly once: every change is one
 * compare-and-set, and only its winner acts on it.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class Send implements LaneWork {

	private static final Logger logger = LoggerFactory.getLogger(Send.class);

	private final String id;

	private final String messageId;

	private final Envelope envelope;

	private final MailPriority priority;

	// Its place in the line, given and read by the queue under its lock.
	private long place = -1;

	// Those before and behind it, in the queue's hands as well.
	@Nullable Send ahead;

	@Nullable Send behind;

	// Null once it ended: what waits to be looked at must not keep contents alive.
	private volatile @Nullable Mail mail;

	private final AtomicReference<SendState> state;

	private final SendEvents events;

	// Null for a single attempt. Set before any other thread sees this object.
	private @Nullable Retries retries;

	// Counted by the lane that has it.
	private int attempts = 1;

	// Set before any other thread sees this object.
	private @Nullable Ending ending;

	// Set before any other thread sees this object.
	private Admission.Ticket ticket = Admission.Ticket.PLACE;

	/**
	 * Where the end of a send is taken note of.
	 */
	@FunctionalInterface
	interface Ending {

		void ended(Send send, SendState before, SendState.Ended end);

	}

	/**
	 * Where a send goes for another attempt.
	 */
	interface Retries {

		RetryPolicy policy();

		void again(Send send, int attempts, SmtpException failure);

	}

	Send(String id, String messageId, Envelope envelope, MailPriority priority, Events events) {
		this.id = id;
		this.events = SendEvents.of(events, id);
		this.messageId = messageId;
		this.priority = priority;
		this.envelope = envelope;
		this.state = new AtomicReference<>(new SendState.Queued(System.nanoTime()));
	}

	void prepare(@Nullable Mail mail, @Nullable Retries retries, Ending ending) {
		this.mail = mail;
		this.retries = retries;
		this.ending = ending;
	}

	MailPriority priority() {
		return this.priority;
	}

	long place() {
		return this.place;
	}

	void place(long place) {
		this.place = place;
	}

	/**
	 * What it takes of the queue while it waits there.
	 */
	Admission.Ticket ticket() {
		return this.ticket;
	}

	void ticket(Admission.Ticket ticket) {
		this.ticket = ticket;
	}

	SendEvents events() {
		return this.events;
	}

	/**
	 * The id of the operation.
	 * @return unique within the process
	 */
	@Override
	public String id() {
		return this.id;
	}

	/**
	 * Where it stands.
	 * @return the status of this moment
	 */
	public SendStatus status() {
		return state().status();
	}

	@Override
	public @Nullable Mail mail() {
		return this.mail;
	}

	@Override
	public boolean start(Cut cut) {
		long now = System.nanoTime();
		SendState before = change((current) -> current.start(cut, now));
		if (before != null) {
			this.events.taken(before, now);
		}
		return before != null;
	}

	@Override
	public boolean requeue() {
		return change(SendState::requeue) != null;
	}

	@Override
	public boolean commit(List<RecipientOutcome> inDoubt) {
		return change((current) -> current.commit(inDoubt)) != null;
	}

	@Override
	public boolean goOn(List<RecipientOutcome> soFar) {
		if (soFar.stream().noneMatch(RecipientOutcome.Accepted.class::isInstance)) {
			return !status().isFinal();
		}
		return change((current) -> current.goOn(soFar)) != null;
	}

	@Override
	public boolean end(TransactionResult result) {
		SmtpException failure = result.failure();
		if (failure != null && result.outcomes().stream().noneMatch(RecipientOutcome.Accepted.class::isInstance)
				&& triedAgain(failure)) {
			return true;
		}
		long now = System.nanoTime();
		boolean ended = finish((current) -> {
			SendReceipt receipt = receipt(current, now, result.outcomes(), result.finalReply());
			return current
				.end((failure == null) ? SendState.Ended.completed(receipt) : SendState.Ended.failed(failure, receipt));
		}) != null;
		if (!ended && status() == SendStatus.UNKNOWN) {
			logger.info("Send {} was given up as unknown, and is known after all: {}", this.id,
					(failure == null) ? result.finalReply() : failure.getMessage());
		}
		return ended;
	}

	@Override
	public boolean fail(SmtpException failure) {
		if (triedAgain(failure)) {
			return true;
		}
		long now = System.nanoTime();
		return finish((current) -> current.end(failed(failure, current, now))) != null;
	}

	/**
	 * Puts it back for another attempt if it is certain that there may be one.
	 */
	private boolean triedAgain(SmtpException failure) {
		Retries current = this.retries;
		if (current == null || failure.outcome() == SendOutcome.UNKNOWN || !failure.isTransient()
				|| this.attempts >= current.policy().maxAttempts() || change(SendState::retry) == null) {
			return false;
		}
		current.again(this, this.attempts++, failure);
		return true;
	}

	/**
	 * Withdraws it if the server certainly has not accepted it.
	 * @param reason what the future is to fail with, or null for a plain cancellation
	 * @return true if it was withdrawn by this call
	 */
	public boolean cancel(@Nullable Throwable reason) {
		return cutIfOpen(finish((current) -> current.cancel(reason)));
	}

	/**
	 * Why it was withdrawn.
	 * @return the reason, or null without one or if it was not withdrawn
	 */
	public @Nullable Throwable withdrawnFor() {
		return (state() instanceof SendState.Ended end) ? end.reason() : null;
	}

	/**
	 * Gives up on it, wherever it is.
	 * @param notCommitted its failure if it was certainly not accepted
	 * @param committed its failure if nobody can tell
	 * @return true if it was ended by this call
	 */
	public boolean abandon(SmtpException notCommitted, SmtpException committed) {
		long now = System.nanoTime();
		return cutIfOpen(finish((current) -> current
			.end(failed((current instanceof SendState.Committed) ? committed : notCommitted, current, now))));
	}

	/**
	 * Gives up on it because it took too long.
	 * @param what took how long, for the message
	 * @param limit of that
	 */
	void timeOut(String what, Duration limit) {
		String text = what + " (" + status() + ")";
		abandon(new SmtpTimeoutException(text, SendOutcome.NOT_SENT, limit, null),
				new SmtpTimeoutException(text + ". The message went out whole, whether it was accepted is unknown",
						SendOutcome.UNKNOWN, limit, null));
	}

	private static boolean cutIfOpen(@Nullable SendState before) {
		if (before instanceof SendState.Active active && !(before instanceof SendState.Committed)) {
			active.cut().cut();
		}
		return before != null;
	}

	private SendState.Ended failed(SmtpException failure, SendState state, long now) {
		Function<MailAddress, RecipientOutcome> outcome = switch (failure.outcome()) {
			case UNKNOWN -> RecipientOutcome.Unknown::new;
			case NOT_SENT, REJECTED -> RecipientOutcome.NotAttempted::new;
		};
		List<RecipientOutcome> soFar = (failure.outcome() == SendOutcome.UNKNOWN) ? state.inDoubt() : state.soFar();
		if (soFar.isEmpty()) {
			List<RecipientOutcome> outcomes = this.envelope.recipients().stream().map(outcome).toList();
			return SendState.Ended.failed(failure, receipt(state, now, outcomes, null));
		}
		// Those that have it, have it.
		SmtpException ofSome = Objects.requireNonNullElse(RecipientFailures.ofParts(soFar, failure), failure);
		return SendState.Ended.failed(ofSome, receipt(state, now, soFar, null));
	}

	private SendReceipt receipt(SendState state, long now, List<RecipientOutcome> outcomes,
			@Nullable SmtpReply finalReply) {
		return new SendReceipt(this.id, this.messageId, this.envelope, outcomes, finalReply,
				Duration.ofNanos(state.queuedNanos(now)), Duration.ofNanos(state.sendingNanos(now)));
	}

	/**
	 * Moves to an end and acts on it, once.
	 * @return the state before, or null if there is no way from it
	 */
	private @Nullable SendState finish(Function<SendState, @Nullable SendState> transition) {
		SendState before = change(transition);
		if (before != null) {
			this.mail = null;
			SendState.Ended end = (SendState.Ended) state();
			if (end.failure() != null && end.receipt() != null) {
				end.failure().initReceipt(end.receipt());
			}
			this.events.ended(before, end);
			Objects.requireNonNull(this.ending, "not prepared").ended(this, before, end);
		}
		return before;
	}

	private SendState state() {
		return Objects.requireNonNull(this.state.get());
	}

	/**
	 * Makes one change.
	 * @return the state before it, or null if it is not possible
	 */
	private @Nullable SendState change(Function<SendState, @Nullable SendState> transition) {
		while (true) {
			SendState before = state();
			SendState after = transition.apply(before);
			if (after == null) {
				return null;
			}
			if (this.state.compareAndSet(before, after)) {
				return before;
			}
		}
	}

	/**
	 * Whether the future may complete with this, which is so once the send ended with it.
	 * @param result a receipt, a failure, or null for a cancellation
	 * @return true if it is the result
	 */
	public boolean endedWith(@Nullable Object result) {
		return state() instanceof SendState.Ended end
				&& ((end.failure() != null) ? end.failure() == result : end.receipt() == result);
	}

}
