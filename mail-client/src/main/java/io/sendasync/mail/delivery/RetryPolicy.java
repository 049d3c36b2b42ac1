package io.sendasync.mail.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether and when a send is tried again. Only what is certainly not accepted by anybody
 * and may succeed later ({@link SmtpException#isTransient()}) is; never a send whose
 * outcome is unknown. While it waits it is queued, can be cancelled, and is lost if the
 * process dies.
 *
 * @param maxAttempts how often it is tried in all, at least 1
 * @param initialDelay how long to wait before the second attempt, more or less a fifth
 * @param multiplier by which each further wait is longer, 1 to 10
 * @param maxDelay the longest wait
 */
public record RetryPolicy(int maxAttempts, Duration initialDelay, double multiplier, Duration maxDelay) {

	/** One attempt. */
	public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

	/**
	 * Creates a policy.
	 * @throws IllegalArgumentException if a value is out of range
	 */
	public RetryPolicy {
		if (maxAttempts < 1) {
			throw new IllegalArgumentException("'maxAttempts' must be at least 1, not " + maxAttempts);
		}
		if (Objects.requireNonNull(initialDelay, "'initialDelay' must not be null").isNegative()
				|| initialDelay.isZero()) {
			throw new IllegalArgumentException("'initialDelay' must be more than zero, not " + initialDelay);
		}
		if (!(multiplier >= 1 && multiplier <= 10)) {
			throw new IllegalArgumentException("'multiplier' must be 1 to 10, not " + multiplier);
		}
		if (Objects.requireNonNull(maxDelay, "'maxDelay' must not be null").compareTo(initialDelay) < 0
				|| maxDelay.compareTo(Duration.ofDays(1)) > 0) {
			throw new IllegalArgumentException(
					"'maxDelay' must be from the initial delay (" + initialDelay + ") to a day, not " + maxDelay);
		}
	}

	/**
	 * A policy whose waits triple, up to five minutes.
	 * @param maxAttempts how often it is tried in all
	 * @param initialDelay how long to wait before the second attempt
	 * @return the policy
	 */
	public static RetryPolicy of(int maxAttempts, Duration initialDelay) {
		Duration longest = Duration.ofMinutes(5);
		return new RetryPolicy(maxAttempts, initialDelay, 3,
				(initialDelay.compareTo(longest) > 0) ? initialDelay : longest);
	}

	/**
	 * The wait after a failed attempt, without jitter.
	 * @param attempts how many were made
	 * @return the wait before the next
	 */
	public Duration delayAfter(int attempts) {
		double nanos = this.initialDelay.toNanos() * Math.pow(this.multiplier, attempts - 1.0);
		return (nanos < this.maxDelay.toNanos()) ? Duration.ofNanos((long) nanos) : this.maxDelay;
	}

}
