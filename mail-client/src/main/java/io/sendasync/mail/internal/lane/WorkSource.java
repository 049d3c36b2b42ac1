package io.sendasync.mail.internal.lane;

import org.jspecify.annotations.Nullable;

/**
 * Where lanes find work. Safe for many lanes at once.
 */
public interface WorkSource {

	/**
	 * Waits for work.
	 * @param nanos how long
	 * @return the oldest, or null if the time is over or no more work will come
	 */
	@Nullable LaneWork take(long nanos);

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
