package io.sendasync.mail.boot;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long each step of a dialogue may last, as configuration properties.
 */
public class SmtpTimeoutProperties {

	/**
	 * Until the greeting is read.
	 */
	private @Nullable Duration greeting;

	/**
	 * TLS handshake.
	 */
	private @Nullable Duration tls;

	/**
	 * Until the reply to EHLO, STARTTLS, AUTH, MAIL, RCPT or RSET is read.
	 */
	private @Nullable Duration command;

	/**
	 * Until the reply to DATA is read.
	 */
	private @Nullable Duration data;

	/**
	 * Until the network takes a buffer of octets.
	 */
	private @Nullable Duration write;

	/**
	 * Until the final reply is read. Ending this one early makes duplicates.
	 */
	private @Nullable Duration endOfData;

	/**
	 * Saying goodbye.
	 */
	private @Nullable Duration close;

	public @Nullable Duration getGreeting() {
		return this.greeting;
	}

	public void setGreeting(@Nullable Duration greeting) {
		this.greeting = greeting;
	}

	public @Nullable Duration getTls() {
		return this.tls;
	}

	public void setTls(@Nullable Duration tls) {
		this.tls = tls;
	}

	public @Nullable Duration getCommand() {
		return this.command;
	}

	public void setCommand(@Nullable Duration command) {
		this.command = command;
	}

	public @Nullable Duration getData() {
		return this.data;
	}

	public void setData(@Nullable Duration data) {
		this.data = data;
	}

	public @Nullable Duration getWrite() {
		return this.write;
	}

	public void setWrite(@Nullable Duration write) {
		this.write = write;
	}

	public @Nullable Duration getEndOfData() {
		return this.endOfData;
	}

	public void setEndOfData(@Nullable Duration endOfData) {
		this.endOfData = endOfData;
	}

	public @Nullable Duration getClose() {
		return this.close;
	}

	public void setClose(@Nullable Duration close) {
		this.close = close;
	}

}
