package io.sendasync.mail;

import java.time.Duration;

import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.internal.send.QueueBounds;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@linkplain SmtpClient.Builder client's settings} that says how much may
 * be under way at once: how many connections there are and how long they live, how much
 * may wait for them. Not safe for use by several threads.
 *
 * @param <B> the builder
 */
public abstract sealed class LoadOptions<B extends LoadOptions<B>> extends ServerOptions<B> permits CallbackOptions {

	// Each is remembered for as long as it counts.
	private static final int MAX_RATE = 1_000_000;

	int maxConnections = 8;

	int queueCapacity = 10_000;

	long queueOctets = Long.MAX_VALUE;

	Duration admissionTimeout = Duration.ZERO;

	QueueBounds.@Nullable Rate rate;

	Duration idleTimeout = Duration.ofSeconds(60);

	Duration maxAge = Duration.ofMinutes(30);

	int maxMessages = 1000;

	LoadOptions() {
	}

	/**
	 * How many connections there may be at once; 8 by default. They are opened when work
	 * waits.
	 * @param maxConnections at least 1
	 * @return this builder
	 */
	public B maxConnections(int maxConnections) {
		this.maxConnections = Check.positive("maxConnections", maxConnections);
		return self();
	}

	/**
	 * How many sends may wait for a connection; 10,000 by default. One more is refused
	 * with {@link SmtpQueueFullException}.
	 * @param queueCapacity at least 1
	 * @return this builder
	 */
	public B queueCapacity(int queueCapacity) {
		this.queueCapacity = Check.positive("queueCapacity", queueCapacity);
		return self();
	}

	/**
	 * How many octets of content may wait for a connection, all messages together;
	 * unlimited by default. One message that alone has more waits alone.
	 * @param octets at least 1
	 * @return this builder
	 */
	public B queueOctets(long octets) {
		this.queueOctets = Check.positive("queueOctets", octets);
		return self();
	}

	/**
	 * How long a call of {@code send} or {@code sendAsync} waits for room in a full
	 * queue, before it is refused with {@link SmtpQueueFullException}; by default it is
	 * refused at once. Who waits is served in order, and is refused earlier if the client
	 * is {@linkplain SmtpClient#pause() paused} or closed, or if the thread is
	 * interrupted (its flag is set then). Calls from listeners, from stages of futures
	 * that complete on callback threads, and from connections' threads never wait.
	 * @param admissionTimeout zero or more
	 * @return this builder
	 */
	public B admissionTimeout(Duration admissionTimeout) {
		this.admissionTimeout = Check.notNegative("admissionTimeout", admissionTimeout);
		return self();
	}

	/**
	 * How many messages may leave the queue in any span of time of the given length, all
	 * connections together, for servers that count; unlimited by default. Priorities keep
	 * their turns. Each attempt counts, whatever comes of it. Others wait: they can be
	 * cancelled, take room in the queue, and their
	 * {@linkplain SmtpClient.Builder#deadline deadline} goes on.
	 * @param messages from 1 to 1,000,000
	 * @param span more than zero, as in a minute or an hour
	 * @return this builder
	 */
	public B rateLimit(int messages, Duration span) {
		if (messages > MAX_RATE) {
			throw new IllegalArgumentException(
					"rateLimit must be at most " + MAX_RATE + " messages, not " + messages + "; take a shorter span");
		}
		this.rate = new QueueBounds.Rate(Check.positive("rateLimit", messages),
				Check.positive("rateLimit's span", span));
		return self();
	}

	/**
	 * How long a connection is kept without work; 60 seconds by default.
	 * @param idleTimeout more than zero
	 * @return this builder
	 */
	public B idleTimeout(Duration idleTimeout) {
		this.idleTimeout = Check.positive("idleTimeout", idleTimeout);
		return self();
	}

	/**
	 * How long a connection is used; 30 minutes by default, less a random part up to a
	 * tenth.
	 * @param maxAge more than zero
	 * @return this builder
	 */
	public B maxAge(Duration maxAge) {
		this.maxAge = Check.positive("maxAge", maxAge);
		return self();
	}

	/**
	 * How many messages go over one connection; 1,000 by default. A server that takes
	 * fewer and says so (LIMITS, RFC 9422), answers 421 or closes the connection costs no
	 * message; for one that refuses messages instead, set what it takes.
	 * @param maxMessages at least 1
	 * @return this builder
	 */
	public B maxMessages(int maxMessages) {
		this.maxMessages = Check.positive("maxMessages", maxMessages);
		return self();
	}

}
