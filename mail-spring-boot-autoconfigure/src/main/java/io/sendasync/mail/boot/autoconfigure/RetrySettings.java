package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Supplier;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpRetryProperties;
import io.sendasync.mail.delivery.RetryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The retry policy that properties ask for. Each value is tried alone first, so that a
 * failure can name its property.
 *
 * @param keys names the properties in failures
 * @param retry the properties
 */
record RetrySettings(ClientKeys keys, SmtpRetryProperties retry) {

	static final Duration INITIAL_DELAY = Duration.ofSeconds(10);

	private static final Duration LONGEST = Duration.ofDays(1);

	void applyTo(SmtpClient.Builder builder) {
		Integer attempts = this.retry.getMaxAttempts();
		if (attempts == null) {
			rejectWithoutAttempts("initial-delay", this.retry.getInitialDelay());
			rejectWithoutAttempts("multiplier", this.retry.getMultiplier());
			rejectWithoutAttempts("max-delay", this.retry.getMaxDelay());
			return;
		}
		builder.retries(policy(attempts));
	}

	private RetryPolicy policy(int attempts) {
		Duration initial = orElse(this.retry.getInitialDelay(), INITIAL_DELAY);
		checked("max-attempts", attempts, () -> new RetryPolicy(attempts, INITIAL_DELAY, 1, LONGEST));
		checked("initial-delay", initial, () -> new RetryPolicy(attempts, initial, 1, LONGEST));
		RetryPolicy usual = RetryPolicy.of(attempts, initial);
		double multiplier = orElse(this.retry.getMultiplier(), usual.multiplier());
		checked("multiplier", multiplier, () -> new RetryPolicy(attempts, initial, multiplier, LONGEST));
		Duration longest = orElse(this.retry.getMaxDelay(), usual.maxDelay());
		return checked("max-delay", longest, () -> new RetryPolicy(attempts, initial, multiplier, longest));
	}

	private void rejectWithoutAttempts(String name, @Nullable Object value) {
		if (value != null) {
			throw this.keys.invalid("retry." + name, value,
					"It has no effect without '" + this.keys.key("retry.max-attempts") + "'.", null);
		}
	}

	private RetryPolicy checked(String name, Object value, Supplier<RetryPolicy> policy) {
		try {
			return policy.get();
		}
		catch (IllegalArgumentException ex) {
			throw this.keys.invalid("retry." + name, value, ex.getMessage() + ".", ex);
		}
	}

	private static <T> T orElse(@Nullable T value, T otherwise) {
		return (value != null) ? value : otherwise;
	}

}
