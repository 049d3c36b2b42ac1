package io.sendasync.mail.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Number and life of connections, as configuration properties.
 */
public class SmtpConnectionProperties {

	/**
	 * Maximum number of connections that are open at once. They are opened when work
	 * waits.
	 */
	private @Nullable Integer max;

	/**
	 * How long a connection is kept without work.
	 */
	private @Nullable Duration idleTimeout;

	/**
	 * How long a connection is used, less a random part up to a tenth.
	 */
	private @Nullable Duration maxAge;

	/**
	 * Maximum number of messages that go over one connection.
	 */
	private @Nullable Integer maxMessages;

	/**
	 * How long to try each address of the host.
	 */
	private @Nullable Duration connectTimeout;

	public @Nullable Integer getMax() {
		return this.max;
	}

	public void setMax(@Nullable Integer max) {
		this.max = max;
	}

	public @Nullable Duration getIdleTimeout() {
		return this.idleTimeout;
	}

	public void setIdleTimeout(@Nullable Duration idleTimeout) {
		this.idleTimeout = idleTimeout;
	}

	public @Nullable Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(@Nullable Duration maxAge) {
		this.maxAge = maxAge;
	}

	public @Nullable Integer getMaxMessages() {
		return this.maxMessages;
	}

	public void setMaxMessages(@Nullable Integer maxMessages) {
		this.maxMessages = maxMessages;
	}

	public @Nullable Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(@Nullable Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

}
