package io.sendasync.mail.internal.smtp;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEvent.CloseReason;
import io.sendasync.mail.delivery.SmtpEvent.Failure;

/**
 * Tells the life of one connection.
 *
 * <p>
 * Thread contract: confined to the connection's thread.
 */
public final class ConnectionEvents {

	private static final AtomicLong numbers = new AtomicLong();

	private final Events events;

	// The clock is read several times a message: not for nobody.
	private final boolean heard;

	private final String host;

	private final int port;

	private final long number = numbers.incrementAndGet();

	private final long connectStarted;

	// Of the step within connecting, of which there is one at a time.
	private long stepStarted;

	private long connectedAt;

	private long flightStarted;

	// Replies of the current flight that came, and those that are still due.
	private int replied;

	private int due;

	private String operation = "";

	private long transactionStarted;

	ConnectionEvents(Events events, String host, int port) {
		this.events = events;
		this.heard = events != Events.NONE;
		this.host = host;
		this.port = port;
		this.connectStarted = now();
	}

	void connectStart() {
		this.events
			.tell((listener) -> listener.connectStart(new SmtpEvent.ConnectStart(this.number, this.host, this.port)));
	}

	void connected() {
		this.connectedAt = now();
		Duration took = Duration.ofNanos(this.connectedAt - this.connectStarted);
		this.events
			.tell((listener) -> listener.connected(new SmtpEvent.Connected(this.number, this.host, this.port, took)));
	}

	void connectFailed(Throwable cause) {
		Duration took = since(this.connectStarted);
		this.events.tell((listener) -> listener
			.connectFailed(new SmtpEvent.ConnectFailed(this.number, this.host, this.port, took, Failure.of(cause))));
	}

	void secureStart() {
		this.stepStarted = now();
		this.events.tell((listener) -> listener.secureStart(new SmtpEvent.SecureStart(this.number)));
	}

	void secured(String protocol, String cipher) {
		Duration took = since(this.stepStarted);
		this.events.tell((listener) -> listener.secured(new SmtpEvent.Secured(this.number, protocol, cipher, took)));
	}

	void secureFailed(Throwable cause) {
		Duration took = since(this.stepStarted);
		this.events.tell(
				(listener) -> listener.secureFailed(new SmtpEvent.SecureFailed(this.number, took, Failure.of(cause))));
	}

	void authenticateStart() {
		this.stepStarted = now();
		this.events.tell((listener) -> listener.authenticateStart(new SmtpEvent.AuthenticateStart(this.number)));
	}

	void authenticated(String mechanism) {
		Duration took = since(this.stepStarted);
		this.events
			.tell((listener) -> listener.authenticated(new SmtpEvent.Authenticated(this.number, mechanism, took)));
	}

	void authenticateFailed(Throwable cause) {
		Duration took = since(this.stepStarted);
		this.events.tell((listener) -> listener
			.authenticateFailed(new SmtpEvent.AuthenticateFailed(this.number, took, Failure.of(cause))));
	}

	/**
	 * One more reply is due.
	 */
	void replyDue() {
		if (this.due++ == 0) {
			this.replied = 0;
			this.flightStarted = now();
			this.events.tell((listener) -> listener.flightSent(new SmtpEvent.FlightSent(this.number)));
		}
	}

	/**
	 * One of them came.
	 */
	void replyCame() {
		this.replied++;
		if (--this.due == 0) {
			Duration took = since(this.flightStarted);
			this.events.tell(
					(listener) -> listener.flightReplied(new SmtpEvent.FlightReplied(this.number, this.replied, took)));
		}
	}

	/**
	 * A message's turn begins; {@link #transactionEnd()} must follow.
	 * @param operation whose
	 * @param reused whether it is not the first one on this connection
	 * @param chained whether its envelope is under way
	 */
	public void transactionStart(String operation, boolean reused, boolean chained) {
		this.operation = operation;
		this.transactionStarted = now();
		this.events.tell((listener) -> listener
			.transactionStart(new SmtpEvent.TransactionStart(operation, this.number, reused, chained)));
	}

	/**
	 * The end of the message's content went out.
	 */
	public void committed() {
		this.events.tell((listener) -> listener.committed(new SmtpEvent.Committed(this.operation, this.number)));
	}

	/**
	 * The message's turn is over.
	 */
	public void transactionEnd() {
		Duration took = since(this.transactionStarted);
		this.events.tell(
				(listener) -> listener.transactionEnd(new SmtpEvent.TransactionEnd(this.operation, this.number, took)));
	}

	/**
	 * The message goes over another connection instead.
	 */
	public void replaced() {
		this.events.tell((listener) -> listener.replaced(new SmtpEvent.Replaced(this.operation, this.number)));
	}

	/**
	 * The connection is closed, once.
	 * @param reason why
	 * @param transactions how many messages had their turn
	 */
	public void closed(CloseReason reason, int transactions) {
		if (this.due > 0) {
			Duration took = since(this.flightStarted);
			this.events
				.tell((listener) -> listener.flightFailed(new SmtpEvent.FlightFailed(this.number, this.due, took)));
		}
		Duration lived = since(this.connectedAt);
		this.events.tell((listener) -> listener
			.connectionClosed(new SmtpEvent.ConnectionClosed(this.number, reason, lived, transactions)));
	}

	private long now() {
		return this.heard ? System.nanoTime() : 0;
	}

	private Duration since(long started) {
		return Duration.ofNanos(now() - started);
	}

}
