package io.sendasync.mail.internal.send;

/**
 * No more than a number of messages in any span of time of a given length, whichever lane
 * takes them. It remembers when each of the last ones was taken: a count that starts anew
 * with each span would let twice as many through around its border.
 *
 * <p>
 * Thread contract: guarded by its owner's lock. Time is a parameter, in nanoseconds of
 * {@code System.nanoTime()}.
 */
final class RateLimit {

	private final long span;

	// A ring: the oldest is the one that will be overwritten next.
	private final long[] taken;

	private int next;

	private int count;

	RateLimit(QueueBounds.Rate rate) {
		this.taken = new long[rate.messages()];
		this.span = rate.span().toNanos();
	}

	/**
	 * How long until another one may be taken.
	 * @return nanoseconds, zero or less if one may be taken now
	 */
	long left(long now) {
		return (this.count < this.taken.length) ? 0 : this.span - (now - this.taken[this.next]);
	}

	/**
	 * Notes that one was taken.
	 */
	void take(long now) {
		this.taken[this.next] = now;
		this.next = (this.next + 1) % this.taken.length;
		this.count = Math.min(this.count + 1, this.taken.length);
	}

}
