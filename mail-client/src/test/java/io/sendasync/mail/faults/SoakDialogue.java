package io.sendasync.mail.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows one dialogue from the middle: which replies are due, and where the client is
 * within a content. Not safe for use by several threads.
 */
final class SoakDialogue {

	private static final String END = "\r\n.\r\n";

	private static final String FINAL = "end of content";

	// Commands whose replies have not come by, the greeting being one.
	private final Deque<String> due = new ArrayDeque<>();

	private final StringBuilder line = new StringBuilder();

	private boolean content;

	private long octets;

	private long endOfContent;

	SoakDialogue() {
		this.due.add("greeting");
	}

	void fromClient(byte[] chunk) {
		for (byte octet : chunk) {
			this.octets++;
			this.line.append((char) octet);
			if (octet == '\n') {
				if (this.content) {
					contentLine();
				}
				else {
					this.due.add(this.line.toString().strip());
					this.line.setLength(0);
				}
			}
		}
	}

	private void contentLine() {
		if (this.line.toString().equals(END)) {
			this.content = false;
			this.endOfContent = this.octets;
			this.due.add(FINAL);
			this.line.setLength(0);
			return;
		}
		this.line.setLength(0);
		this.line.append("\r\n");
	}

	void fromServer(byte[] reply) {
		String command = this.due.remove();
		if (command.equals("DATA") && reply[0] == '3') {
			this.content = true;
			// As if a line had ended, because the dot may come at once.
			this.line.append("\r\n");
		}
	}

	boolean isInContent() {
		return this.content;
	}

	/** Whether the client has sent the end of a content and got no word on it. */
	boolean isFinalReplyDue() {
		return this.due.contains(FINAL);
	}

	boolean isFinalReplyNext() {
		return FINAL.equals(this.due.peek());
	}

	/** How many octets the client had sent when it ended its last content. */
	long endOfContent() {
		return this.endOfContent;
	}

	@Override
	public String toString() {
		return "due " + this.due + (this.content ? ", within content" : "") + (this.line.isEmpty() ? ""
				: ", line of " + this.line.toString().getBytes(StandardCharsets.UTF_8).length);
	}

}
