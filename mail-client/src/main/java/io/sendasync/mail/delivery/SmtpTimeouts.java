package io.sendasync.mail.delivery;

import java.time.Duration;
import java.util.Objects;

/**
 * How long each step of a dialogue may last (RFC 5321 §4.5.3.2). A limit is for a whole
 * reply, however slowly its octets come; one for writing is for each buffer of at most 16
 * KiB that the network has to take. Each is more than zero and at most a day.
 *
 * @param greeting until the greeting is read
 * @param tls the TLS handshake
 * @param command until the reply to EHLO, STARTTLS, AUTH, MAIL, RCPT or RSET is read
 * @param data until the reply to DATA is read
 * @param write until the network takes a buffer of octets
 * @param endOfData until the final reply is read. Ending this one early makes duplicates:
 * the server may have the message, and who sends it again sends it twice
 * @param close saying goodbye, whose reply is not waited for
 */
public record SmtpTimeouts(Duration greeting, Duration tls, Duration command, Duration data, Duration write,
		Duration endOfData, Duration close) {

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * Creates a set of limits.
	 * @throws IllegalArgumentException if one is out of range
	 */
	public SmtpTimeouts {
		check("greeting", greeting);
		check("tls", tls);
		check("command", command);
		check("data", data);
		check("write", write);
		check("endOfData", endOfData);
		check("close", close);
	}

	private static void check(String name, Duration limit) {
		Objects.requireNonNull(limit, () -> "'" + name + "' must not be null");
		if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("'" + name + "' must be more than zero and at most a day, not " + limit);
		}
	}

	/**
	 * Practical limits for submission, for which RFC 6409 §5.3 allows shorter ones: 30
	 * seconds for greeting and handshake, 60 for commands, 120 for DATA, 60 for a buffer,
	 * 10 minutes for the final reply, 1 second for the goodbye.
	 * @return the limits of a client that is not given others
	 */
	public static SmtpTimeouts defaults() {
		return new SmtpTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(60),
				Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofSeconds(1));
	}

	/**
	 * The minimum values of RFC 5321 §4.5.3.2: 5 minutes for the greeting and for MAIL,
	 * RCPT and other commands, 2 for DATA, 3 for a buffer, 10 for the final reply. The
	 * handshake, of which it says nothing, has 5 minutes too.
	 * @return the limits
	 */
	public static SmtpTimeouts rfc5321() {
		Duration five = Duration.ofMinutes(5);
		return new SmtpTimeouts(five, five, five, Duration.ofMinutes(2), Duration.ofMinutes(3), Duration.ofMinutes(10),
				Duration.ofSeconds(1));
	}

	/**
	 * A builder with these limits, to change some of them.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * Changes single limits. Not safe for use by several threads.
	 */
	public static final class Builder {

		private Duration greeting;

		private Duration tls;

		private Duration command;

		private Duration data;

		private Duration write;

		private Duration endOfData;

		private Duration close;

		private Builder(SmtpTimeouts timeouts) {
			this.greeting = timeouts.greeting;
			this.tls = timeouts.tls;
			this.command = timeouts.command;
			this.data = timeouts.data;
			this.write = timeouts.write;
			this.endOfData = timeouts.endOfData;
			this.close = timeouts.close;
		}

		/**
		 * Until the greeting is read.
		 * @param limit more than zero, at most a day
		 * @return this builder
		 */
		public Builder greeting(Duration limit) {
			this.greeting = limit;
			return this;
		}

		/**
		 * The TLS handshake.
		 * @param limit more than zero, at most a day
		 * @return this builder
		 */
		public Builder tls(Duration limit) {
			this.tls = limit;
			return this;
		}

		/**
		 * Until the reply to EHLO, STARTTLS, AUTH, MAIL, RCPT or RSET is read.
		 * @param limit more than zero, at most a day
		 * @return this builder
		 */
		public Builder command(Duration limit) {
			this.command = limit;
			return this;
		}

		/**
		 * Until the reply to DATA is read.
		 * @param limit more than zero, at most a day
		 * @return this builder
		 */
		public Builder data(Duration limit) {
			this.data = limit;
			return this;
		}

		/**
		 * Until the network takes a buffer of octets.
		 * @param limit more than zero, at most a day
		 * @return this builder
		 */
		public Builder write(Duration limit) {
			this.write = limit;
			return this;
		}

		/**
		 * Until the final reply is read; below 10 minutes there is a risk of duplicates.
		 * @param limit more than zero, at most a day
		 * @return this builder
		 */
		public Builder endOfData(Duration limit) {
			this.endOfData = limit;
			return this;
		}

		/**
		 * Saying goodbye.
		 * @param limit more than zero, at most a day
		 * @return this builder
		 */
		public Builder close(Duration limit) {
			this.close = limit;
			return this;
		}

		/**
		 * Builds the limits.
		 * @return the limits
		 * @throws IllegalArgumentException if one is out of range
		 */
		public SmtpTimeouts build() {
			return new SmtpTimeouts(this.greeting, this.tls, this.command, this.data, this.write, this.endOfData,
					this.close);
		}

	}

}
