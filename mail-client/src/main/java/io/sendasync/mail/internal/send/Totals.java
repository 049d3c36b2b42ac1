package io.sendasync.mail.internal.send;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import io.sendasync.mail.delivery.SendStatus;

/**
 * How many sends there were and how they ended.
 */
public final class Totals {

	private final LongAdder submitted = new LongAdder();

	private final Map<SendStatus, LongAdder> ended = new EnumMap<>(SendStatus.class);

	Totals() {
		for (SendStatus status : SendStatus.values()) {
			this.ended.put(status, new LongAdder());
		}
	}

	void countSubmitted() {
		this.submitted.increment();
	}

	void countEnded(SendStatus status) {
		adder(status).increment();
	}

	private LongAdder adder(SendStatus status) {
		return Objects.requireNonNull(this.ended.get(status));
	}

	/**
	 * Sends that were taken on.
	 * @return the number so far
	 */
	public long submitted() {
		return this.submitted.sum();
	}

	/**
	 * Sends that ended so.
	 * @param status a final status
	 * @return the number so far
	 */
	public long ended(SendStatus status) {
		return adder(status).sum();
	}

}
