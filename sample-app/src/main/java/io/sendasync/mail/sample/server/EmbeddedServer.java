package io.sendasync.mail.sample.server;

import java.net.InetAddress;
import java.time.Duration;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.ServerSetup;

/**
 * GreenMail's SMTP server in this process, behind a relay that adds TLS and login and
 * makes the {@link Weather}. Both listen on free ports of the loopback interface.
 */
public final class EmbeddedServer implements AutoCloseable {

	/** Long enough that a person can cancel: a first send waits for five replies. */
	private static final Duration SLOW = Duration.ofMillis(1500);

	private static final Duration START_LIMIT = Duration.ofSeconds(10);

	private final Conditions conditions;

	private final Access access = new Access();

	private final SmtpServer server;

	private final Relay relay;

	/**
	 * Starts the server.
	 * @param inbox gets what is delivered
	 * @param counted gets what is only counted
	 * @param weather how it behaves at first
	 */
	EmbeddedServer(Inbox inbox, CountedMailbox counted, Weather weather) {
		this.conditions = new Conditions(weather, SLOW);
		ServerSetup setup = new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(),
				ServerSetup.PROTOCOL_SMTP);
		this.server = new SmtpServer(setup, new DeliveringManagers(inbox, counted));
		this.server.startService();
		awaitStart();
		this.relay = new Relay(this.server.getPort(), this.conditions, this.access);
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
	 * How the server behaves.
	 * @return the weather of this moment
	 */
	public Weather weather() {
		return this.conditions.weather();
	}

	/**
	 * Changes how the server behaves, also for sends in progress.
	 * @param weather the new weather
	 */
	void setWeather(Weather weather) {
		this.conditions.set(weather);
	}

	Access access() {
		return this.access;
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

		DeliveringManagers(Inbox inbox, CountedMailbox counted) {
			this.smtpManager = new DeliveringSmtpManager(this, inbox, counted);
		}

		@Override
		public SmtpManager getSmtpManager() {
			return this.smtpManager;
		}

	}

}
