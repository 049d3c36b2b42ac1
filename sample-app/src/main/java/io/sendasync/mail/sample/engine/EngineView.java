package io.sendasync.mail.sample.engine;

import io.sendasync.mail.ClientStatistics;

/**
 * The client's figures at one moment.
 *
 * @param paused whether it takes no sends
 * @param lanes its connections
 * @param statistics queue and totals
 * @param sending how long sends took, from the call to the end
 * @param waiting how long sends waited for a connection
 * @param connecting how long it took to open a connection, with TLS and login
 * @param millis when this was, by a clock of which only differences mean something
 */
public record EngineView(boolean paused, Lanes lanes, ClientStatistics statistics, Times sending, Times waiting,
		Times connecting, long millis) {

	/**
	 * Connections.
	 *
	 * @param max at most so many
	 * @param busy with work
	 * @param idle without
	 */
	public record Lanes(int max, int busy, int idle) {
	}

	/**
	 * What a timer says.
	 *
	 * @param count how often
	 * @param meanMillis the mean since the start
	 * @param maxMillis the longest in the last minutes
	 */
	public record Times(long count, double meanMillis, double maxMillis) {
	}

}
