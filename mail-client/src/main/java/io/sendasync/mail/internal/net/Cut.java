package io.sendasync.mail.internal.net;

import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A way to cut, from another thread, the connection that one send depends on right now. A
 * lane attaches the socket while cutting it harms only that send, and detaches it
 * afterwards.
 *
 * <p>
 * Thread contract: any thread may call any method; a cut that comes before the socket
 * takes effect when the socket is attached.
 */
public final class Cut {

	private static final Object DONE = new Object();

	// The attached socket, DONE, or null.
	private final AtomicReference<@Nullable Object> target = new AtomicReference<>();

	/**
	 * Closes the attached socket, or the next one to be attached.
	 */
	public void cut() {
		if (this.target.getAndSet(DONE) instanceof Socket socket) {
			Sockets.abort(socket);
		}
	}

	/**
	 * Whether it was cut.
	 * @return true for good once {@link #cut()} was called
	 */
	public boolean isCut() {
		return this.target.get() == DONE;
	}

	void attach(Socket socket) {
		Object current = this.target.get();
		if (current == DONE || !this.target.compareAndSet(current, socket)) {
			Sockets.abort(socket);
		}
	}

	/**
	 * Makes a later cut spare the socket that is attached now.
	 */
	public void detach() {
		Object current = this.target.get();
		if (current != DONE) {
			this.target.compareAndSet(current, null);
		}
	}

}
