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
