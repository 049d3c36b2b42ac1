package io.sendasync.mail.boot.autoconfigure;

import io.sendasync.mail.SmtpClient;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Closes the client when the application context closes, while all beans still live: the
 * pending sends end, and their listeners hear of it. Web requests and task executors,
 * which may send, have stopped by then.
 *
 * <p>
 * A context that only stops or pauses may start again, and a closed client cannot. It
 * goes on then: its sends end in their time, and listeners are there to hear of it.
 */
final class SmtpClientLifecycle
		implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, ApplicationContextAware {

	/** Behind executors and schedulers, whose phase is half of the highest one. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE / 2 - 1024;

	private final SmtpClient client;

	private @Nullable ApplicationContext context;

	private volatile boolean closing;

	private volatile boolean closed;

	SmtpClientLifecycle(SmtpClient client) {
		this.client = client;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// Those of child contexts arrive here as well.
		if (event.getApplicationContext() == this.context) {
			this.closing = true;
		}
	}

	@Override
	public void start() {
		// The client works from its creation on.
	}

	@Override
	public void stop() {
		if (this.closing) {
			this.client.close();
			this.closed = true;
		}
	}

	@Override
	public void stop(Runnable callback) {
		if (this.closing) {
			new Thread(() -> stopAndTell(callback), "smtp-client-stop").start();
		}
		else {
			callback.run();
		}
	}

	private void stopAndTell(Runnable callback) {
		try {
			stop();
		}
		finally {
			callback.run();
		}
	}

	@Override
	public boolean isRunning() {
		return !this.closed;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
