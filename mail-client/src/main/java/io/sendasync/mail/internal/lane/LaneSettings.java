package io.sendasync.mail.internal.lane;

import java.time.Duration;

/**
 * How long a connection lives.
 *
 * @param idleTimeout without work, a lane closes after this; below the five minutes after
 * which servers do (RFC 5321 §4.5.3.2.7)
 * @param maxAge a connection is replaced after this, less up to a tenth of it, so that
 * those opened together do not end together
 * @param maxMessages a connection is replaced after so many transactions
 */
public record LaneSettings(Duration idleTimeout, Duration maxAge, int maxMessages) {
}
