package io.sendasync.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sendasync.mail.testserver.SessionRecord;
import io.sendasync.mail.testserver.TranscriptLine;
import org.jspecify.annotations.Nullable;

/**
 * One transaction as the server saw it. Knows nothing of the client.
 */
final class FaultAttempt {

	private static final int MAX_LINE = 16 * 1024;

	private static final String CHUNK = "chunk ";

	private final String sender;

	// Lines that the server sent, by the command that they followed.
	private final Map<String, List<String>> said = new LinkedHashMap<>();

	private int chunks;

	private boolean lastChunk;

	private boolean ended;

	private FaultAttempt(String sender) {
		this.sender = sender;
	}

	/**
	 * All transactions of a server, in order.
	 */
	static List<FaultAttempt> of(List<SessionRecord> sessions) {
		List<FaultAttempt> attempts = new ArrayList<>();
		for (SessionRecord session : sessions) {
			FaultAttempt current = null;
			String command = "";
			for (TranscriptLine line : session.transcript()) {
				switch (line.direction()) {
					case CLIENT -> {
						command = line.text();
						current = next(current, command, attempts);
					}
					case SERVER -> {
						if (current != null) {
							current.said.computeIfAbsent(current.key(command), (any) -> new ArrayList<>())
								.add(line.text());
						}
					}
					case REMARK -> {
					}
				}
			}
		}
		return attempts;
	}

	private static @Nullable FaultAttempt next(@Nullable FaultAttempt current, String command,
			List<FaultAttempt> attempts) {
		if (command.startsWith("MAIL FROM:<")) {
			FaultAttempt attempt = new FaultAttempt(command.substring(11, command.indexOf('>')));
			attempts.add(attempt);
			return attempt;
		}
		if (current != null) {
			current.hear(command);
		}
		return command.matches("(RCPT|DATA|BDAT|<).*") ? current : null;
	}

	private void hear(String command) {
		if (command.startsWith("BDAT")) {
			this.chunks++;
			this.lastChunk = command.endsWith(" LAST");
		}
		else if (command.matches("<[1-9]\\d* octets of content>")
				|| (this.lastChunk && command.matches("<\\d+ octets of a chunk>"))) {
			this.ended = true;
		}
	}

	private String key(String command) {
		if (command.startsWith("RCPT TO:<")) {
			return command.substring(9, command.indexOf('>'));
		}
		if (this.chunks > 0 && !this.lastChunk) {
			return CHUNK + this.chunks;
		}
		return (command.startsWith("<") || this.lastChunk) ? "END" : command.split("[ :]", 2)[0];
	}

	String sender() {
		return this.sender;
	}

	/**
	 * Whether the client passed the commit point, as far as the server saw.
	 */
	boolean ended() {
		return this.ended;
	}

	/**
	 * Whether the client may have sent the whole content, whatever the server read.
	 */
	boolean granted() {
		return this.lastChunk || (!data().isEmpty() && data().get(0).startsWith("354"));
	}

	private boolean isDataGranted() {
		return !data().isEmpty() && data().get(0).startsWith("354");
	}

	boolean isRefused(String recipient) {
		return isNegative(this.said.getOrDefault(recipient, List.of()));
	}

	/**
	 * Whether MAIL or DATA was refused, or everything by a 421 (RFC 5321 §3.8).
	 */
	boolean isRefused() {
		return isNegative(this.said.getOrDefault("MAIL", List.of())) || (!isDataGranted() && isNegative(data()))
				|| this.said.values().stream().anyMatch((lines) -> isNegative(lines) && lines.get(0).startsWith("421"));
	}

	/**
	 * Whether there was something that is no reply, so that the client read no further.
	 */
	boolean hasNonsense() {
		return this.said.values().stream().anyMatch((lines) -> !isComplete(lines)) || this.said.entrySet()
			.stream()
			.anyMatch((entry) -> !entry.getKey().equals("DATA") && entry.getValue().get(0).startsWith("3"));
	}

	/**
	 * Whether a refusal was said while the content came.
	 */
	boolean isRefusedWithinContent() {
		return (isDataGranted() && isNegative(data().subList(1, data().size()))) || this.said.entrySet()
			.stream()
			.anyMatch((entry) -> entry.getKey().startsWith(CHUNK) && isNegative(entry.getValue()));
	}

	private List<String> data() {
		return this.said.getOrDefault("DATA", List.of());
	}

	boolean isAcceptedAtEnd() {
		List<String> lines = this.said.getOrDefault("END", List.of());
		return !lines.isEmpty() && isComplete(lines.subList(0, 1)) && lines.get(0).startsWith("2");
	}

	boolean isRefusedAtEnd() {
		return isNegative(this.said.getOrDefault("END", List.of()));
	}

	private static boolean isNegative(List<String> lines) {
		return isComplete(lines) && lines.get(0).matches("[45].*");
	}

	/** What the server sent has to be a reply by RFC 5321 §4.2, to count. */
	private static boolean isComplete(List<String> lines) {
		if (lines.isEmpty()) {
			return false;
		}
		String code = lines.get(0).substring(0, 3);
		return lines.stream().allMatch((line) -> line.startsWith(code) && line.length() < MAX_LINE)
				&& code.matches("[2-5]\\d\\d") && lines.get(lines.size() - 1).startsWith(" ", 3);
	}

	@Override
	public String toString() {
		return this.sender + (this.ended ? " to the end " : " ") + this.said;
	}

}
