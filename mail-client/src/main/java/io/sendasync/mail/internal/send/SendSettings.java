package io.sendasync.mail.internal.send;

import java.time.Duration;

import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.internal.smtp.Events;
import org.jspecify.annotations.Nullable;

/**
 * How sends are taken on and how long they are cared for.
 *
 * @param queue how many may wait
 * @param maxLanes how many may be delivered at once
 * @param retries what is tried again
 * @param deadline how long a send may take in all, or null for as long as its steps do
 * @param events told of each send and lane
 */
public record SendSettings(QueueBounds queue, int maxLanes, RetryPolicy retries, @Nullable Duration deadline,
		Events events) {
}
