package io.sendasync.mail.sample.send;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;

import org.springframework.stereotype.Component;

/**
 * Counts the round trips of each send. Events of flights name the connection, those of
 * transactions name connection and send: a flight belongs to the messages that have their
 * turn on its connection, which are two where the envelope of the next message travels
 * behind the content of the one before. Flights for greeting, TLS and login belong to
 * none.
 *
 * <p>
 * Thread contract: lanes tell of their connections at once; no method waits for anything
 * but the other methods.
 */
@Component
final class Flights implements SmtpEventListener {

	/** Of sends that nobody asks for any more. */
	static final int MEMORY = 4_000;

	static final RoundTrips NONE = new RoundTrips(0, 0);

	private final ReentrantLock lock = new ReentrantLock();

	/** The sends that have their turn, by connection. */
	@GuardedBy("lock")
	private final Map<Long, List<String>> turns = new LinkedHashMap<>();

	@GuardedBy("lock")
	private final Map<String, RoundTrips> counted = new LinkedHashMap<>();

	@Override
	public void transactionStart(SmtpEvent.TransactionStart event) {
		this.lock.lock();
		try {
			this.turns.computeIfAbsent(event.connection(), (connection) -> new ArrayList<>(2)).add(event.operationId());
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void flightSent(SmtpEvent.FlightSent event) {
		this.lock.lock();
		try {
			List<String> sends = this.turns.getOrDefault(event.connection(), List.of());
			RoundTrips one = new RoundTrips(1, (sends.size() > 1) ? 1 : 0);
			sends.forEach((send) -> this.counted.merge(send, one, RoundTrips::plus));
			forgetOldest();
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void forgetOldest() {
		while (this.counted.size() > MEMORY) {
			this.counted.remove(this.counted.keySet().iterator().next());
		}
	}

	@Override
	public void transactionEnd(SmtpEvent.TransactionEnd event) {
		this.lock.lock();
		try {
			this.turns.computeIfPresent(event.connection(), (connection, sends) -> {
				sends.remove(event.operationId());
				return sends.isEmpty() ? null : sends;
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The round trips of a send up to now.
	 * @param operationId of the send
	 * @return the round trips, none for a send that is not known
	 */
	RoundTrips of(String operationId) {
		this.lock.lock();
		try {
			return this.counted.getOrDefault(operationId, NONE);
		}
		finally {
			this.lock.unlock();
		}
	}

}
