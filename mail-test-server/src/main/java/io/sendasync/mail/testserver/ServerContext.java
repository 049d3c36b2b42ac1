package io.sendasync.mail.testserver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the connections of one server share. Safe for use by several threads.
 *
 * @param settings how to behave
 * @param plan what is to go wrong
 * @param journal where accepted messages go
 * @param violations where the linter's findings go
 * @param closed counted down when the server closes
 */
record ServerContext(ServerSettings settings, FaultPlan plan, Journal journal, List<Violation> violations,
		CountDownLatch closed) {

	ServerContext(ServerSettings settings) {
		this(settings, new FaultPlan(), new Journal(), new CopyOnWriteArrayList<>(), new CountDownLatch(1));
	}

	/** Waits, unless the server closes meanwhile. */
	void pause(Duration duration) throws SessionEnd {
		try {
			if (this.closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new SessionEnd(SessionRecord.Ending.CLOSED_BY_SERVER);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SessionEnd(SessionRecord.Ending.CLOSED_BY_SERVER);
		}
	}

	void checkOpen() throws SessionEnd {
		if (this.closed.getCount() == 0) {
			throw new SessionEnd(SessionRecord.Ending.CLOSED_BY_SERVER);
		}
	}

}
