package io.sendasync.mail.internal.mime;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects a message: what is small as octets, what is large as a promise to read it
 * later. The octets of bodies are looked at once more before they are given away.
 */
final class Pieces {

	private static final int AFTER_CONTENT = 256;

	private final List<Piece> finished = new ArrayList<>(1);

	private Octets octets;

	// Up to here they were checked, or are a header, which checks itself.
	private int checked;

	private final boolean eightBitAllowed;

	private boolean eightBit;

	/**
	 * Starts an empty message.
	 * @param expected about how many octets it will have
	 * @param eightBitAllowed whether bodies may have octets above 127
	 */
	Pieces(long expected, boolean eightBitAllowed) {
		this.octets = new Octets((int) Math.min(expected, 1 << 30));
		this.eightBitAllowed = eightBitAllowed;
	}

	Octets octets() {
		return this.octets;
	}

	/**
	 * Starts a part's header at this point. The body in front of it ends here.
	 */
	HeaderBlock header() {
		checkBody();
		return new HeaderBlock(this.octets, false);
	}

	/**
	 * Starts the message's own header.
	 * @param utf8 whether raw UTF-8 may stand in it
	 * @param raw whether all text is written so
	 */
	HeaderBlock header(boolean utf8, boolean raw) {
		return new HeaderBlock(this.octets, utf8, new HeaderText(raw));
	}

	/**
	 * Notes that a header ends here.
	 */
	void body() {
		this.checked = this.octets.size();
	}

	void add(StreamedContent content) {
		finishOctets();
		this.finished.add(new Piece.Encoded(content));
		this.octets = new Octets(AFTER_CONTENT);
		this.checked = 0;
	}

	/**
	 * Ends the message, with a line end if it has none.
	 */
	List<Piece> finish() {
		int size = this.octets.size();
		if (size == this.checked || this.octets.get(size - 1) != '\n') {
			this.octets.lineEnd();
		}
		finishOctets();
		return List.copyOf(this.finished);
	}

	/**
	 * Whether a body has octets above 127.
	 */
	boolean eightBit() {
		return this.eightBit;
	}

	private void finishOctets() {
		checkBody();
		if (this.octets.size() > 0) {
			int size = this.octets.size();
			this.finished.add(new Piece.Rendered(this.octets.finish(), size));
		}
	}

	private void checkBody() {
		this.eightBit |= BodyGate.check(this.octets.array(), this.checked, this.octets.size(), this.eightBitAllowed);
		this.checked = this.octets.size();
	}

}
