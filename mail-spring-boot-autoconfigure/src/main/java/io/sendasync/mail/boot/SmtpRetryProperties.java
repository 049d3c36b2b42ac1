package io.sendasync.mail.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether and when a send is tried again, as configuration properties.
 */
public class SmtpRetryProperties {

	/**
	 * How often a send is tried in all, if it is certain that nobody has the message and
	 * the failure may pass.
	 */
	private @Nullable Integer maxAttempts;

	/**
	 * How long to wait before the second attempt, more or less a fifth.
	 */
	private @Nullable Duration initialDelay;

	/**
	 * By how much each further wait is longer.
	 */
	private @Nullable Double multiplier;

	/**
	 * Longest wait between two attempts.
	 */
	private @Nullable Duration maxDelay;

	public @Nullable Integer getMaxAttempts() {
		return this.maxAttempts;
	}

	public void setMaxAttempts(@Nullable Integer maxAttempts) {
		this.maxAttempts = maxAttempts;
	}

	public @Nullable Duration getInitialDelay() {
		return this.initialDelay;
	}

	public void setInitialDelay(@Nullable Duration initialDelay) {
		this.initialDelay = initialDelay;
	}

	public @Nullable Double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(@Nullable Double multiplier) {
		this.multiplier = multiplier;
	}

	public @Nullable Duration getMaxDelay() {
		return this.maxDelay;
	}

	public void setMaxDelay(@Nullable Duration maxDelay) {
		this.maxDelay = maxDelay;
	}

}
