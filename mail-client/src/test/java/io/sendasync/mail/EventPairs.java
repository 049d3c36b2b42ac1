package io.sendasync.mail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.sendasync.mail.delivery.SmtpEvent;
import io.sendasync.mail.delivery.SmtpEventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that every event that begins something is followed by exactly one that ends it,
 * and that what happens within something else is over when that is.
 */
public final class EventPairs implements SmtpEventListener {

	private static final String CONNECT = "connect ";

	private static final String SECURE = "secure ";

	private static final String LOGIN = "authenticate ";

	private static final String CONNECTION = "connection ";

	private static final String TRANSACTION = "transaction ";

	private static final String FLIGHT = "flight ";

	private final List<String> violations = new ArrayList<>();

	private final List<SmtpEvent> all = new ArrayList<>();

	private final Set<String> open = new HashSet<>();

	// What never begins a second time.
	private final Set<String> begun = new HashSet<>();

	/**
	 * Everything that was told, in order.
	 */
	public synchronized List<SmtpEvent> all() {
		return List.copyOf(this.all);
	}

	/**
	 * Fails unless everything is over, once. To be called when the client is closed.
	 */
	public synchronized void assertAllEnded() {
		assertThat(this.violations).as("events out of order, of %s", this.all).isEmpty();
		assertThat(this.open).as("without an end, of %s", this.all).isEmpty();
	}

	private synchronized void begin(SmtpEvent event, String what, boolean onlyOnce) {
		note(event);
		if (!this.open.add(what) || (onlyOnce && !this.begun.add(what))) {
			this.violations.add("begins again: " + event);
		}
	}

	private synchronized void end(SmtpEvent event, String what) {
		note(event);
		if (!this.open.remove(what)) {
			this.violations.add("ends what is not open: " + event);
		}
	}

	private synchronized void within(SmtpEvent event, String what) {
		if (!this.open.contains(what)) {
			this.violations.add("not within " + what + ": " + event);
		}
	}

	private synchronized void none(SmtpEvent event, String what) {
		if (this.open.contains(what)) {
			this.violations.add("still within " + what + ": " + event);
		}
	}

	private synchronized void note(SmtpEvent event) {
		// One event may end this and begin that.
		if (this.all.isEmpty() || this.all.get(this.all.size() - 1) != event) {
			this.all.add(event);
		}
	}

	@Override
	public void queued(SmtpEvent.Queued event) {
		begin(event, "operation " + event.operationId(), true);
		begin(event, "queue " + event.operationId(), true);
	}

	@Override
	public void dequeued(SmtpEvent.Dequeued event) {
		end(event, "queue " + event.operationId());
	}

	@Override
	public void completed(SmtpEvent.Completed event) {
		end(event, "operation " + event.operationId());
		assertThat(event.status().isFinal()).isTrue();
	}

	@Override
	public void laneOpened(SmtpEvent.LaneOpened event) {
		begin(event, "lane " + event.lane(), true);
	}

	@Override
	public void laneClosed(SmtpEvent.LaneClosed event) {
		end(event, "lane " + event.lane());
	}

	@Override
	public void connectStart(SmtpEvent.ConnectStart event) {
		begin(event, CONNECT + event.connection(), true);
	}

	@Override
	public void connected(SmtpEvent.Connected event) {
		connectEnd(event, event.connection());
		begin(event, CONNECTION + event.connection(), true);
	}

	@Override
	public void connectFailed(SmtpEvent.ConnectFailed event) {
		connectEnd(event, event.connection());
	}

	private void connectEnd(SmtpEvent event, long connection) {
		none(event, SECURE + connection);
		none(event, LOGIN + connection);
		end(event, CONNECT + connection);
	}

	@Override
	public void secureStart(SmtpEvent.SecureStart event) {
		within(event, CONNECT + event.connection());
		begin(event, SECURE + event.connection(), true);
	}

	@Override
	public void secured(SmtpEvent.Secured event) {
		end(event, SECURE + event.connection());
	}

	@Override
	public void secureFailed(SmtpEvent.SecureFailed event) {
		end(event, SECURE + event.connection());
	}

	@Override
	public void authenticateStart(SmtpEvent.AuthenticateStart event) {
		within(event, CONNECT + event.connection());
		begin(event, LOGIN + event.connection(), true);
	}

	@Override
	public void authenticated(SmtpEvent.Authenticated event) {
		end(event, LOGIN + event.connection());
	}

	@Override
	public void authenticateFailed(SmtpEvent.AuthenticateFailed event) {
		end(event, LOGIN + event.connection());
	}

	@Override
	public void connectionClosed(SmtpEvent.ConnectionClosed event) {
		none(event, TRANSACTION + event.connection());
		none(event, FLIGHT + event.connection());
		end(event, CONNECTION + event.connection());
	}

	@Override
	public void transactionStart(SmtpEvent.TransactionStart event) {
		within(event, CONNECTION + event.connection());
		begin(event, TRANSACTION + event.connection(), false);
	}

	@Override
	public void transactionEnd(SmtpEvent.TransactionEnd event) {
		end(event, TRANSACTION + event.connection());
	}

	@Override
	public void flightSent(SmtpEvent.FlightSent event) {
		within(event, CONNECTION + event.connection());
		begin(event, FLIGHT + event.connection(), false);
	}

	@Override
	public void flightReplied(SmtpEvent.FlightReplied event) {
		assertThat(event.replies()).isPositive();
		end(event, FLIGHT + event.connection());
	}

	@Override
	public void flightFailed(SmtpEvent.FlightFailed event) {
		assertThat(event.missing()).isPositive();
		end(event, FLIGHT + event.connection());
	}

	@Override
	public void committed(SmtpEvent.Committed event) {
		within(event, TRANSACTION + event.connection());
		note(event);
	}

	@Override
	public void replaced(SmtpEvent.Replaced event) {
		note(event);
	}

	@Override
	public void retried(SmtpEvent.Retried event) {
		note(event);
	}

}
