package io.sendasync.mail.message;

import java.time.Duration;
import java.util.Objects;

/**
 * A time within which a message is to be delivered (RFC 2852). It starts when the server
 * takes the message; waiting in the client's queue does not count.
 *
 * @param time whole seconds, 1 to 999,999,999
 * @param ifLate what the server is to do when the time has passed
 * @param trace whether each relay on the way is to report what it did
 */
public record DeliverBy(Duration time, IfLate ifLate, boolean trace) {

	/** What to do when the time has passed. */
	public enum IfLate {

		/** Return it to the sender instead of delivering it. */
		RETURN,

		/** Tell the sender that it is late, and go on trying. */
		NOTIFY

	}

	/**
	 * Creates a time limit.
	 * @throws IllegalArgumentException if the time is out of range or has parts of a
	 * second
	 */
	public DeliverBy {
		DeliveryTimes.requireSeconds("deliverBy", Objects.requireNonNull(time, "time"));
		Objects.requireNonNull(ifLate, "ifLate");
	}

	/**
	 * A time limit without trace.
	 * @param time whole seconds, 1 to 999,999,999
	 * @param ifLate what the server is to do when the time has passed
	 * @return the limit
	 * @throws IllegalArgumentException if the time is out of range or has parts of a
	 * second
	 */
	public static DeliverBy within(Duration time, IfLate ifLate) {
		return new DeliverBy(time, ifLate, false);
	}

	/**
	 * The same limit, with reports from each relay on the way.
	 * @return a copy
	 */
	public DeliverBy traced() {
		return new DeliverBy(this.time, this.ifLate, true);
	}

}
