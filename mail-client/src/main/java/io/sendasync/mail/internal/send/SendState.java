package io.sendasync.mail.internal.send;

import java.util.List;

import io.sendasync.mail.delivery.RecipientOutcome;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SendStatus;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.net.Cut;
import org.jspecify.annotations.Nullable;

/**
 * Where one send stands: immutable snapshots. A transition gives the next state, or null
 * where it is not possible; {@code SendStateTest} pins every state against every
 * transition.
 */
public sealed interface SendState {

	SendStatus status();

	/**
	 * How long it waited for a lane.
	 */
	long queuedNanos(long now);

	/**
	 * How long a lane has been working on it.
	 */
	long sendingNanos(long now);

	/**
	 * A lane takes it on.
	 */
	default @Nullable SendState start(Cut cut, long now) {
		return null;
	}

	/**
	 * The lane found no connection for it, and others have one, or the next attempt may.
	 */
	default @Nullable SendState requeue() {
		return null;
	}

	/**
	 * It was certainly not accepted, and will be tried again.
	 */
	default @Nullable SendState retry() {
		return null;
	}

	/**
	 * The mark that ends the content is about to be written.
	 * @param inDoubt what is to be said if nobody hears what the server says to it
	 */
	default @Nullable SendState commit(List<RecipientOutcome> inDoubt) {
		return null;
	}

	/**
	 * Some recipients have it, and another transaction follows for the others.
	 * @param soFar what is certain now
	 */
	default @Nullable SendState goOn(List<RecipientOutcome> soFar) {
		return null;
	}

	/**
	 * What is certain of the recipients while it is under way.
	 * @return nothing before the first of several transactions has come to a good end
	 */
	default List<RecipientOutcome> soFar() {
		return List.of();
	}

	/**
	 * What is certain of the recipients if the server's word on the present content is
	 * not known.
	 * @return nothing if that is the only one
	 */
	default List<RecipientOutcome> inDoubt() {
		return soFar();
	}

	/**
	 * The user wants it not to be sent.
	 * @param reason what the future is to fail with, or null for a plain cancellation
	 */
	default @Nullable SendState cancel(@Nullable Throwable reason) {
		return null;
	}

	/**
	 * The lane, a time-out or the end of the client gives it its result. Any result ends
	 * any state that is not final: refusing an unlikely one would leave a send without
	 * end.
	 */
	default @Nullable SendState end(Ended end) {
		return null;
	}

	/**
	 * In the queue.
	 *
	 * @param since the time by {@code System.nanoTime()}
	 */
	record Queued(long since) implements SendState {

		@Override
		public SendStatus status() {
			return SendStatus.QUEUED;
		}

		@Override
		public long queuedNanos(long now) {
			return now - this.since;
		}

		@Override
		public long sendingNanos(long now) {
			return 0;
		}

		@Override
		public SendState start(Cut cut, long now) {
			return new Sending(cut, this.since, now);
		}

		@Override
		public SendState cancel(@Nullable Throwable reason) {
			return Ended.cancelled(reason);
		}

		@Override
		public SendState end(Ended end) {
			return end;
		}

	}

	/**
	 * On a lane.
	 */
	sealed interface Active extends SendState {

		/**
		 * Ends the connection.
		 */
		Cut cut();

		/**
		 * When it came into the queue.
		 */
		long queuedAt();

		/**
		 * When it left it.
		 */
		long startedAt();

		@Override
		default long queuedNanos(long now) {
			return startedAt() - queuedAt();
		}

		@Override
		default long sendingNanos(long now) {
			return now - startedAt();
		}

		@Override
		default @Nullable SendState retry() {
			// Those that have it must not get it again.
			return soFar().isEmpty() ? new Queued(queuedAt()) : null;
		}

		@Override
		default SendState end(Ended end) {
			return end;
		}

	}

	/**
	 * On a lane, before the commit point.
	 *
	 * @param cut ends the connection
	 * @param queuedAt when it came into the queue
	 * @param startedAt when it left it
	 */
	record Sending(Cut cut, long queuedAt, long startedAt) implements Active {

		@Override
		public SendStatus status() {
			return SendStatus.SENDING;
		}

		@Override
		public @Nullable SendState requeue() {
			return retry();
		}

		@Override
		public SendState commit(List<RecipientOutcome> inDoubt) {
			return new Committed(this.cut, this.queuedAt, this.startedAt, List.of(), inDoubt);
		}

		@Override
		public SendState cancel(@Nullable Throwable reason) {
			return Ended.cancelled(reason);
		}

	}

	/**
	 * Behind the commit point: only the server's word, or its absence, ends it.
	 *
	 * @param cut ends the connection
	 * @param queuedAt when it came into the queue
	 * @param startedAt when it left it
	 * @param soFar what earlier transactions came to, if there were some
	 * @param inDoubt what is to be said if the server's word does not come, if there are
	 * several transactions
	 */
	record Committed(Cut cut, long queuedAt, long startedAt, List<RecipientOutcome> soFar,
			List<RecipientOutcome> inDoubt) implements Active {

		@Override
		public SendStatus status() {
			return SendStatus.COMMITTED;
		}

		@Override
		public SendState goOn(List<RecipientOutcome> soFarNow) {
			return new Partial(this.cut, this.queuedAt, this.startedAt, soFarNow);
		}

	}

	/**
	 * Some recipients have it, so it cannot be cancelled, and the transaction for others
	 * is before its commit point.
	 *
	 * @param cut ends the connection
	 * @param queuedAt when it came into the queue
	 * @param startedAt when it left it
	 * @param soFar what earlier transactions came to
	 */
	record Partial(Cut cut, long queuedAt, long startedAt, List<RecipientOutcome> soFar) implements Active {

		@Override
		public SendStatus status() {
			return SendStatus.COMMITTED;
		}

		@Override
		public SendState commit(List<RecipientOutcome> inDoubt) {
			return new Committed(this.cut, this.queuedAt, this.startedAt, this.soFar, inDoubt);
		}

		@Override
		public SendState goOn(List<RecipientOutcome> soFarNow) {
			return new Partial(this.cut, this.queuedAt, this.startedAt, soFarNow);
		}

	}

	/**
	 * Over.
	 *
	 * @param status a final one
	 * @param receipt what became of the recipients, or null if cancelled
	 * @param failure why it is no success, or null if it is one or was cancelled
	 * @param reason of a cancellation, if it has one of its own
	 */
	record Ended(SendStatus status, @Nullable SendReceipt receipt, @Nullable SmtpException failure,
			@Nullable Throwable reason) implements SendState {

		@Override
		public long queuedNanos(long now) {
			return 0;
		}

		@Override
		public long sendingNanos(long now) {
			return 0;
		}

		static Ended cancelled(@Nullable Throwable reason) {
			return new Ended(SendStatus.CANCELLED, null, null, reason);
		}

		static Ended completed(SendReceipt receipt) {
			return new Ended(SendStatus.COMPLETED, receipt, null, null);
		}

		static Ended failed(SmtpException failure, SendReceipt receipt) {
			SendStatus status = switch (failure.outcome()) {
				case UNKNOWN -> SendStatus.UNKNOWN;
				case NOT_SENT, REJECTED -> SendStatus.FAILED;
			};
			return new Ended(status, receipt, failure, null);
		}

	}

}
