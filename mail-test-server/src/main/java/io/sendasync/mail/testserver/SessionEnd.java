package io.sendasync.mail.testserver;

import java.io.IOException;

/**
 * Leaves the dialogue from anywhere, with the reason for the record.
 */
final class SessionEnd extends IOException {

	private static final long serialVersionUID = 1L;

	private final SessionRecord.Ending ending;

	SessionEnd(SessionRecord.Ending ending) {
		super(ending.name());
		this.ending = ending;
	}

	SessionRecord.Ending ending() {
		return this.ending;
	}

}
