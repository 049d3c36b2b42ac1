package io.sendasync.mail.sample.send;

/**
 * How often a send waited for the server.
 *
 * @param total the flights that carried something of it, of all attempts
 * @param shared those of them that carried something of a neighbour as well
 */
public record RoundTrips(int total, int shared) {

	RoundTrips plus(RoundTrips more) {
		return new RoundTrips(this.total + more.total, this.shared + more.shared);
	}

}
