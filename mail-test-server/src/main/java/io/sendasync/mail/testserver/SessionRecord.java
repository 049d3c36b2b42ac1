package io.sendasync.mail.testserver;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened on one connection, at the time of asking.
 *
 * @param number the number of the connection, from 1
 * @param transcript all lines in order; what belongs to AUTH is masked and content is
 * shown as its size
 * @param commandsInFlight the commands, grouped by what arrived before the server
 * answered; content is a member of its group, as {@code <n octets of content>}
 * @param session how the client has introduced itself so far
 * @param ending how the connection ended
 */
public record SessionRecord(int number, List<TranscriptLine> transcript, List<List<String>> commandsInFlight,
		SmtpSession session, Ending ending) {

	public SessionRecord {
		transcript = List.copyOf(transcript);
		commandsInFlight = List.copyOf(commandsInFlight);
	}

	/**
	 * All commands, in order, without the grouping.
	 * @return the commands
	 */
	public List<String> commands() {
		return this.commandsInFlight.stream().flatMap(List::stream).toList();
	}

	@Override
	public String toString() {
		return this.transcript.stream()
			.map(TranscriptLine::toString)
			.collect(Collectors.joining("\n", "connection " + this.number + " (" + this.ending + ")\n", "\n"));
	}

	/**
	 * How a connection ended.
	 */
	public enum Ending {

		/** It has not. */
		OPEN,

		/** The client said QUIT. */
		QUIT,

		/** The client went away without QUIT. */
		CLOSED_BY_CLIENT,

		/** The server ended it: a fault, a script, or its own end. */
		CLOSED_BY_SERVER,

		/** No TLS session came about. */
		HANDSHAKE_FAILED

	}

}
