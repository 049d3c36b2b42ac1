package io.sendasync.mail.internal.send;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is decorated before it is known what it will do. Whatever the decoration
 * does, the task runs exactly once.
 *
 * <p>
 * Thread contract: made by the caller of a send, completed and run by others.
 */
public final class DeferredTask {

	private static final Logger logger = LoggerFactory.getLogger(DeferredTask.class);

	private final AtomicReference<@Nullable Runnable> task = new AtomicReference<>();

	private final Runnable decorated;

	private DeferredTask(UnaryOperator<Runnable> decorator) {
		this.decorated = decorate(decorator, this::runOnce);
	}

	/**
	 * Decorates a task, now.
	 * @param decorator what does it; may fail
	 * @return a place for the task
	 */
	public static DeferredTask decorated(UnaryOperator<Runnable> decorator) {
		return new DeferredTask(decorator);
	}

	private static Runnable decorate(UnaryOperator<Runnable> decorator, Runnable plain) {
		try {
			Runnable decorated = decorator.apply(plain);
			if (decorated != null) {
				return decorated;
			}
			logger.warn("The callback decorator {} returned null", decorator.getClass().getName());
		}
		catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ex) {
			logger.warn("The callback decorator {} failed", decorator.getClass().getName(), ex);
		}
		return plain;
	}

	/**
	 * Says what there is to do.
	 * @param task the task
	 * @return the decorated task, to be run once
	 */
	Runnable with(Runnable task) {
		this.task.set(task);
		return this::run;
	}

	private void run() {
		try {
			this.decorated.run();
		}
		catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ex) {
			logger.warn("What the callback decorator returned failed", ex);
		}
		finally {
			// Somebody waits for what it completes.
			runOnce();
		}
	}

	private void runOnce() {
		Runnable left = this.task.getAndSet(null);
		if (left != null) {
			left.run();
		}
	}

}
