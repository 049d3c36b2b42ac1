package io.sendasync.mail.testserver;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A line from the client.
 *
 * @param text the line without its end, decoded as UTF-8
 * @param verb the first word in upper case
 * @param argument what follows the verb
 * @param wireLength octets with the line's end
 * @param endedByCrLf whether the line ended in CRLF, not LF alone
 * @param eightBit whether an octet was above 127
 */
record CommandLine(String text, String verb, String argument, int wireLength, boolean endedByCrLf, boolean eightBit) {

	static CommandLine of(byte[] octets, boolean endedByCrLf) {
		String text = new String(octets, StandardCharsets.UTF_8);
		int space = text.indexOf(' ');
		String verb = ((space < 0) ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
		String argument = (space < 0) ? "" : text.substring(space + 1).strip();
		boolean eightBit = false;
		for (byte octet : octets) {
			eightBit |= octet < 0;
		}
		return new CommandLine(text, verb, argument, octets.length + (endedByCrLf ? 2 : 1), endedByCrLf, eightBit);
	}

	boolean is(String expected) {
		return this.verb.equals(expected);
	}

	/** The first word of the argument, in upper case. */
	String firstWord() {
		int space = this.argument.indexOf(' ');
		return ((space < 0) ? this.argument : this.argument.substring(0, space)).toUpperCase(Locale.ROOT);
	}

	/** The line with secrets masked. */
	String masked() {
		if (!is("AUTH")) {
			return this.text;
		}
		boolean initialResponse = this.argument.indexOf(' ') > 0;
		return "AUTH " + firstWord() + (initialResponse ? " ****" : "");
	}

}
