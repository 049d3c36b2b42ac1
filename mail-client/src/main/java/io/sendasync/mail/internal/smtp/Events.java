package io.sendasync.mail.internal.smtp;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.Set;
import java.util.function.Consumer;

import io.sendasync.mail.delivery.SmtpEventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners of a client what happens. Whatever they do, telling ends well.
 *
 * <p>
 * Thread contract: any thread may call any method, without holding a lock.
 */
public final class Events {

	/** Nobody listens. */
	public static final Events NONE = new Events(List.of());

	private static final Logger logger = LoggerFactory.getLogger(Events.class);

	private final SmtpEventListener[] listeners;

	private final Set<SmtpEventListener> failed = ConcurrentHashMap.newKeySet();

	private Events(List<SmtpEventListener> listeners) {
		this.listeners = listeners.toArray(SmtpEventListener[]::new);
	}

	/**
	 * For some listeners.
	 * @param listeners in the order in which they are told
	 * @return the events
	 */
	public static Events to(List<SmtpEventListener> listeners) {
		return listeners.isEmpty() ? NONE : new Events(listeners);
	}

	/**
	 * Tells each listener.
	 * @param call what; makes the event, so that there is none if nobody listens
	 */
	public void tell(Consumer<SmtpEventListener> call) {
		for (SmtpEventListener listener : this.listeners) {
			try {
				call.accept(listener);
			}
			catch (Throwable ex) {
				// Also an error: it is the listener's, and nothing here is half done.
				failed(listener, ex);
			}
		}
	}

	private void failed(SmtpEventListener listener, Throwable failure) {
		if (this.failed.add(listener)) {
			logger.warn("The event listener {} failed; that harms nothing, and is logged this once",
					listener.getClass().getName(), failure);
		}
	}

}
