package io.sendasync.mail.testserver;

import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads content octet by octet: finds its end, removes stuffed dots, looks for mistakes,
 * each reported once. Only CRLF ends a line, so {@code LF . LF} ends nothing. Confined to
 * the connection's thread.
 */
final class ContentCollector {

	private static final int LINE_LIMIT = 998;

	private final Linter linter;

	private final boolean dots;

	private final boolean eightBitAllowed;

	private final long limit;

	private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

	private final Set<LintRule> reported = EnumSet.noneOf(LintRule.class);

	private State state = State.LINE_START;

	private int lineLength;

	private long size;

	private long read;

	private ContentCollector(Linter linter, boolean dots, boolean eightBitAllowed, long limit) {
		this.linter = linter;
		this.dots = dots;
		this.eightBitAllowed = eightBitAllowed;
		this.limit = limit;
	}

	/** For DATA: dots are stuffed, a lone dot ends the content. */
	static ContentCollector forData(Linter linter, boolean eightBitAllowed, long limit) {
		return new ContentCollector(linter, true, eightBitAllowed, limit);
	}

	/** For BDAT: octets are octets. */
	static ContentCollector forChunks(Linter linter, boolean eightBitAllowed, long limit) {
		return new ContentCollector(linter, false, eightBitAllowed, limit);
	}

	/** Takes an octet; {@code false} when it was the last of the final dot's line. */
	boolean add(int octet) {
		this.read++;
		switch (this.state) {
			case LINE_START -> {
				if (octet == '.' && this.dots) {
					this.state = State.DOT;
				}
				else {
					inLine(octet);
				}
			}
			case DOT -> afterDot(octet);
			case DOT_CR -> {
				if (octet == '\n') {
					return false;
				}
				bareCr();
				inLine(octet);
			}
			case IN_LINE -> inLine(octet);
			case CR -> afterCr(octet);
		}
		return true;
	}

	private void afterDot(int octet) {
		if (octet == '\r') {
			this.state = State.DOT_CR;
			return;
		}
		if (octet != '.') {
			report(LintRule.DOT_NOT_STUFFED, "a line starts with a single dot");
		}
		inLine(octet);
	}

	private void afterCr(int octet) {
		if (octet == '\n') {
			if (this.lineLength > LINE_LIMIT) {
				report(LintRule.LINE_TOO_LONG, this.lineLength + " octets, allowed are " + LINE_LIMIT);
			}
			store('\r');
			store('\n');
			this.lineLength = 0;
			this.state = State.LINE_START;
			return;
		}
		bareCr();
		inLine(octet);
	}

	private void bareCr() {
		report(LintRule.BARE_CR, "in content");
		store('\r');
		this.lineLength++;
	}

	private void inLine(int octet) {
		if (octet == '\r') {
			this.state = State.CR;
			return;
		}
		this.state = State.IN_LINE;
		if (octet == '\n') {
			report(LintRule.BARE_LF, "in content");
		}
		if (octet > 127 && !this.eightBitAllowed) {
			report(LintRule.EIGHT_BIT_NOT_ANNOUNCED, "in content without BODY=8BITMIME or SMTPUTF8");
		}
		this.lineLength++;
		store(octet);
	}

	private void store(int octet) {
		this.size++;
		if (this.size <= this.limit) {
			this.octets.write(octet);
		}
	}

	private void report(LintRule rule, String detail) {
		if (this.reported.add(rule)) {
			this.linter.report(rule, detail + " (octet " + this.read + ")");
		}
	}

	/** Ends content that has no final dot. */
	void finish() {
		if (this.state == State.CR) {
			bareCr();
		}
	}

	/** Octets of the message, without stuffed dots. */
	long size() {
		return this.size;
	}

	/** Octets that came over the wire. */
	long read() {
		return this.read;
	}

	boolean isTooLarge() {
		return this.size > this.limit;
	}

	byte[] content() {
		return this.octets.toByteArray();
	}

	private enum State {

		LINE_START, DOT, DOT_CR, IN_LINE, CR

	}

}
