package io.sendasync.mail.internal.send;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How much may wait, what to do with more, and how fast it may leave.
 *
 * @param sends how many
 * @param octets of how many octets of content together
 * @param patience how long a caller waits for room before he is refused
 * @param rate how many may leave in which time, or null for as many as lanes take
 */
public record QueueBounds(int sends, long octets, Duration patience, @Nullable Rate rate) {

	/**
	 * So many messages in any span of time of this length.
	 *
	 * @param messages at least one
	 * @param span more than zero
	 */
	public record Rate(int messages, Duration span) {
	}

}
