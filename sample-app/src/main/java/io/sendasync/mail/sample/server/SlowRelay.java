package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Passes octets between clients and a server on the loopback interface, and holds the
 * server's as long as a {@link Delay} says. GreenMail itself knows no delays.
 */
final class SlowRelay implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SlowRelay.class);

	private final int serverPort;

	private final Delay delay;

	private final ServerSocket listener;

	private final ExecutorService threads;

	private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();

	SlowRelay(int serverPort, Delay delay) {
		this.serverPort = serverPort;
		this.delay = delay;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("relay-");
		factory.setDaemon(true);
		this.threads = Executors.newCachedThreadPool(factory);
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The relay found no free port on the loopback interface", ex);
		}
		this.threads.execute(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				connect(this.listener.accept());
			}
			catch (IOException ex) {
				if (!this.listener.isClosed()) {
					logger.warn("The relay could not connect a client", ex);
				}
			}
		}
	}

	private void connect(Socket client) throws IOException {
		Socket server;
		try {
			server = new Socket(InetAddress.getLoopbackAddress(), this.serverPort);
		}
		catch (IOException ex) {
			client.close();
			throw ex;
		}
		RelayedConnection connection = new RelayedConnection(client, server, this.delay, this.connections::remove);
		this.connections.add(connection);
		try {
			this.threads.execute(connection::passCommands);
			this.threads.execute(connection::passReplies);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The relay was stopped while a client connected");
		}
		if (this.listener.isClosed()) {
			// Stopping looked at the connections before this one was there.
			connection.close();
		}
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			logger.debug("Closing the relay's port failed", ex);
		}
		this.connections.forEach(RelayedConnection::close);
		this.threads.shutdownNow();
	}

}
