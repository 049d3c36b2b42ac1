package io.sendasync.mail.delivery;

/**
 * Hears what a client does, while it does it, for metrics, traces and logs. Every method
 * does nothing unless overridden. Each event that names its end is followed by exactly
 * one of them, whatever fails.
 *
 * <p>
 * Thread contract: several threads at once. Events of a lane, its connections and the
 * messages on them are called on the lane's thread, in the order in which things happen;
 * {@link #queued} and {@link #completed} say where they are. Between the threads of one
 * send there is no order: one that is cancelled may be {@link #completed} while its lane
 * still tells how far it had got. The client's work waits for each call, so a method must
 * be quick and must not block; it may call the client's methods that do not wait. No lock
 * is held during a call. What a method throws harms nothing; the first throwable of a
 * listener is logged at WARN, further ones are not.
 *
 * <p>
 * More methods may come with later versions.
 */
public interface SmtpEventListener {

	/**
	 * A send was taken on. Called on the caller's thread, before {@code send} goes on or
	 * {@code sendAsync} returns. Its ends: {@link #dequeued}, then {@link #completed}.
	 * @param event what happened
	 */
	default void queued(SmtpEvent.Queued event) {
	}

	/**
	 * A send waits no more, for the first time: a lane has it, or it ended in the queue.
	 * An attempt that comes later is told by {@link #retried} alone.
	 * @param event what happened
	 */
	default void dequeued(SmtpEvent.Dequeued event) {
	}

	/**
	 * A lane begins. Its end: {@link #laneClosed}.
	 * @param event what happened
	 */
	default void laneOpened(SmtpEvent.LaneOpened event) {
	}

	/**
	 * A lane ends.
	 * @param event what happened
	 */
	default void laneClosed(SmtpEvent.LaneClosed event) {
	}

	/**
	 * A connection is begun. Its end: {@link #connected} or {@link #connectFailed}.
	 * @param event what happened
	 */
	default void connectStart(SmtpEvent.ConnectStart event) {
	}

	/**
	 * A connection is ready for its first message. Its end: {@link #connectionClosed}.
	 * @param event what happened
	 */
	default void connected(SmtpEvent.Connected event) {
	}

	/**
	 * A connection did not come about.
	 * @param event what happened
	 */
	default void connectFailed(SmtpEvent.ConnectFailed event) {
	}

	/**
	 * A TLS handshake begins, between {@link #connectStart} and its end. Its end:
	 * {@link #secured} or {@link #secureFailed}.
	 * @param event what happened
	 */
	default void secureStart(SmtpEvent.SecureStart event) {
	}

	/**
	 * A TLS handshake succeeded.
	 * @param event what happened
	 */
	default void secured(SmtpEvent.Secured event) {
	}

	/**
	 * A TLS handshake failed.
	 * @param event what happened
	 */
	default void secureFailed(SmtpEvent.SecureFailed event) {
	}

	/**
	 * A login begins, between {@link #connectStart} and its end. Its end:
	 * {@link #authenticated} or {@link #authenticateFailed}.
	 * @param event what happened
	 */
	default void authenticateStart(SmtpEvent.AuthenticateStart event) {
	}

	/**
	 * A login succeeded.
	 * @param event what happened
	 */
	default void authenticated(SmtpEvent.Authenticated event) {
	}

	/**
	 * A login failed.
	 * @param event what happened
	 */
	default void authenticateFailed(SmtpEvent.AuthenticateFailed event) {
	}

	/**
	 * A connection is closed.
	 * @param event what happened
	 */
	default void connectionClosed(SmtpEvent.ConnectionClosed event) {
	}

	/**
	 * A message's turn on a connection begins. Its end: {@link #transactionEnd}.
	 * @param event what happened
	 */
	default void transactionStart(SmtpEvent.TransactionStart event) {
	}

	/**
	 * A message's turn on a connection is over.
	 * @param event what happened
	 */
	default void transactionEnd(SmtpEvent.TransactionEnd event) {
	}

	/**
	 * A flight begins: commands or a content go out while no reply is due. There is one
	 * at a time on a connection, for one message or, where they are chained, for two. Its
	 * end: {@link #flightReplied} or {@link #flightFailed}.
	 * @param event what happened
	 */
	default void flightSent(SmtpEvent.FlightSent event) {
	}

	/**
	 * All replies of a flight have come.
	 * @param event what happened
	 */
	default void flightReplied(SmtpEvent.FlightReplied event) {
	}

	/**
	 * The connection is closed within a flight.
	 * @param event what happened
	 */
	default void flightFailed(SmtpEvent.FlightFailed event) {
	}

	/**
	 * The end of a message's content went out.
	 * @param event what happened
	 */
	default void committed(SmtpEvent.Committed event) {
	}

	/**
	 * A message goes over another connection, because a kept one broke before the server
	 * looked at it.
	 * @param event what happened
	 */
	default void replaced(SmtpEvent.Replaced event) {
	}

	/**
	 * An attempt failed, and there will be another one.
	 * @param event what happened
	 */
	default void retried(SmtpEvent.Retried event) {
	}

	/**
	 * A send has its result, the one that its future and its notification will have;
	 * called before them, on the thread that settled it: the lane's, or that of a
	 * cancellation, a deadline or a close.
	 * @param event what happened
	 */
	default void completed(SmtpEvent.Completed event) {
	}

}
