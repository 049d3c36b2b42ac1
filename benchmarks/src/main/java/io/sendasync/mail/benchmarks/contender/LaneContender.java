package io.sendasync.mail.benchmarks.contender;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A client whose calls block: one thread for each lane.
 */
abstract class LaneContender implements Contender {

	private final List<Sender> senders = new ArrayList<>();

	private final ExecutorService threads;

	LaneContender(int lanes) {
		this.threads = Executors.newFixedThreadPool(lanes);
	}

	/**
	 * Adds what one thread works with. To be called once for each lane.
	 */
	final void add(Sender sender) {
		this.senders.add(sender);
	}

	@Override
	public final long sendUntil(long deadline) throws Exception {
		List<Future<Long>> running = new ArrayList<>();
		for (Sender sender : this.senders) {
			running.add(this.threads.submit(() -> loop(sender, deadline)));
		}
		long sent = 0;
		for (Future<Long> one : running) {
			sent += one.get();
		}
		return sent;
	}

	private static long loop(Sender sender, long deadline) throws Exception {
		long sent = 0;
		while (System.nanoTime() - deadline < 0) {
			sent += sender.send();
		}
		return sent;
	}

	@Override
	public void sendOne() throws Exception {
		this.senders.get(0).send();
	}

	@Override
	public void close() throws IOException {
		this.threads.shutdownNow();
		for (Sender sender : this.senders) {
			sender.close();
		}
	}

	/** What one thread works with. */
	interface Sender extends AutoCloseable {

		/**
		 * Sends, and waits until the server accepted it.
		 * @return how many messages
		 */
		int send() throws Exception;

		@Override
		default void close() throws IOException {
		}

	}

}
