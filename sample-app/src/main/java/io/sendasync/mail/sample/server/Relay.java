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
 * Stands between clients and a server on the loopback interface, and makes the weather:
 * GreenMail itself knows neither delays nor faults. What is delivered still goes through
 * GreenMail, so that the inbox shows what the server really has.
 */
final class Relay implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Relay.class);

	private final int serverPort;

	private final Conditions conditions;

	private final Access access;

	private final ServerSocket listener;

	private final ExecutorService threads;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	Relay(int serverPort, Conditions conditions, Access access) {
		this.serverPort = serverPort;
		this.conditions = conditions;
		this.access = access;
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

	private void connect(Socket client) {
		track(client);
		try {
			this.threads.execute(() -> relay(client));
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The relay was stopped while a client connected");
			drop(client);
		}
	}

	private void relay(Socket client) {
		try {
			Socket server = track(new Socket(InetAddress.getLoopbackAddress(), this.serverPort));
			try {
				talk(client, server);
			}
			finally {
				drop(server);
			}
		}
		catch (IOException ex) {
			logger.debug("A relayed connection broke", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			drop(client);
		}
	}

	private void talk(Socket client, Socket server) throws IOException, InterruptedException {
		client.setTcpNoDelay(true);
		server.setTcpNoDelay(true);
		new RelayedSession(new SmtpChannel(client), new SmtpChannel(server), this.conditions, this.access).run();
	}

	private Socket track(Socket socket) {
		this.sockets.add(socket);
		if (this.listener.isClosed()) {
			// Stopping looked at the sockets before this one was there.
			drop(socket);
		}
		return socket;
	}

	private void drop(Socket socket) {
		this.sockets.remove(socket);
		try {
			socket.close();
		}
		catch (IOException ex) {
			logger.debug("Closing a relayed connection failed", ex);
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
		this.sockets.forEach(this::drop);
		this.threads.shutdownNow();
	}

}
