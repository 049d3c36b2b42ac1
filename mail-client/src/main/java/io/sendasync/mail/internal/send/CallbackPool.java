package io.sendasync.mail.internal.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Platform threads for tasks that are short, and may block all the same. Waking a thread
 * costs more than most tasks do. So while tasks come often, a thread that has done them
 * all looks again by itself after a moment, and a second one watches over it when it
 * works: under load hardly anybody is woken. A task that comes alone has a thread called
 * at once.
 *
 * <p>
 * No task waits for more than two milliseconds behind one that blocks: as long as tasks
 * wait, a thread is on its way to them, or watches whether they get their turn, or all
 * that there may be are at work.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class CallbackPool implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(CallbackPool.class);

	private static final long MOMENT_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

	private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

	private final ThreadFactory factory;

	private final int maximum;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition called = this.lock.newCondition();

	// Of those that look by themselves after a while, signalled only at the end.
	private final Condition closing = this.lock.newCondition();

	private final Condition ended = this.lock.newCondition();

	@GuardedBy("lock")
	private final Deque<Runnable> tasks = new ArrayDeque<>();

	// Tasks so far.
	@GuardedBy("lock")
	private long taken;

	// Whether there was more than one for each moment lately.
	@GuardedBy("lock")
	private boolean often;

	@GuardedBy("lock")
	private long takenBefore;

	@GuardedBy("lock")
	private long judgedAt = System.nanoTime();

	@GuardedBy("lock")
	private int threads;

	// Threads that wait for whatever it is.
	@GuardedBy("lock")
	private int waiting;

	// Those of them that wait to be called.
	@GuardedBy("lock")
	private int idle;

	// Whether one of them is to get up.
	@GuardedBy("lock")
	private boolean call;

	// Whether some thread will look at the tasks without being called: it was called, is
	// being started, or waits for a moment.
	@GuardedBy("lock")
	private boolean coming;

	// Whether some thread watches those that work.
	@GuardedBy("lock")
	private boolean watched;

	@GuardedBy("lock")
	private boolean closed;

	CallbackPool(ThreadFactory factory, int maximum) {
		this.factory = factory;
		this.maximum = maximum;
	}

	/**
	 * Has a task run on one of the threads.
	 * @throws RejectedExecutionException if the pool is closed
	 * @throws OutOfMemoryError if there is no thread at all; the task does not run then
	 */
	@Override
	public void execute(Runnable task) {
		boolean start;
		this.lock.lock();
		try {
			if (this.closed) {
				throw new RejectedExecutionException("The client is closed");
			}
			this.tasks.add(task);
			start = callOne();
		}
		finally {
			this.lock.unlock();
		}
		if (start) {
			start(task);
		}
	}

	/**
	 * Has a thread come, unless one does already.
	 * @return whether the caller has to start it
	 */
	@GuardedBy("lock")
	private boolean callOne() {
		if (this.coming || (this.watched && this.threads > this.waiting)) {
			return false;
		}
		if (this.idle > 0) {
			this.coming = true;
			this.call = true;
			this.called.signal();
			return false;
		}
		if (this.threads < this.maximum) {
			this.coming = true;
			this.threads++;
			return true;
		}
		return false;
	}

	private void start(Runnable newest) {
		try {
			this.factory.newThread(this::work).start();
		}
		catch (RuntimeException | Error ex) {
			boolean mine = notStarted(newest);
			abandoned().forEach(CallbackPool::perform);
			if (mine) {
				throw ex;
			}
		}
	}

	private void startHelper() {
		try {
			this.factory.newThread(this::work).start();
		}
		catch (RuntimeException | Error ex) {
			notStarted(null);
			logger.warn("No thread for another callback, going on with fewer", ex);
		}
	}

	/**
	 * Nobody comes after all.
	 * @param newest the task that was the reason to start a thread, or null
	 * @return whether it still waits; it does no longer
	 */
	private boolean notStarted(@Nullable Runnable newest) {
		this.lock.lock();
		try {
			this.coming = false;
			leave();
			boolean mine = newest != null && this.tasks.removeLastOccurrence(newest);
			if (!this.tasks.isEmpty() && this.idle > 0) {
				callOne();
			}
			return mine;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What came while a thread was thought to come, if there is none after all.
	 */
	private List<Runnable> abandoned() {
		this.lock.lock();
		try {
			if (this.threads > 0) {
				return List.of();
			}
			List<Runnable> left = new ArrayList<>(this.tasks);
			this.tasks.clear();
			return left;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void perform(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A callback failed", ex);
		}
	}

	/**
	 * Takes no more tasks, and waits for those that it has.
	 * @param nanos how long
	 * @return whether all are done
	 * @throws InterruptedException if interrupted
	 */
	boolean close(long nanos) throws InterruptedException {
		long left = nanos;
		this.lock.lock();
		try {
			this.closed = true;
			this.called.signalAll();
			this.closing.signalAll();
			while (this.threads > 0 && left > 0) {
				left = this.ended.awaitNanos(left);
			}
			return this.threads == 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void work() {
		arrive();
		Runnable task = next();
		while (task != null) {
			perform(task);
			// Whatever the task did with it.
			Thread.interrupted();
			task = next();
		}
	}

	private void arrive() {
		this.lock.lock();
		try {
			this.coming = false;
			watchIfUseful();
		}
		catch (InterruptedException ex) {
			// Nobody has any business interrupting it: it has a look.
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes the next task, and has somebody come for those behind it.
	 * @return a task, or null if the thread is to end
	 */
	private @Nullable Runnable next() {
		Runnable task;
		boolean start;
		this.lock.lock();
		try {
			task = this.tasks.poll();
			while (task == null && awaitTasks()) {
				task = this.tasks.poll();
			}
			if (task == null) {
				leave();
				return null;
			}
			this.taken++;
			start = !this.tasks.isEmpty() && callOne();
		}
		finally {
			this.lock.unlock();
		}
		if (start) {
			startHelper();
		}
		return task;
	}

	@GuardedBy("lock")
	private void leave() {
		this.threads--;
		if (this.threads == 0) {
			this.ended.signalAll();
		}
	}

	/**
	 * Waits until there may be tasks.
	 * @return false if the thread is to end
	 */
	@GuardedBy("lock")
	private boolean awaitTasks() {
		judge();
		try {
			if (this.often && !this.coming && !this.closed) {
				awaitMoment();
				return true;
			}
			return awaitCall();
		}
		catch (InterruptedException ex) {
			// Nobody has any business interrupting it: it looks again.
			return true;
		}
	}

	@GuardedBy("lock")
	private void judge() {
		long now = System.nanoTime();
		long span = now - this.judgedAt;
		if (span >= WATCH_NANOS) {
			this.often = (this.taken - this.takenBefore) * MOMENT_NANOS > span;
			this.takenBefore = this.taken;
			this.judgedAt = now;
		}
	}

	@GuardedBy("lock")
	private void awaitMoment() throws InterruptedException {
		this.coming = true;
		try {
			awaitClosing(MOMENT_NANOS);
		}
		finally {
			this.coming = false;
		}
	}

	/**
	 * While tasks come often, lets those that work go on as long as they get through with
	 * them.
	 */
	@GuardedBy("lock")
	private void watchIfUseful() throws InterruptedException {
		judge();
		boolean alone = this.threads - this.waiting <= 1;
		if (this.watched || !this.often || alone) {
			return;
		}
		this.watched = true;
		try {
			boolean inTime = true;
			while (inTime && !this.closed) {
				long before = this.taken;
				awaitClosing(WATCH_NANOS);
				long since = this.taken - before;
				inTime = since * MOMENT_NANOS > WATCH_NANOS && since >= this.tasks.size();
			}
		}
		finally {
			this.watched = false;
		}
	}

	@GuardedBy("lock")
	private void awaitClosing(long nanos) throws InterruptedException {
		long left = nanos;
		this.waiting++;
		try {
			while (!this.closed && left > 0) {
				left = this.closing.awaitNanos(left);
			}
		}
		finally {
			this.waiting--;
		}
	}

	@GuardedBy("lock")
	private boolean awaitCall() throws InterruptedException {
		long left = KEPT_NANOS;
		boolean wasCalled;
		this.waiting++;
		this.idle++;
		try {
			while (!this.call && !this.closed && left > 0) {
				left = this.called.awaitNanos(left);
			}
		}
		finally {
			this.idle--;
			this.waiting--;
			wasCalled = this.call;
			if (wasCalled) {
				this.call = false;
				this.coming = false;
			}
		}
		if (wasCalled) {
			watchIfUseful();
		}
		return wasCalled;
	}

}
