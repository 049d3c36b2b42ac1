package io.sendasync.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that answers a login with what it was sent, as some do. The test server masks
 * logins, so this one is a server of its own.
 */
final class EchoingServer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EchoingServer.class);

	private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final Thread thread;

	/**
	 * Listens on a free port for one connection.
	 * @param mechanism what to offer
	 * @param challenges how many lines of the client are answered with a challenge first
	 * @param echo makes the answer to the line after these
	 */
	EchoingServer(String mechanism, int challenges, UnaryOperator<String> echo) throws IOException {
		this.thread = new Thread(() -> serve(mechanism, challenges, echo), "echoing-server");
		this.thread.start();
	}

	int port() {
		return this.listener.getLocalPort();
	}

	private void serve(String mechanism, int challenges, UnaryOperator<String> echo) {
		try (Socket socket = this.listener.accept()) {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			say(socket, "220 mx");
			in.readLine();
			say(socket, "250-mx\r\n250 AUTH " + mechanism);
			String all = "";
			for (int i = 0; i <= challenges; i++) {
				String line = in.readLine();
				all += " " + line.substring(line.lastIndexOf(' ') + 1);
				say(socket, (i < challenges) ? "334 " : echo.apply(all.strip()));
			}
			for (String line = in.readLine(); line != null && !line.equals("QUIT"); line = in.readLine()) {
				// A challenge is answered, a login that went well goes on with MAIL,
				// where
				// a 535 would be a reason to log in again.
				say(socket, line.startsWith("MAIL") ? "550 5.7.1 no" : "535 5.7.8 no");
			}
		}
		catch (IOException ex) {
			// The client drops the connection when it has seen enough.
			logger.debug("The client is gone: {}", ex.toString());
		}
	}

	private static void say(Socket socket, String lines) throws IOException {
		socket.getOutputStream().write((lines + "\r\n").getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
