package io.sendasync.mail.internal.lane;

import java.io.IOException;
import java.util.Set;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpEvent.CloseReason;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpFailedRecipientException;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.smtp.Session;
import io.sendasync.mail.internal.smtp.SessionOpener;
import io.sendasync.mail.internal.smtp.Transaction;
import io.sendasync.mail.internal.smtp.TransactionResult;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the loop that feeds it. While the server has the content of one
 * message, the envelope of the next is already behind it.
 *
 * <p>
 * Thread contract: confined to its thread, except {@link #abort()}.
 */
final class Lane implements LaneWorker {

	// Replies to a whole message with which servers say that they have enough of us.
	private static final Set<Integer> THROTTLING = Set.of(421, 432, 451, 452, 454);

	private final Lanes lanes;

	private final LaneSettings settings;

	private final WorkSource source;

	private final LaneConnection connection;

	private boolean announced;

	// Taken on while the current job's content was on its way.
	private @Nullable Job next;

	Lane(Lanes lanes, LaneSettings settings, SessionOpener opener, WorkSource source) {
		this.lanes = lanes;
		this.settings = settings;
		this.source = source;
		this.connection = new LaneConnection(lanes, settings, opener, source);
	}

	/**
	 * Serves until there is no work for the idle time, or too many lanes for the server.
	 */
	@Override
	public void run() {
		try {
			LaneWork work = take();
			while (work != null && hasLeave(work)) {
				Job job = Job.start(work);
				while (job != null) {
					job = serve(job);
				}
				work = this.connection.isSurplus() ? null : take();
			}
		}
		finally {
			if (this.announced) {
				this.source.withdrawIdle();
			}
			this.connection.leave(CloseReason.NOT_NEEDED);
		}
	}

	private @Nullable LaneWork take() {
		LaneTask task = await(this.settings.idleTimeout().toNanos());
		while (task instanceof Probe probe) {
			this.connection.probe(probe);
			// One connection stays for the next question, others last as if there were
			// none.
			task = await((this.lanes.open() > 1) ? this.connection.idleLeft() : this.settings.idleTimeout().toNanos());
		}
		return (LaneWork) task;
	}

	private @Nullable LaneTask await(long nanos) {
		announceIdle();
		this.announced = false;
		return this.source.take(nanos, this.connection.generation());
	}

	/**
	 * Waits until a connection may be opened, if there is none.
	 * @return false if the work went back, to those lanes that have one
	 */
	private boolean hasLeave(LaneWork work) {
		while (this.connection.isClosed()) {
			long wait = this.connection.askToConnect();
			if (wait > 0 && this.lanes.sessions() > 0) {
				this.source.giveBack(work);
				return false;
			}
			if (wait <= 0 || !this.source.pause(wait)) {
				return true;
			}
		}
		return true;
	}

	private void announceIdle() {
		if (!this.announced && this.next == null) {
			this.announced = true;
			this.source.announceIdle();
		}
	}

	/**
	 * Serves one job.
	 * @return the job to go on with, or null
	 */
	private @Nullable Job serve(Job job) {
		boolean served = false;
		try {
			Session session = this.connection.session(job);
			try {
				if (transact(session, job)) {
					served = true;
					return job.nextPart();
				}
			}
			catch (SmtpAuthenticationException ex) {
				served = true;
				return logInAgain(job, ex);
			}
			catch (IOException ex) {
				if (isUntouched(job)) {
					served = true;
					session.events().replaced();
					return anew(job);
				}
				end(session, job, job.parts().over(job.transaction().broken(ex)));
			}
			served = true;
		}
		catch (SmtpException ex) {
			noSession(job, ex);
			served = true;
		}
		catch (RuntimeException ex) {
			announceIdle();
			job.work().fail(unexpected(job, ex));
			served = true;
			this.connection.drop();
		}
		finally {
			job.cut().detach();
			if (!served) {
				// An error, such as no memory: the send ends, the lane does too.
				job.work().fail(unexpected(job, null));
				this.connection.drop();
				failNext();
			}
		}
		return takeNext();
	}

	/**
	 * There is no session for this job. If other lanes have one the job is theirs; if the
	 * next attempt may give one the job waits for that.
	 */
	private void noSession(Job job, SmtpException failure) {
		if (!job.cut().isCut()) {
			int others = others(failure);
			this.lanes.failures().add(failure);
			this.lanes.limit()
				.connectFailed(System.nanoTime(), this.connection.askedAt(), others,
						failure instanceof SmtpAuthenticationException && !failure.isTransient());
			if ((others > 0 || isAboutNumbers(failure)) && job.work().requeue()) {
				this.source.giveBack(job.work());
				return;
			}
		}
		announceIdle();
		job.work().fail(failure);
	}

	/**
	 * The login of this connection no longer holds, as with a token that expired: the
	 * message goes again once over a new connection, for which the credentials are asked
	 * for again.
	 * @return the job to go on with, or null
	 */
	private @Nullable Job logInAgain(Job job, SmtpAuthenticationException refused) {
		this.connection.leave(CloseReason.WORN_OUT);
		if (job.mayLogInAgain()) {
			return job.anew();
		}
		this.lanes.limit().connectFailed(System.nanoTime(), this.connection.askedAt(), this.lanes.sessions(), true);
		announceIdle();
		job.work().fail(refused);
		return takeNext();
	}

	/**
	 * How many lanes may serve what this one cannot: those with a session and, if the
	 * server is there and has enough of us, those that it may be letting in just now.
	 */
	private int others(SmtpException failure) {
		// In this order: an attempt that ends in between is seen as a session.
		int attempts = (failure.statusCode().value() == 421) ? this.lanes.attempts() : 0;
		return attempts + this.lanes.sessions();
	}

	/**
	 * Whether the server has enough of us and had let us in just before the attempt: it
	 * may not have seen yet that the connection before has ended, and will let us in
	 * again.
	 */
	private boolean isAboutNumbers(SmtpException failure) {
		return failure.statusCode().value() == 421 && this.lanes.hadSessionLately(this.connection.askedAt());
	}

	/**
	 * Has one transaction for the message.
	 * @return whether another one is to follow, for recipients that are left
	 */
	private boolean transact(Session session, Job job) throws IOException {
		boolean rodeAlong = job.hasTransaction();
		session.events().transactionStart(job.work().id(), this.connection.isUsed(), rodeAlong);
		try {
			converse(session, job, rodeAlong);
		}
		finally {
			session.events().transactionEnd();
		}
		SmtpAuthenticationException loggedOut = job.transaction().loggedOut();
		if (loggedOut != null && !job.parts().isLater()) {
			throw loggedOut;
		}
		TransactionResult result = job.parts().over(job.transaction().result());
		if (goesOn(session, job)) {
			return true;
		}
		end(session, job, result);
		return false;
	}

	private static boolean goesOn(Session session, Job job) {
		return job.parts().isMoreToCome() && job.transaction().mayBeFollowed() && session.isUsable()
				&& job.work().goOn(job.parts().soFar());
	}

	private void converse(Session session, Job job, boolean rodeAlong) throws IOException {
		Transaction transaction = job.begin(session);
		session.attach(job.cut());
		this.connection.countTransaction();
		if (!rodeAlong) {
			transaction.offer();
		}
		boolean granted = transaction.settleEnvelope();
		job.parts().envelopeSettled(session, transaction);
		if (granted && transaction.sendContent(() -> job.work().commit(job.parts().inDoubt(transaction)))) {
			session.events().committed();
			if (!job.parts().isMoreToCome()) {
				inviteNext(session);
			}
			transaction.settleContent();
		}
		if (transaction.wasTurnedAway() && job.isReplaceable()) {
			throw new IOException("The server closes the connection");
		}
	}

	private void end(Session session, Job job, TransactionResult result) {
		SmtpException failure = result.failure();
		if (failure == null) {
			if (this.lanes.limit().accepted()) {
				this.lanes.openIfWanted();
			}
		}
		else if (!(failure instanceof SmtpFailedRecipientException)
				&& THROTTLING.contains(failure.statusCode().value())) {
			this.lanes.limit().throttled(System.nanoTime());
		}
		announceIdle();
		boolean wasEnd = job.work().end(result);
		this.connection.touch(session);
		if (!wasEnd || !session.isUsable()) {
			this.connection.drop();
		}
	}

	/**
	 * The connection was kept, and broke before the server looked at this message: it may
	 * go again, once, as if nothing had happened.
	 */
	private static boolean isUntouched(Job job) {
		return job.isReplaceable() && job.hasTransaction() && !job.transaction().wasAnswered() && !job.cut().isCut();
	}

	private Job anew(Job job) {
		this.connection.drop();
		return job.anew();
	}

	private void inviteNext(Session session) {
		while (this.next == null && session.takesGroups() && session.isUsable() && !this.connection.isWornOut()
				&& !this.lanes.hasSurplus()) {
			LaneWork work = this.source.poll();
			if (work == null) {
				return;
			}
			this.next = Job.start(work);
		}
		Job job = this.next;
		if (job != null) {
			job.rideAlong(session);
		}
	}

	private @Nullable Job takeNext() {
		Job job = this.next;
		this.next = null;
		if (job != null && this.connection.isClosed()) {
			return job.anew();
		}
		return job;
	}

	private void failNext() {
		Job job = this.next;
		this.next = null;
		if (job != null) {
			job.work().fail(unexpected(job, null));
		}
	}

	/**
	 * Closes the connection at once. From any thread.
	 */
	@Override
	public void abort() {
		this.connection.abort();
	}

	@Override
	public boolean aliveSince(long nanos) {
		return this.connection.aliveSince(nanos);
	}

	private static SmtpException unexpected(Job job, @Nullable RuntimeException cause) {
		boolean committed = job.hasTransaction() && job.transaction().isCommitted();
		return new SmtpException(
				"Unexpected failure while sending" + ((cause != null) ? ": " + cause.getMessage() : ""),
				committed ? SendOutcome.UNKNOWN : SendOutcome.NOT_SENT, null, cause);
	}

}
