package io.sendasync.mail.internal.send;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;

/**
 * The sends that have no result yet.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class PendingSends {

	private final Set<Send> sends = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition none = this.lock.newCondition();

	void add(Send send) {
		this.sends.add(send);
	}

	void remove(Send send) {
		this.sends.remove(send);
		if (this.sends.isEmpty()) {
			this.lock.lock();
			try {
				this.none.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	boolean isEmpty() {
		return this.sends.isEmpty();
	}

	int size() {
		return this.sends.size();
	}

	/**
	 * Waits until there is none.
	 * @param limit how long
	 */
	void awaitNone(Duration limit) throws InterruptedException {
		long left = limit.toNanos();
		this.lock.lock();
		try {
			while (!this.sends.isEmpty() && left > 0) {
				left = this.none.awaitNanos(left);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Cancels those that can be cancelled.
	 */
	void cancelAll() {
		this.sends.forEach((send) -> send.cancel(null));
	}

	/**
	 * Ends all of them because the client closes.
	 */
	void giveUpAll() {
		this.sends.forEach(
				(send) -> send.abandon(new SmtpException("The client was closed", SendOutcome.NOT_SENT, null, null),
						new SmtpException(
								"The client was closed before the server's final reply came. The message went out"
										+ " whole, whether it was accepted is unknown",
								SendOutcome.UNKNOWN, null, null)));
	}

}
