package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEvent.Failure;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.delivery.SmtpStatusCode;
import io.sendasync.mail.internal.smtp.Events;
import org.jspecify.annotations.Nullable;

/**
 * Tells the life of one send.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class SendEvents {

	private static final SendEvents UNHEARD = new SendEvents(Events.NONE, "");

	private final Events events;

	private final String id;

	private final AtomicBoolean waiting = new AtomicBoolean(true);

	private SendEvents(Events events, String id) {
		this.events = events;
		this.id = id;
	}

	/**
	 * For one send.
	 * @param events told of it
	 * @param id of the operation
	 */
	static SendEvents of(Events events, String id) {
		return (events == Events.NONE) ? UNHEARD : new SendEvents(events, id);
	}

	void queued() {
		this.events.tell((listener) -> listener.queued(new SmtpEvent.Queued(this.id)));
	}

	/**
	 * A lane took it, for the first time or once more.
	 */
	void taken(SendState before, long now) {
		dequeued(before.queuedNanos(now), true);
	}

	void retried(int attempt, Duration delay, SmtpException failure) {
		this.events
			.tell((listener) -> listener.retried(new SmtpEvent.Retried(this.id, attempt, delay, Failure.of(failure))));
	}

	void ended(SendState before, SendState.Ended end) {
		if (this == UNHEARD) {
			return;
		}
		long now = System.nanoTime();
		// The lane that just took it may not have come to tell so.
		dequeued(before.queuedNanos(now), !(before instanceof SendState.Queued));
		this.events.tell((listener) -> listener
			.completed(new SmtpEvent.Completed(this.id, end.status(), Duration.ofNanos(before.queuedNanos(now)),
					Duration.ofNanos(before.sendingNanos(now)), reply(end), failure(end))));
	}

	private void dequeued(long waitedNanos, boolean taken) {
		if (this.waiting.get() && this.waiting.compareAndSet(true, false)) {
			this.events.tell((listener) -> listener
				.dequeued(new SmtpEvent.Dequeued(this.id, Duration.ofNanos(waitedNanos), taken)));
		}
	}

	private static @Nullable SmtpStatusCode reply(SendState.Ended end) {
		SmtpReply reply = (end.receipt() != null) ? end.receipt().finalReply() : null;
		return (reply != null) ? reply.statusCode() : null;
	}

	private static @Nullable Failure failure(SendState.Ended end) {
		return (end.failure() != null) ? Failure.of(end.failure()) : null;
	}

}
