package io.sendasync.mail.boot.observation;

import io.micrometer.observation.Observation;
import io.sendasync.mail.delivery.SmtpEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a send that is observed.
 */
public final class SmtpSendObservationContext extends Observation.Context {

	private final String clientName;

	private final String operationId;

	private volatile SmtpEvent.@Nullable Completed completed;

	/**
	 * Creates a context.
	 * @param clientName the client's bean name
	 * @param operationId the send's
	 */
	public SmtpSendObservationContext(String clientName, String operationId) {
		this.clientName = clientName;
		this.operationId = operationId;
	}

	/**
	 * Who sends.
	 * @return the client's bean name
	 */
	public String clientName() {
		return this.clientName;
	}

	/**
	 * Which send it is.
	 * @return the operation's id
	 */
	public String operationId() {
		return this.operationId;
	}

	/**
	 * How it ended.
	 * @return the end, or {@code null} before it
	 */
	public SmtpEvent.@Nullable Completed completed() {
		return this.completed;
	}

	void completed(SmtpEvent.Completed completed) {
		this.completed = completed;
	}

}
