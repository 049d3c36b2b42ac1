package io.sendasync.mail.benchmarks.contender;

import java.io.IOException;

/**
 * A client at work. Any failed message ends the comparison: a client that loses mail has
 * no speed.
 *
 * <p>
 * Thread contract: called by one thread.
 */
public interface Contender extends AutoCloseable {

	/**
	 * Sends messages, as many at once as it can, and waits for the last one.
	 * @param deadline of {@code System.nanoTime()}, after which no further one is begun
	 * @return how many the server accepted
	 * @throws Exception if one was not
	 */
	long sendUntil(long deadline) throws Exception;

	/**
	 * Sends one message and waits for the server's word.
	 * @throws Exception if it is not accepted
	 */
	void sendOne() throws Exception;

	@Override
	void close() throws IOException;

}
