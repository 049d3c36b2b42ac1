package io.sendasync.mail.sample.server;

import java.net.InetAddress;
import java.time.Duration;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * GreenMail's SMTP server in this process, behind a relay that can make it slow. Both
 * listen on free ports of the loopback interface.
 */
public final class EmbeddedServer implements AutoCloseable {

	/** Long enough that a person can cancel: a first send waits for five replies. */
	private static final Duration SLOW = Duration.ofMillis(1500);

	private static final Duration START_LIMIT = Duration.ofSeconds(10);

	private final Delay delay = new Delay(SLOW);

	private final SmtpServer server;

	private final SlowRelay relay;

	/**
	 * Starts the server.
	 * @param inbox gets what is delivered
	 */
	public EmbeddedServer(Inbox inbox) {
		ServerSetup setup = new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(),
				ServerSetup.PROTOCOL_SMTP);
		this.server = new SmtpServer(setup, new DeliveringManagers(inbox));
		this.server.startService();
		awaitStart();
		this.relay = new SlowRelay(this.server.getPort(), this.delay);
	}

	private void awaitStart() {
		try {
			if (!this.server.waitTillRunning(START_LIMIT.toMillis())) {
				throw new IllegalStateException("GreenMail did not start within " + START_LIMIT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while GreenMail started", ex);
		}
	}

	/**
	 * The port to send to.
	 * @return a port of the loopback interface
	 */
	public int port() {
		return this.relay.port();
	}

	/**
	 * Whether replies are held for a while.
	 * @return true if slow
	 */
	public boolean isSlow() {
		return this.delay.isSlow();
	}

	/**
	 * Makes the server slow or fast, also for sends in progress.
	 * @param slow true for slow
	 */
	public void setSlow(boolean slow) {
		this.delay.setSlow(slow);
	}

	@Override
	public void close() {
		this.relay.close();
		this.server.stopService();
	}

	/**
	 * Has the server hand its mails to our {@link DeliveringSmtpManager}.
	 */
	private static final class DeliveringManagers extends Managers {

		private final SmtpManager smtpManager;

		DeliveringManagers(Inbox inbox) {
			this.smtpManager = new DeliveringSmtpManager(this, inbox);
		}

		@Override
		public SmtpManager getSmtpManager() {
			return this.smtpManager;
		}

	}

}
