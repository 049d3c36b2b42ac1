package io.sendasync.mail.boot.autoconfigure.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * How the health of SMTP clients is found out, as configuration properties.
 */
@ConfigurationProperties(SmtpHealthProperties.PREFIX)
public class SmtpHealthProperties {

	static final String PREFIX = "management.health.smtp";

	/**
	 * How long the server may take to answer.
	 */
	private Duration timeout = Duration.ofSeconds(5);

	private final Cache cache = new Cache();

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + ".timeout", timeout,
					"It must be more than zero.");
		}
		this.timeout = timeout;
	}

	public Cache getCache() {
		return this.cache;
	}

	/**
	 * Answers that count for some time.
	 */
	public static class Cache {

		/**
		 * How long an answer counts, zero to ask each time.
		 */
		private Duration timeToLive = Duration.ofSeconds(10);

		public Duration getTimeToLive() {
			return this.timeToLive;
		}

		public void setTimeToLive(Duration timeToLive) {
			if (timeToLive.isNegative()) {
				throw new InvalidConfigurationPropertyValueException(PREFIX + ".cache.time-to-live", timeToLive,
						"It must not be negative.");
			}
			this.timeToLive = timeToLive;
		}

	}

}
