package io.sendasync.mail.sample.send;

import java.time.Duration;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.SmtpEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which flights belong to which send.
 */
class FlightsTests {

	private final Flights flights = new Flights();

	@Test
	void flightsBeforeTheTurnBelongToNoSend() {
		sent(1);
		start("a", 1);
		assertThat(this.flights.of("a")).isEqualTo(new RoundTrips(0, 0));
	}

	@Test
	void flightThatCarriesTwoMessagesIsSharedByBoth() {
		start("a", 1);
		sent(1);
		start("b", 1);
		sent(1);
		end("a", 1);
		sent(1);
		end("b", 1);
		sent(1);
		assertThat(this.flights.of("a")).isEqualTo(new RoundTrips(2, 1));
		assertThat(this.flights.of("b")).isEqualTo(new RoundTrips(2, 1));
	}

	@Test
	void flightsOfOtherConnectionsDoNotCount() {
		start("a", 1);
		start("b", 2);
		sent(2);
		assertThat(this.flights.of("a").total()).isZero();
		assertThat(this.flights.of("b").total()).isEqualTo(1);
	}

	@Test
	void flightsOfALaterAttemptAreAdded() {
		start("a", 1);
		sent(1);
		end("a", 1);
		start("a", 2);
		sent(2);
		assertThat(this.flights.of("a")).isEqualTo(new RoundTrips(2, 0));
	}

	@Test
	void oldestSendsAreForgotten() {
		IntStream.rangeClosed(0, Flights.MEMORY).forEach((number) -> {
			start("s" + number, 1);
			sent(1);
			end("s" + number, 1);
		});
		assertThat(this.flights.of("s0").total()).isZero();
		assertThat(this.flights.of("s1").total()).isEqualTo(1);
	}

	private void start(String send, long connection) {
		this.flights.transactionStart(new SmtpEvent.TransactionStart(send, connection, false, false));
	}

	private void sent(long connection) {
		this.flights.flightSent(new SmtpEvent.FlightSent(connection));
	}

	private void end(String send, long connection) {
		this.flights.transactionEnd(new SmtpEvent.TransactionEnd(send, connection, Duration.ZERO));
	}

}
