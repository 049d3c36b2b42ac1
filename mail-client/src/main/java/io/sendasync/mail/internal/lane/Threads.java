package io.sendasync.mail.internal.lane;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Makes the client's threads: virtual ones where the JDK has them, else daemons. All have
 * names and the class loader of this library, so that no application's is kept alive by
 * them.
 */
public final class Threads {

	private static final @Nullable Method OF_VIRTUAL = ofVirtual();

	private Threads() {
	}

	private static @Nullable Method ofVirtual() {
		// On 21 to 23 a virtual thread that blocks in a monitor holds its carrier.
		if (Runtime.version().feature() < 24) {
			return null;
		}
		try {
			return Thread.class.getMethod("ofVirtual");
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException("JDK " + Runtime.version() + " without Thread.ofVirtual", ex);
		}
	}

	/**
	 * Platform threads, for what must run whatever the virtual ones do.
	 * @param prefix of their names
	 * @return a factory of daemons
	 */
	public static ThreadFactory platform(String prefix) {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, prefix + number.incrementAndGet());
			thread.setDaemon(true);
			thread.setContextClassLoader(Threads.class.getClassLoader());
			return thread;
		};
	}

	/**
	 * The best threads for blocking work.
	 * @param prefix of their names
	 * @return a factory of virtual threads, or of daemons before JDK 24
	 */
	public static ThreadFactory blocking(String prefix) {
		if (OF_VIRTUAL == null) {
			return platform(prefix);
		}
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = virtual(OF_VIRTUAL, prefix + number.incrementAndGet(), task);
			thread.setContextClassLoader(Threads.class.getClassLoader());
			return thread;
		};
	}

	/**
	 * Whether threads for blocking work are virtual.
	 * @return true from JDK 24 on
	 */
	public static boolean areVirtual() {
		return OF_VIRTUAL != null;
	}

	/**
	 * An executor that makes a virtual thread for each task.
	 * @param factory of {@link #blocking} threads
	 * @return the executor, to be shut down by the caller
	 * @throws IllegalStateException if there are none
	 */
	public static ExecutorService onePerTask(ThreadFactory factory) {
		try {
			Method perTask = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
			return (ExecutorService) perTask.invoke(null, factory);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("No executor of virtual threads on JDK " + Runtime.version(), ex);
		}
	}

	private static Thread virtual(Method ofVirtual, String name, Runnable task) {
		try {
			Object builder = ofVirtual.invoke(null);
			Class<?> type = Class.forName("java.lang.Thread$Builder");
			Object named = type.getMethod("name", String.class).invoke(builder, name);
			return (Thread) type.getMethod("unstarted", Runnable.class).invoke(named, task);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("No virtual thread on JDK " + Runtime.version(), ex);
		}
	}

}
