package io.sendasync.mail.internal.lane;

import org.jspecify.annotations.Nullable;

/**
 * Where lanes find work. Safe for many lanes at once.
 */
public interface WorkSource {

	/**
	 * Counts a lane as idle. It is called before the lane ends its work, so that whoever
	 * sends again on hearing of that end finds a lane, and no further one is opened.
	 */
	void announceIdle();

	/**
	 * Counts a lane as no longer idle that will not take work.
	 */
	void withdrawIdle();

	/**
	 * Waits for work, or for a question if there is none. The lane has announced itself,
	 * and is no longer idle afterwards.
	 * @param nanos how long
	 * @param generation of the lane's connection; without work there is no wait if it is
	 * over
	 * @return the oldest, or null if the time is over or no more work will come
	 */
	@Nullable LaneTask take(long nanos, long generation);

	/**
	 * Which connections are to be used: those opened while it was this.
	 * @return the current generation
	 */
	long generation();

	/**
	 * Puts work back where it came from, in front of what came later.
	 * @param work that was taken and requeued
	 */
	void giveBack(LaneWork work);

	/**
	 * Waits, unless no more work will come.
	 * @param nanos how long
	 * @return false if no more work will come
	 */
	boolean pause(long nanos);

	/**
	 * Takes work if some waits.
	 * @return the oldest, or null
	 */
	@Nullable LaneWork poll();

	/**
	 * Whether more work waits than lanes do.
	 * @return true if another lane would find something
	 */
	boolean wantsLane();

}
