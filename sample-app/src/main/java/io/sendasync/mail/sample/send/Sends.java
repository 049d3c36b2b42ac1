package io.sendasync.mail.sample.send;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.SendCompleted;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SendCompletedEvent;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.sample.changes.Changes;
import io.sendasync.mail.sample.changes.Watched;
import io.sendasync.mail.sample.send.SendView.Progress;
import io.sendasync.mail.sample.server.MailServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Sends mail and keeps the last sends. The end of a send comes with its
 * {@link SendCompletedEvent}; what lies between is asked for while sends are pending, a
 * few times a second: people see no more than that of a thousand sends.
 *
 * <p>
 * Thread contract: any thread may call any method. No lock is held while the client is
 * called.
 */
@Service
@Order(1)
public final class Sends implements Watched {

	private static final Logger logger = LoggerFactory.getLogger(Sends.class);

	/** Enough to look at a burst of a thousand, and at what was before. */
	static final int LIMIT = 2_000;

	private final SmtpClient client;

	private final MailServer mailServer;

	private final Flights flights;

	private final Changes changes;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private final Map<String, Tracked> tracked = new LinkedHashMap<>();

	Sends(SmtpClient client, MailServer mailServer, Flights flights, Changes changes) {
		this.client = client;
		this.mailServer = mailServer;
		this.flights = flights;
		this.changes = changes;
	}

	/**
	 * Starts to send a message.
	 * @param message the message
	 * @param token comes back with its end
	 * @return the send, which may have ended already
	 */
	public SendView submit(MailMessage message, String token) {
		requireAllowed(message);
		int pending = pending().size();
		if (pending >= LIMIT) {
			throw new TooManySendsException(pending);
		}
		return track(sendAsync(message, token));
	}

	private void requireAllowed(MailMessage message) {
		Map<String, List<MailAddress>> notAllowed = new LinkedHashMap<>();
		notAllowed.put("to", this.mailServer.notAllowed(message.to()));
		notAllowed.put("cc", this.mailServer.notAllowed(message.cc()));
		notAllowed.put("bcc", this.mailServer.notAllowed(message.bcc()));
		notAllowed.values().removeIf(List::isEmpty);
		if (!notAllowed.isEmpty()) {
			throw new RecipientNotAllowedException(notAllowed);
		}
	}

	private SendOperation sendAsync(MailMessage message, String token) {
		try {
			return this.client.sendAsync(message, token);
		}
		catch (IllegalStateException ex) {
			throw new ClientNotReadyException(ex);
		}
	}

	/**
	 * Withdraws a message if that is still possible.
	 * @param id the operation's id
	 * @return what came of it, or empty if there is no such send
	 */
	public Optional<Cancellation> cancel(String id) {
		Optional<SendOperation> operation = tracked(id).map(Tracked::operation);
		return operation.map((found) -> {
			boolean cancelled = found.cancel(true);
			return new Cancellation(id, cancelled, found.status().name().toLowerCase(Locale.ROOT),
					cancelled ? "The message is certainly not accepted."
							: "Too late to cancel: see the send for what became of it.");
		});
	}

	/**
	 * Withdraws every message of the client that can be withdrawn.
	 * @return how many were pending
	 */
	public int cancelAll() {
		int pending = pending().size();
		this.client.sendAsyncCancel();
		return pending;
	}

	/**
	 * One send.
	 * @param id the operation's id
	 * @return the send, or empty if there is none or it is too long ago
	 */
	public Optional<SendView> find(String id) {
		return tracked(id).map(Tracked::view);
	}

	@Override
	public String event() {
		return "send";
	}

	@Override
	public List<SendView> after(long change) {
		this.lock.lock();
		try {
			return this.tracked.values().stream().map(Tracked::view).filter((view) -> view.change() > change).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	@EventListener
	void completed(SendCompletedEvent<String> event) {
		SendCompleted<String> completed = event.completed();
		log(completed);
		// The event may come before sendAsync has returned to submit.
		track(completed.operation());
		RoundTrips trips = this.flights.of(completed.operation().id());
		this.lock.lock();
		try {
			this.tracked.computeIfPresent(completed.operation().id(), (id, known) -> known
				.with(known.view().ended(completed, trips, Instant.now(), this.changes.next())));
		}
		finally {
			this.lock.unlock();
		}
	}

	@Scheduled(fixedDelay = 100)
	void refresh() {
		pending().forEach((pending) -> refresh(pending.operation()));
	}

	private void refresh(SendOperation operation) {
		Progress progress = new Progress(operation.status(), this.flights.of(operation.id()));
		this.lock.lock();
		try {
			Tracked known = this.tracked.get(operation.id());
			if (known != null && !known.view().ended() && !progress.equals(known.progress())
					&& !progress.status().isFinal()) {
				this.tracked.put(operation.id(), pending(operation, progress, known.view().submittedAt()));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private SendView track(SendOperation operation) {
		this.lock.lock();
		try {
			Tracked known = this.tracked.computeIfAbsent(operation.id(),
					(id) -> pending(operation, new Progress(SendStatus.QUEUED, Flights.NONE), Instant.now()));
			forgetOldest();
			return known.view();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Tracked pending(SendOperation operation, Progress progress, Instant submittedAt) {
		return new Tracked(operation, progress,
				SendView.pending(operation, progress, submittedAt, this.changes.next()));
	}

	@GuardedBy("lock")
	private void forgetOldest() {
		Iterator<Tracked> oldest = this.tracked.values().iterator();
		while (this.tracked.size() > LIMIT && oldest.hasNext()) {
			if (oldest.next().view().ended()) {
				oldest.remove();
			}
		}
	}

	private List<Tracked> pending() {
		this.lock.lock();
		try {
			return this.tracked.values().stream().filter((send) -> !send.view().ended()).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Optional<Tracked> tracked(String id) {
		this.lock.lock();
		try {
			return Optional.ofNullable(this.tracked.get(id));
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void log(SendCompleted<String> completed) {
		if (completed.cancelled()) {
			logger.info("[{}] Send canceled.", completed.userToken());
		}
		else if (completed.error() != null) {
			logger.warn("[{}] {}", completed.userToken(), completed.error().toString());
		}
		else {
			logger.info("[{}] Message sent.", completed.userToken());
		}
	}

	/**
	 * A send and how it is shown.
	 *
	 * @param operation the send
	 * @param progress the last one before its end
	 * @param view how it is shown
	 */
	private record Tracked(SendOperation operation, Progress progress, SendView view) {

		Tracked with(SendView ended) {
			return new Tracked(this.operation, this.progress, ended);
		}

	}

}
