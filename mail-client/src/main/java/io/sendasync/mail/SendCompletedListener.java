package io.sendasync.mail;

/**
 * Hears of the end of each asynchronous send.
 *
 * <p>
 * Thread contract: called on one of the client's callback threads (or on the executor
 * that the builder was given), several at once, after the connection has moved on and
 * before the operation's future completes. A listener that blocks delays nobody's mail;
 * one that throws is logged and harms nothing.
 */
@FunctionalInterface
public interface SendCompletedListener {

	/**
	 * An operation has ended. Its result is in the argument; waiting here for the
	 * operation itself would wait forever, since it completes afterwards.
	 * @param completed how it ended
	 */
	void sendCompleted(SendCompleted<?> completed);

}
