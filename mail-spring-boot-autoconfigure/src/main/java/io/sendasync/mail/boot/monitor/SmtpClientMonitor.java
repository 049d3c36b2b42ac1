package io.sendasync.mail.boot.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;
import io.sendasync.mail.delivery.SmtpStatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what one client did lately: its last ends of sends, and how connecting went.
 * Nothing of what was sent, and to whom, is kept.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
public final class SmtpClientMonitor implements SmtpEventListener {

	/** How many ends of sends are remembered. */
	public static final int CAPACITY = 50;

	private final Clock clock;

	private final ReentrantLock lock = new ReentrantLock();

	// Newest last. Guarded by the lock.
	private final Deque<Completion> recent = new ArrayDeque<>();

	private volatile @Nullable Instant lastConnected;

	private volatile @Nullable Instant lastReply;

	private volatile @Nullable ConnectFailure lastConnectFailure;

	/**
	 * The end of a send.
	 *
	 * @param operationId of the send
	 * @param time when it ended
	 * @param status how it ended
	 * @param reply the server's code, or {@code null} if it said nothing
	 * @param failure the simple name of the exception's class, or {@code null}
	 * @param queued how long it waited for a connection
	 * @param sending how long it took from there to its end
	 */
	public record Completion(String operationId, Instant time, SendStatus status, @Nullable Integer reply,
			@Nullable String failure, Duration queued, Duration sending) {
	}

	/**
	 * A connection that did not come about.
	 *
	 * @param time when that was clear
	 * @param failure the simple name of the exception's class
	 * @param reply the server's code, or {@code null} if it said nothing
	 */
	public record ConnectFailure(Instant time, String failure, @Nullable Integer reply) {
	}

	/**
	 * Creates a monitor.
	 * @param clock the time
	 */
	public SmtpClientMonitor(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void connected(SmtpEvent.Connected event) {
		this.lastConnected = this.clock.instant();
	}

	@Override
	public void connectFailed(SmtpEvent.ConnectFailed event) {
		this.lastConnectFailure = new ConnectFailure(this.clock.instant(), event.failure().type(),
				code(event.failure().statusCode()));
	}

	@Override
	public void completed(SmtpEvent.Completed event) {
		Completion completion = new Completion(event.operationId(), this.clock.instant(), event.status(),
				code(event.decidingReply()), (event.failure() != null) ? event.failure().type() : null, event.queued(),
				event.sending());
		if (event.status() == SendStatus.COMPLETED) {
			this.lastReply = completion.time();
		}
		this.lock.lock();
		try {
			if (this.recent.size() == CAPACITY) {
				this.recent.removeFirst();
			}
			this.recent.addLast(completion);
		}
		finally {
			this.lock.unlock();
		}
	}

	private static @Nullable Integer code(@Nullable SmtpStatusCode code) {
		return (code == null || code.equals(SmtpStatusCode.GENERAL_FAILURE)) ? null : code.value();
	}

	/**
	 * The last ends of sends.
	 * @return at most {@value #CAPACITY}, newest first
	 */
	public List<Completion> recent() {
		this.lock.lock();
		try {
			List<Completion> completions = new ArrayList<>(this.recent);
			Collections.reverse(completions);
			return completions;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * When a connection was ready, or a message accepted, for the last time.
	 * @return the time, or {@code null} if never
	 */
	public @Nullable Instant lastContact() {
		Instant connected = this.lastConnected;
		Instant reply = this.lastReply;
		return (connected == null || (reply != null && reply.isAfter(connected))) ? reply : connected;
	}

	/**
	 * The last connection that did not come about.
	 * @return when and why, or {@code null} if there was none
	 */
	public @Nullable ConnectFailure lastConnectFailure() {
		return this.lastConnectFailure;
	}

}
