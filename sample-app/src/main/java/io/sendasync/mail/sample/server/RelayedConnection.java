package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection and the one to the server that belongs to it; when one ends,
 * both do, so that the server drops at once what a client cut off.
 *
 * <p>
 * Thread contract: one thread for each direction, {@link #close()} from any.
 */
final class RelayedConnection {

	private static final Logger logger = LoggerFactory.getLogger(RelayedConnection.class);

	private static final int BUFFER_OCTETS = 8192;

	private final Socket client;

	private final Socket server;

	private final Delay delay;

	private final Consumer<RelayedConnection> whenClosed;

	RelayedConnection(Socket client, Socket server, Delay delay, Consumer<RelayedConnection> whenClosed)
			throws IOException {
		this.client = client;
		this.server = server;
		this.delay = delay;
		this.whenClosed = whenClosed;
		client.setTcpNoDelay(true);
		server.setTcpNoDelay(true);
	}

	void passCommands() {
		pass(this.client, this.server, false);
	}

	void passReplies() {
		pass(this.server, this.client, true);
	}

	private void pass(Socket from, Socket to, boolean hold) {
		byte[] buffer = new byte[BUFFER_OCTETS];
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				if (hold) {
					this.delay.hold();
				}
				out.write(buffer, 0, length);
			}
		}
		catch (IOException ex) {
			logger.debug("A relayed connection broke", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			close();
		}
	}

	void close() {
		for (Socket socket : new Socket[] { this.client, this.server }) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				logger.debug("Closing a relayed connection failed", ex);
			}
		}
		this.whenClosed.accept(this);
	}

}
