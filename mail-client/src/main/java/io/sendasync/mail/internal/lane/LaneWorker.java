package io.sendasync.mail.internal.lane;

/**
 * What a lane does on its thread: it takes work and delivers it, to a server or
 * elsewhere.
 */
public interface LaneWorker {

	/**
	 * Serves until there is no work for some time, or there are too many lanes.
	 */
	void run();

	/**
	 * Breaks off whatever is being delivered. From any thread.
	 */
	void abort();

	/**
	 * Whether there is a connection over which the other side was heard then or later, or
	 * took much content. From any thread.
	 * @param nanos of {@code System.nanoTime()}
	 * @return true if it was
	 */
	boolean aliveSince(long nanos);

	/**
	 * Makes the workers of one way of delivery.
	 */
	@FunctionalInterface
	interface Maker {

		/**
		 * Makes one worker.
		 * @param lanes the frame that it works in
		 * @param source where it finds work
		 * @return a worker that has not begun
		 */
		LaneWorker make(Lanes lanes, WorkSource source);

	}

}
