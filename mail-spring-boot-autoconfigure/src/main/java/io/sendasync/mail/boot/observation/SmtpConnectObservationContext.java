package io.sendasync.mail.boot.observation;

import io.micrometer.observation.Observation;
import io.sendasync.mail.delivery.SmtpEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection that is observed while it is made.
 */
public final class SmtpConnectObservationContext extends Observation.Context {

	private final String clientName;

	private final SmtpEvent.ConnectStart start;

	private volatile SmtpEvent.@Nullable Failure failure;

	/**
	 * Creates a context.
	 * @param clientName the client's bean name
	 * @param start where to
	 */
	public SmtpConnectObservationContext(String clientName, SmtpEvent.ConnectStart start) {
		this.clientName = clientName;
		this.start = start;
	}

	/**
	 * Who connects.
	 * @return the client's bean name
	 */
	public String clientName() {
		return this.clientName;
	}

	/**
	 * Where to.
	 * @return host, port and number of the connection
	 */
	public SmtpEvent.ConnectStart start() {
		return this.start;
	}

	/**
	 * Why it did not come about.
	 * @return the failure, or {@code null} if there is none
	 */
	public SmtpEvent.@Nullable Failure failure() {
		return this.failure;
	}

	void failure(SmtpEvent.Failure failure) {
		this.failure = failure;
	}

}
