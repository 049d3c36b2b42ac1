package io.sendasync.mail.internal.lane;

import java.io.IOException;

import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.Session;
import io.sendasync.mail.internal.smtp.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that a lane has taken on, and how far it got there.
 *
 * <p>
 * Thread contract: confined to its lane's thread.
 */
final class Job {

	private final LaneWork work;

	// Of the mail, kept here: the work gives it away when it ends, which may be at any
	// moment.
	private final Parts parts;

	private final Cut cut;

	private @Nullable Transaction transaction;

	// Whether a lost connection may still be replaced silently: it was kept from earlier
	// work, and was not replaced before.
	private boolean replaceable;

	private boolean replaced;

	private boolean loggedInAgain;

	private Job(LaneWork work, Mail mail, Cut cut) {
		this.work = work;
		this.parts = new Parts(mail);
		this.cut = cut;
	}

	/**
	 * Takes work on.
	 * @return the job, or null if the work ended meanwhile
	 */
	static @Nullable Job start(LaneWork work) {
		Mail mail = work.mail();
		Cut cut = new Cut();
		return (mail != null && work.start(cut)) ? new Job(work, mail, cut) : null;
	}

	LaneWork work() {
		return this.work;
	}

	Parts parts() {
		return this.parts;
	}

	Cut cut() {
		return this.cut;
	}

	boolean hasTransaction() {
		return this.transaction != null;
	}

	Transaction transaction() {
		if (this.transaction == null) {
			throw new IllegalStateException("Not begun");
		}
		return this.transaction;
	}

	Transaction begin(Session session) {
		if (this.transaction == null) {
			this.transaction = session.begin(this.parts.next(session));
		}
		return this.transaction;
	}

	/**
	 * Whether it may be sent in this session, where others were before.
	 */
	boolean fits(Session session) {
		return session.hasRoomFor(this.parts.rest());
	}

	/**
	 * Sends the envelope behind a content that is on its way, if it can be.
	 */
	void rideAlong(Session session) {
		Transaction candidate = session.begin(this.parts.next(session));
		if (fits(session) && canRideAlong(candidate)) {
			this.transaction = candidate;
			mayReplace();
			try {
				candidate.offerBehindContent();
			}
			catch (IOException ex) {
				// The message in front still has to read what the server said to it.
				session.spoil();
			}
		}
	}

	private static boolean canRideAlong(Transaction candidate) {
		try {
			return candidate.canRideAlong();
		}
		catch (IllegalArgumentException ex) {
			// It will fail by itself when its turn comes; the message in front must not.
			return false;
		}
	}

	void mayReplace() {
		this.replaceable = !this.replaced;
	}

	boolean isReplaceable() {
		return this.replaceable;
	}

	/**
	 * Whether a lost login may be made up for, which is so once.
	 */
	boolean mayLogInAgain() {
		boolean first = !this.loggedInAgain;
		this.loggedInAgain = true;
		return first && !this.cut.isCut();
	}

	/**
	 * Goes on with the recipients that are left.
	 */
	Job nextPart() {
		this.parts.goOn();
		return anew();
	}

	/**
	 * Forgets the transaction. The next one's connection is not replaced silently: that
	 * was done, or is for the first part of a message alone.
	 */
	Job anew() {
		this.transaction = null;
		this.replaced = true;
		this.replaceable = false;
		return this;
	}

}
