package io.sendasync.mail.testserver;

/**
 * A line of a dialogue.
 *
 * @param direction who said it
 * @param text the line without CRLF
 */
public record TranscriptLine(Direction direction, String text) {

	@Override
	public String toString() {
		return this.direction.mark + " " + this.text;
	}

	/**
	 * Who said a line.
	 */
	public enum Direction {

		/** The client. */
		CLIENT("C:"),

		/** The server. */
		SERVER("S:"),

		/** Nobody: a remark such as a finished handshake. */
		REMARK("*");

		private final String mark;

		Direction(String mark) {
			this.mark = mark;
		}

	}

}
