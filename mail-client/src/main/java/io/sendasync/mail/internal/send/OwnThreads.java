package io.sendasync.mail.internal.send;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * Knows the threads that work for the client just now: what needs them must not wait on
 * them.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class OwnThreads {

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	/**
	 * A factory whose threads are ours.
	 */
	ThreadFactory of(ThreadFactory factory) {
		return (task) -> factory.newThread(marked(task));
	}

	/**
	 * A task whose thread is ours while it runs.
	 */
	Runnable marked(Runnable task) {
		return () -> {
			Thread current = Thread.currentThread();
			boolean outermost = this.threads.add(current);
			try {
				task.run();
			}
			finally {
				if (outermost) {
					this.threads.remove(current);
				}
			}
		};
	}

	/**
	 * Whether the calling thread is ours.
	 */
	boolean isCaller() {
		return this.threads.contains(Thread.currentThread());
	}

}
