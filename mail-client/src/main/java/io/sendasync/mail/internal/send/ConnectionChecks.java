package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.internal.lane.Lanes;
import io.sendasync.mail.internal.lane.Probe;
import io.sendasync.mail.internal.net.Cut;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the server answers, for all who ask at once in one go. A lane without
 * work asks; if all have work, what they hear and how their attempts to connect fail is
 * the answer.
 *
 * <p>
 * Thread contract: any thread may call any method. Futures complete on callback threads.
 */
final class ConnectionChecks {

	// What was heard so lately counts while every connection has work.
	private static final long LATELY = TimeUnit.SECONDS.toNanos(10);

	private static final Duration NEXT_LOOK = Duration.ofMillis(50);

	private final Admission admission;

	private final SendQueue queue;

	private final Lanes lanes;

	private final Timers timers;

	private final Callbacks callbacks;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private @Nullable Check current;

	ConnectionChecks(Admission admission, SendQueue queue, Lanes lanes, Timers timers, Callbacks callbacks) {
		this.admission = admission;
		this.queue = queue;
		this.lanes = lanes;
		this.timers = timers;
		this.callbacks = callbacks;
	}

	/**
	 * Asks.
	 * @param timeout after which there is no answer
	 * @return completes normally if the server answered
	 * @throws IllegalStateException if the engine is paused or closed
	 */
	CompletableFuture<Void> ask(Duration timeout) {
		this.admission.requireOpen();
		if (!isAsking() && this.queue.idleLanes() == 0 && this.lanes.aliveSince(System.nanoTime() - LATELY)) {
			return CompletableFuture.completedFuture(null);
		}
		Question question = new Question(timeout);
		Check joined = join(question);
		question.expireIn(joined);
		if (this.admission.isShut()) {
			// It may have been shut before it could find this one.
			refuse();
		}
		return question.answer;
	}

	private boolean isAsking() {
		this.lock.lock();
		try {
			return this.current != null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private Check join(Question question) {
		Check begun;
		this.lock.lock();
		try {
			Check running = this.current;
			if (running != null) {
				running.questions.add(question);
				return running;
			}
			begun = new Check(question);
			this.current = begun;
		}
		finally {
			this.lock.unlock();
		}
		begun.begin();
		return begun;
	}

	/**
	 * Ends what is asked just now: the engine takes no work any more.
	 */
	void refuse() {
		Check running;
		this.lock.lock();
		try {
			running = this.current;
		}
		finally {
			this.lock.unlock();
		}
		if (running != null) {
			running.cut().cut();
			running.settle(refusal());
		}
	}

	private Throwable refusal() {
		try {
			this.admission.requireOpen();
			return new IllegalStateException("The client was paused meanwhile");
		}
		catch (IllegalStateException ex) {
			return ex;
		}
	}

	/**
	 * Somebody who waits for the answer.
	 */
	private final class Question {

		private final Duration timeout;

		private final CompletableFuture<Void> answer = new CompletableFuture<>();

		Question(Duration timeout) {
			this.timeout = timeout;
		}

		void expireIn(Check check) {
			if (ConnectionChecks.this.timers.after(this.timeout, () -> check.leave(this)) == null) {
				check.leave(this);
			}
		}

		void end(@Nullable Throwable failure) {
			ConnectionChecks.this.callbacks.run(() -> {
				if (failure != null) {
					this.answer.completeExceptionally(failure);
				}
				else {
					this.answer.complete(null);
				}
			});
		}

		SmtpTimeoutException timeout() {
			Lanes lanes = ConnectionChecks.this.lanes;
			SendQueue queue = ConnectionChecks.this.queue;
			return new SmtpTimeoutException(
					"No answer within " + this.timeout.toMillis() + " ms (connections=" + lanes.open() + ", idle="
							+ queue.idleLanes() + ", queued=" + queue.size() + ")",
					SendOutcome.NOT_SENT, this.timeout, null);
		}

	}

	/**
	 * What answers all who ask at the same time.
	 */
	private final class Check implements Probe {

		private final long begunAt = System.nanoTime();

		private final Cut cut = new Cut();

		private final Duration patience;

		// Guarded by the outer lock, as is the next one.
		private final List<Question> questions = new ArrayList<>();

		private boolean over;

		Check(Question first) {
			this.questions.add(first);
			// The rest is for a new connection.
			this.patience = first.timeout.dividedBy(2).plusNanos(1);
		}

		void begin() {
			ConnectionChecks.this.queue.ask(this);
			if (openLane()) {
				look();
			}
		}

		private boolean openLane() {
			try {
				ConnectionChecks.this.lanes.openIfWanted();
				return true;
			}
			catch (RuntimeException | OutOfMemoryError ex) {
				failed(LaneSupply.noThread(ex));
				return false;
			}
		}

		/**
		 * Looks for what answers the question meanwhile, and for a lane to put it to.
		 */
		private void look() {
			if (isOver()) {
				return;
			}
			Lanes lanes = ConnectionChecks.this.lanes;
			if (lanes.aliveSince(this.begunAt)) {
				answered();
				return;
			}
			SmtpException failure = lanes.failureSince(this.begunAt);
			if (failure != null) {
				failed(failure);
				return;
			}
			ConnectionChecks.this.queue.remind(this);
			// Not one more for each look: the first may need time to start.
			if (lanes.open() > 0 || openLane()) {
				Future<?> unused = ConnectionChecks.this.timers.after(NEXT_LOOK, this::look);
			}
		}

		private boolean isOver() {
			ConnectionChecks.this.lock.lock();
			try {
				return this.over;
			}
			finally {
				ConnectionChecks.this.lock.unlock();
			}
		}

		/**
		 * Somebody waits no longer. If nobody does, and no lane has taken the question,
		 * it is not put to one later.
		 */
		void leave(Question question) {
			boolean left;
			boolean last;
			ConnectionChecks.this.lock.lock();
			try {
				left = this.questions.remove(question);
				last = this.questions.isEmpty();
			}
			finally {
				ConnectionChecks.this.lock.unlock();
			}
			if (left) {
				question.end(question.timeout());
			}
			if (last && ConnectionChecks.this.queue.withdraw(this) && !endIfUnasked()) {
				ConnectionChecks.this.queue.ask(this);
			}
		}

		private boolean endIfUnasked() {
			ConnectionChecks.this.lock.lock();
			try {
				if (this.questions.isEmpty()) {
					end();
				}
				return this.over;
			}
			finally {
				ConnectionChecks.this.lock.unlock();
			}
		}

		@GuardedBy("ConnectionChecks.this.lock")
		private void end() {
			this.over = true;
			if (ConnectionChecks.this.current == this) {
				ConnectionChecks.this.current = null;
			}
		}

		void settle(@Nullable Throwable failure) {
			List<Question> settled;
			ConnectionChecks.this.lock.lock();
			try {
				settled = List.copyOf(this.questions);
				this.questions.clear();
				end();
			}
			finally {
				ConnectionChecks.this.lock.unlock();
			}
			ConnectionChecks.this.queue.withdraw(this);
			settled.forEach((question) -> question.end(failure));
		}

		@Override
		public Cut cut() {
			return this.cut;
		}

		@Override
		public Duration patience() {
			return this.patience;
		}

		@Override
		public void answered() {
			settle(null);
		}

		@Override
		public void failed(SmtpException failure) {
			settle(failure);
		}

	}

}
