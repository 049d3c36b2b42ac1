package io.sendasync.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import io.sendasync.mail.delivery.SmtpEventListener;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@linkplain SmtpClient.Builder client's settings} that says who is told
 * what, and on which threads. Not safe for use by several threads.
 *
 * @param <B> the builder
 */
public abstract sealed class CallbackOptions<B extends CallbackOptions<B>> extends LoadOptions<B>
		permits SmtpClient.Builder {

	@Nullable Executor callbackExecutor;

	@Nullable UnaryOperator<Runnable> callbackDecorator;

	final List<SendCompletedListener> listeners = new ArrayList<>();

	final List<SmtpEventListener> eventListeners = new ArrayList<>();

	CallbackOptions() {
	}

	/**
	 * Where listeners and dependent stages of futures run; on threads of the client by
	 * default. The executor stays the caller's to shut down.
	 * @param executor must not run tasks on the calling thread, which is a connection's
	 * @return this builder
	 */
	public B callbackExecutor(Executor executor) {
		this.callbackExecutor = Objects.requireNonNull(executor, "'executor' must not be null");
		return self();
	}

	/**
	 * Surrounds what runs on callback threads with what belongs to the caller: trace,
	 * logging context, identity. The decorator is called for each {@code sendAsync}, on
	 * the caller's thread, with the task that will tell the listeners and complete the
	 * future; what it returns is run then, once, instead. By default nothing is done. If
	 * the decorator or what it returns throws, that is logged, and the task runs without
	 * it.
	 * <p>
	 * {@link SendOperation#cancel} completes the future on its own thread, undecorated.
	 * @param decorator must be quick; returns a task that runs the given one
	 * @return this builder
	 */
	public B callbackDecorator(UnaryOperator<Runnable> decorator) {
		this.callbackDecorator = Objects.requireNonNull(decorator, "'decorator' must not be null");
		return self();
	}

	/**
	 * Adds a listener from the start.
	 * @param listener the listener
	 * @return this builder
	 */
	public B sendCompletedListener(SendCompletedListener listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return self();
	}

	/**
	 * Adds a listener that hears what the client does while it does it: waiting,
	 * connecting, sending, ends. Several are told one after the other, in the order in
	 * which they were added.
	 * @param listener the listener
	 * @return this builder
	 */
	public B eventListener(SmtpEventListener listener) {
		this.eventListeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return self();
	}

}
