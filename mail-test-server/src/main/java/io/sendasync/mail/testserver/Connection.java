package io.sendasync.mail.testserver;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.sendasync.mail.testserver.SessionRecord.Ending;

/**
 * One connection and its thread. {@link #run()} belongs to that thread, the rest may be
 * called by any.
 */
final class Connection implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(SmtpTestServer.class);

	private final Socket socket;

	private final SessionLog log;

	private final Session session;

	private final IdleGate idleGate = new IdleGate();

	private final Talk talk;

	private final Consumer<Connection> whenEnded;

	Connection(Socket socket, Session session, SessionLog log, TalkFactory talks, Consumer<Connection> whenEnded) {
		this.socket = socket;
		this.session = session;
		this.log = log;
		this.talk = talks.create(session, this.idleGate);
		this.whenEnded = whenEnded;
	}

	@Override
	public void run() {
		try {
			this.talk.run();
		}
		catch (SessionEnd ex) {
			this.log.end(ex.ending());
		}
		catch (IOException ex) {
			this.log.remark("connection lost: " + ex.getMessage());
			boolean closing = this.session.context().closed().getCount() == 0;
			this.log.end(closing ? Ending.CLOSED_BY_SERVER : Ending.CLOSED_BY_CLIENT);
		}
		catch (RuntimeException ex) {
			logger.error("The test server failed on connection {}", this.session.number(), ex);
			this.log.remark("the test server failed: " + ex);
			this.log.end(Ending.CLOSED_BY_SERVER);
		}
		finally {
			abort();
			this.whenEnded.accept(this);
		}
	}

	/** Breaks the connection now if it is idle and a fault waits for that. */
	void applyIdleFault() throws InterruptedException {
		try {
			this.idleGate.applyNow(this.session);
		}
		catch (IOException ex) {
			this.log.remark("connection lost: " + ex.getMessage());
		}
	}

	/** Ends the connection from any thread. */
	void drop() {
		this.log.end(Ending.CLOSED_BY_SERVER);
		abort();
	}

	private void abort() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			this.log.remark("close failed: " + ex.getMessage());
		}
	}

	/** Makes the talk for a new connection. */
	@FunctionalInterface
	interface TalkFactory {

		Talk create(Session session, IdleGate idleGate);

	}

}
