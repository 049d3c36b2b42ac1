package io.sendasync.mail.sample.server;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A mail that arrived, with everything decoded.
 *
 * @param id a number within this run
 * @param from the author, {@code Jane <jane@example.org>}
 * @param to the recipients in the header
 * @param subject the subject
 * @param text the plain text
 * @param receivedAt when it arrived
 * @param change the number of its arrival among the changes
 */
public record InboxMail(long id, String from, List<String> to, String subject, String text, Instant receivedAt,
		@JsonIgnore long change) {

	public InboxMail {
		to = List.copyOf(to);
	}

}
