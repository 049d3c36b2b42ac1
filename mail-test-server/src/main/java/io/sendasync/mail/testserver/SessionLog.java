package io.sendasync.mail.testserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The growing record of one connection. Written by its thread, read by any.
 */
final class SessionLog {

	private static final Logger logger = LoggerFactory.getLogger(SmtpTestServer.class);

	private final int number;

	private final ReentrantLock lock = new ReentrantLock();

	/** Guarded by {@link #lock}. */
	private final List<TranscriptLine> lines = new ArrayList<>();

	/** Guarded by {@link #lock}. */
	private final List<List<String>> flights = new ArrayList<>();

	/** Guarded by {@link #lock}. */
	private List<String> flight = new ArrayList<>();

	/** Guarded by {@link #lock}. */
	private SmtpSession session;

	/** Guarded by {@link #lock}. */
	private SessionRecord.Ending ending = SessionRecord.Ending.OPEN;

	SessionLog(int number) {
		this.number = number;
		this.session = new SmtpSession(number, "", "", "", "");
	}

	void client(String line) {
		add(TranscriptLine.Direction.CLIENT, line);
	}

	void server(String line) {
		add(TranscriptLine.Direction.SERVER, line);
	}

	void remark(String line) {
		add(TranscriptLine.Direction.REMARK, line);
	}

	private void add(TranscriptLine.Direction direction, String text) {
		TranscriptLine line = new TranscriptLine(direction, text);
		logger.debug("[{}] {}", this.number, line);
		this.lock.lock();
		try {
			this.lines.add(line);
			if (direction == TranscriptLine.Direction.CLIENT) {
				this.flight.add(text);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void endFlight() {
		this.lock.lock();
		try {
			if (!this.flight.isEmpty()) {
				this.flights.add(List.copyOf(this.flight));
				this.flight = new ArrayList<>();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void session(SmtpSession session) {
		this.lock.lock();
		try {
			this.session = session;
		}
		finally {
			this.lock.unlock();
		}
	}

	void end(SessionRecord.Ending reason) {
		this.lock.lock();
		try {
			if (this.ending == SessionRecord.Ending.OPEN) {
				this.ending = reason;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	SessionRecord snapshot() {
		this.lock.lock();
		try {
			List<List<String>> groups = new ArrayList<>(this.flights);
			if (!this.flight.isEmpty()) {
				groups.add(List.copyOf(this.flight));
			}
			return new SessionRecord(this.number, this.lines, groups, this.session, this.ending);
		}
		finally {
			this.lock.unlock();
		}
	}

}
