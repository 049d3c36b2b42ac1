package io.sendasync.mail.testserver;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.sendasync.mail.testserver.At.Place;
import io.sendasync.mail.testserver.At.Step;
import io.sendasync.mail.testserver.SessionRecord.Ending;

/**
 * Lets a test break an idle connection from its own thread, so that the connection is
 * broken when the call returns. The permit stands for the right to use the connection's
 * output: its thread has it, but for the time in which it waits for a command.
 */
final class IdleGate {

	private final Semaphore permit = new Semaphore(0);

	/**
	 * Set before the last reply leaves: a test that has seen the reply sees this, too.
	 */
	private volatile boolean idle;

	/** Written with the permit. */
	private boolean broken;

	/** Waits for the next command; called by the connection's thread. */
	void idle(Session session) throws IOException {
		this.idle = true;
		try {
			session.wire().flushFlight();
			awaitHold(session);
			applyFault(session);
			this.permit.release();
			try {
				session.wire().awaitInput();
			}
			finally {
				this.permit.acquireUninterruptibly();
			}
		}
		finally {
			this.idle = false;
		}
		if (this.broken) {
			session.wire().closeAbruptly();
			throw new SessionEnd(Ending.CLOSED_BY_SERVER);
		}
	}

	/** Applies a new fault if the connection is idle; called by the test's thread. */
	void applyNow(Session session) throws IOException, InterruptedException {
		while (this.idle) {
			if (this.permit.tryAcquire(5, TimeUnit.MILLISECONDS)) {
				try {
					if (this.idle && !this.broken) {
						applyFault(session);
					}
				}
				finally {
					this.permit.release();
				}
				return;
			}
		}
	}

	private static Place place(Session session) {
		return new Place(Step.IDLE, session.number(), List.of(), 0);
	}

	private static void awaitHold(Session session) {
		Hold hold = session.context().plan().holdAt(place(session));
		if (hold != null) {
			hold.pass();
		}
	}

	private void applyFault(Session session) throws IOException {
		Fault fault = session.context().plan().take(place(session));
		if (fault != null) {
			this.broken = !session.steps().unasked(fault);
		}
	}

}
