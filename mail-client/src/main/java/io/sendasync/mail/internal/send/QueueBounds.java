package io.sendasync.mail.internal.send;

import java.time.Duration;

/**
 * How much may wait, and what to do with more.
 *
 * @param sends how many
 * @param octets of how many octets of content together
 * @param patience how long a caller waits for room before he is refused
 */
public record QueueBounds(int sends, long octets, Duration patience) {
}
