package io.sendasync.mail;

import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLContext;

import io.sendasync.mail.internal.lane.LaneSettings;
import io.sendasync.mail.internal.lane.LaneWorker;
import io.sendasync.mail.internal.lane.Lanes;
import io.sendasync.mail.internal.lane.Threads;
import io.sendasync.mail.internal.net.ConnectSettings;
import io.sendasync.mail.internal.net.Connector;
import io.sendasync.mail.internal.net.TlsSettings;
import io.sendasync.mail.internal.net.Watchdog;
import io.sendasync.mail.internal.send.Callbacks;
import io.sendasync.mail.internal.send.QueueBounds;
import io.sendasync.mail.internal.send.SendEngine;
import io.sendasync.mail.internal.send.SendSettings;
import io.sendasync.mail.internal.smtp.DialogueSettings;
import io.sendasync.mail.internal.smtp.Events;
import io.sendasync.mail.internal.smtp.SessionOpener;

/**
 * Puts a client together: each part gets its own settings.
 *
 * @param engine does the sending
 * @param watchdog to be closed after it
 */
record Parts(SendEngine engine, Watchdog watchdog) {

	// So many listeners may wait for other sends before one of them waits in vain.
	// Threads that are not needed end.
	private static final int CALLBACK_THREADS = 32;

	static Parts create(SmtpClient.Builder builder, Destination destination) {
		Events events = Events.to(builder.eventListeners);
		Watchdog watchdog = new Watchdog(Threads.platform("smtp-watchdog-"));
		Callbacks callbacks = (builder.callbackExecutor != null) ? Callbacks.on(builder.callbackExecutor)
				: Callbacks.onThreads(Threads.blocking("smtp-callback-"), CALLBACK_THREADS);
		SendSettings sends = new SendSettings(
				new QueueBounds(builder.queueCapacity, builder.queueOctets, builder.admissionTimeout, builder.rate),
				builder.maxConnections, builder.retries, builder.deadline, events);
		LaneWorker.Maker workers = (destination instanceof Destination.Directory directory)
				? directory.pickup().workers(builder.idleTimeout.toNanos())
				: connections(builder, (Destination.Target) destination, watchdog, events);
		SendEngine engine = new SendEngine(sends, workers,
				new SendEngine.EngineThreads(Threads.blocking("smtp-lane-"), Threads.platform("smtp-timer-")),
				callbacks);
		return new Parts(engine, watchdog);
	}

	private static LaneWorker.Maker connections(SmtpClient.Builder builder, Destination.Target target,
			Watchdog watchdog, Events events) {
		Connector connector = new Connector(new ConnectSettings(target.host(), target.port(), builder.connectTimeout,
				builder.timeouts.write(), tls(builder)), watchdog);
		SessionOpener opener = new SessionOpener(connector,
				new DialogueSettings(target.host(), target.port(), builder.tls, builder.effectiveCredentials(),
						builder.saslMechanisms, builder.heloName, builder.timeouts,
						builder.chunking ? builder.chunkSize : 0, events));
		return Lanes.connections(new LaneSettings(builder.idleTimeout, builder.maxAge, builder.maxMessages), opener);
	}

	private static TlsSettings tls(SmtpClient.Builder builder) {
		return new TlsSettings((builder.sslContext != null) ? builder.sslContext : Parts::defaultContext,
				builder.sslProtocols, builder.sslCiphers);
	}

	private static SSLContext defaultContext() {
		try {
			return SSLContext.getDefault();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(
					"The JVM's default SSL context cannot be made; check javax.net.ssl.*" + " system properties", ex);
		}
	}

}
