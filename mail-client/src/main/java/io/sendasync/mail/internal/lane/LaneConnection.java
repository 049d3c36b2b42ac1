package io.sendasync.mail.internal.lane;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpEvent.CloseReason;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.smtp.Session;
import io.sendasync.mail.internal.smtp.SessionOpener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a lane: opened when there is a job for it, kept while it is good, and
 * replaced.
 *
 * <p>
 * Thread contract: confined to its lane's thread, except {@link #abort()}.
 */
final class LaneConnection {

	private static final Logger logger = LoggerFactory.getLogger(LaneConnection.class);

	// Below this a look costs more than the rare lost connection that it saves.
	private static final long LOOK_AFTER_NANOS = 1_000_000_000L;

	private final Lanes lanes;

	private final LaneSettings settings;

	private final SessionOpener opener;

	private final WorkSource source;

	private volatile @Nullable Session session;

	// While a connection is opened for a question alone.
	private volatile @Nullable Probe opening;

	private long expiresAt;

	// When the connection was opened, or a message's turn ended: questions do not count.
	private long usedAt;

	private int transactions;

	// When the connection was opened, or else the lane.
	private long generation;

	// When there was leave to open a connection.
	private long askedAt;

	LaneConnection(Lanes lanes, LaneSettings settings, SessionOpener opener, WorkSource source) {
		this.lanes = lanes;
		this.settings = settings;
		this.opener = opener;
		this.source = source;
		this.generation = source.generation();
	}

	boolean isClosed() {
		return this.session == null;
	}

	long generation() {
		return this.generation;
	}

	/**
	 * Asks to connect.
	 * @return zero for leave, else how long to wait before asking again
	 */
	long askToConnect() {
		this.askedAt = System.nanoTime();
		return this.lanes.limit().askToConnect(this.askedAt);
	}

	/**
	 * When there was leave for the last attempt to connect.
	 */
	long askedAt() {
		return this.askedAt;
	}

	/**
	 * Whether there was a transaction before.
	 */
	boolean isUsed() {
		return this.transactions > 0;
	}

	void countTransaction() {
		this.transactions++;
	}

	/**
	 * A message's turn is over.
	 */
	void touch(Session session) {
		this.usedAt = session.aliveAt();
	}

	/**
	 * Whether the lane is one too many; its connection is closed then. Lanes without a
	 * session may outnumber what the server bears while they try to get one: they do not
	 * make one with a session end.
	 */
	boolean isSurplus() {
		Session current = this.session;
		if (current == null) {
			return this.lanes.isCrowded();
		}
		if (!this.lanes.giveUpSession()) {
			return false;
		}
		this.session = null;
		current.events().closed(CloseReason.NOT_NEEDED, this.transactions);
		current.close();
		return true;
	}

	/**
	 * The session to serve the job in: the kept one if it is good, else a new one.
	 */
	Session session(Job job) {
		Session kept = this.session;
		if (kept != null) {
			if (job.hasTransaction()) {
				return kept;
			}
			CloseReason reason = (isWornOut() || !job.fits(kept)) ? CloseReason.WORN_OUT
					: (isIdleForLong() && kept.isStale()) ? CloseReason.STALE : null;
			if (reason == null) {
				job.mayReplace();
				return kept;
			}
			leave(reason);
		}
		return keep(open(job.cut()));
	}

	private Session keep(Session opened) {
		this.session = opened;
		this.transactions = 0;
		touch(opened);
		long age = this.settings.maxAge().toNanos();
		this.expiresAt = System.nanoTime() + age - ThreadLocalRandom.current().nextLong(age / 10 + 1);
		return opened;
	}

	private Session open(Cut cut) {
		this.generation = this.source.generation();
		this.lanes.attemptStarted();
		try {
			Session opened = this.opener.open(cut);
			this.lanes.limit().connected();
			this.lanes.failures().connected();
			this.lanes.sessionOpened();
			return opened;
		}
		finally {
			this.lanes.attemptEnded();
		}
	}

	/**
	 * Asks the server over the kept connection; if that is lost or there is none, over a
	 * new one, which is kept.
	 */
	void probe(Probe probe) {
		Session kept = this.session;
		if (kept != null && answers(kept, probe)) {
			probe.answered();
			return;
		}
		this.askedAt = System.nanoTime();
		SmtpException early = this.lanes.failures().askToConnect(this.askedAt);
		if (early != null) {
			probe.failed(early);
			return;
		}
		boolean over = false;
		try {
			this.opening = probe;
			keep(open(probe.cut()));
			probe.cut().detach();
			over = true;
			probe.answered();
		}
		catch (SmtpException ex) {
			over = true;
			if (!probe.cut().isCut()) {
				this.lanes.failures().addOfProbe(ex, this.askedAt);
			}
			probe.failed(ex);
		}
		catch (RuntimeException ex) {
			over = true;
			probe.failed(unexpected(ex));
		}
		finally {
			this.opening = null;
			if (!over) {
				probe.failed(unexpected(null));
			}
		}
	}

	private boolean answers(Session kept, Probe probe) {
		CloseReason reason = isWornOut() ? CloseReason.WORN_OUT : CloseReason.STALE;
		if (reason == CloseReason.STALE && !kept.isStale()) {
			try {
				kept.noop(probe.patience());
			}
			catch (IOException ex) {
				logger.debug("A kept connection did not answer: {}", ex.toString());
				drop();
				return false;
			}
			if (kept.isUsable()) {
				return true;
			}
		}
		leave(reason);
		return false;
	}

	private static SmtpException unexpected(@Nullable RuntimeException cause) {
		return new SmtpException("Unexpected failure while connecting", SendOutcome.NOT_SENT, null, cause);
	}

	/**
	 * How much of the idle time is left.
	 * @return in nanoseconds
	 */
	long idleLeft() {
		return this.usedAt + this.settings.idleTimeout().toNanos() - System.nanoTime();
	}

	/**
	 * Whether the server was heard, or took much content, then or later. From any thread.
	 */
	boolean aliveSince(long nanos) {
		Session current = this.session;
		return current != null && current.aliveAt() - nanos >= 0;
	}

	private boolean isIdleForLong() {
		return System.nanoTime() - this.usedAt > LOOK_AFTER_NANOS;
	}

	boolean isWornOut() {
		Session current = this.session;
		return this.transactions >= this.settings.maxMessages() || this.generation != this.source.generation()
				|| (current != null && current.isUsedUp()) || System.nanoTime() - this.expiresAt >= 0;
	}

	void leave(CloseReason reason) {
		this.askedAt = System.nanoTime();
		Session current = this.session;
		this.session = null;
		if (current != null) {
			this.lanes.sessionClosed();
			current.events().closed(reason, this.transactions);
			current.close();
		}
	}

	void drop() {
		this.askedAt = System.nanoTime();
		Session current = this.session;
		this.session = null;
		if (current != null) {
			this.lanes.sessionClosed();
			current.events().closed(CloseReason.BROKEN, this.transactions);
			current.abort();
		}
	}

	/**
	 * Closes the connection at once. From any thread.
	 */
	void abort() {
		Session current = this.session;
		if (current != null) {
			current.abort();
		}
		Probe pending = this.opening;
		if (pending != null) {
			pending.cut().cut();
		}
	}

}
