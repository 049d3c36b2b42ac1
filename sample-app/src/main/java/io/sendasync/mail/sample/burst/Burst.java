package io.sendasync.mail.sample.burst;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.delivery.SendStatus;
import org.jspecify.annotations.Nullable;

/**
 * One burst, which is also the token of its sends: whoever listens for the end of another
 * type of token does not hear of them.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class Burst {

	private final int count;

	private final long arrivedBefore;

	private final long startNanos;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private final List<SendOperation> operations = new ArrayList<>();

	@GuardedBy("lock")
	private final Map<SendStatus, Integer> ends = new EnumMap<>(SendStatus.class);

	@GuardedBy("lock")
	private int ended;

	@GuardedBy("lock")
	private boolean submitting = true;

	@GuardedBy("lock")
	private boolean cancelled;

	@GuardedBy("lock")
	private @Nullable Long endNanos;

	Burst(int count, long arrivedBefore, long startNanos) {
		this.count = count;
		this.arrivedBefore = arrivedBefore;
		this.startNanos = startNanos;
	}

	/**
	 * A message was handed to the client.
	 * @return whether to go on
	 */
	boolean submitted(SendOperation operation) {
		this.lock.lock();
		try {
			this.operations.add(operation);
			if (!this.cancelled) {
				return true;
			}
		}
		finally {
			this.lock.unlock();
		}
		// Whoever cancelled could not see it yet.
		operation.cancel(true);
		return false;
	}

	/**
	 * No more messages come.
	 */
	void submittedAll(long nowNanos) {
		this.lock.lock();
		try {
			this.submitting = false;
			endIfDone(nowNanos);
		}
		finally {
			this.lock.unlock();
		}
	}

	void ended(SendStatus status, long nowNanos) {
		this.lock.lock();
		try {
			this.ends.merge(status, 1, Integer::sum);
			this.ended++;
			endIfDone(nowNanos);
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void endIfDone(long nowNanos) {
		if (!this.submitting && this.ended == this.operations.size()) {
			this.endNanos = nowNanos;
		}
	}

	void cancel() {
		List<SendOperation> pending;
		this.lock.lock();
		try {
			this.cancelled = true;
			pending = List.copyOf(this.operations);
		}
		finally {
			this.lock.unlock();
		}
		pending.forEach((operation) -> operation.cancel(true));
	}

	boolean isRunning() {
		this.lock.lock();
		try {
			return this.endNanos == null;
		}
		finally {
			this.lock.unlock();
		}
	}

	BurstView view(long arrived, long nowNanos) {
		this.lock.lock();
		try {
			long millis = TimeUnit.NANOSECONDS
				.toMillis(((this.endNanos != null) ? this.endNanos : nowNanos) - this.startNanos);
			int cancelledSends = ended(SendStatus.CANCELLED);
			double perSecond = (this.ended - cancelledSends) * 1000.0 / Math.max(1, millis);
			return new BurstView(this.endNanos == null, this.count, this.operations.size() - this.ended,
					ended(SendStatus.COMPLETED), ended(SendStatus.FAILED), ended(SendStatus.UNKNOWN), cancelledSends,
					arrived - this.arrivedBefore, millis, Math.round(perSecond));
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private int ended(SendStatus status) {
		return this.ends.getOrDefault(status, 0);
	}

}
