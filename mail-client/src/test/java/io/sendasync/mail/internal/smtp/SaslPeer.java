package io.sendasync.mail.internal.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.internal.lane.Threads;
import io.sendasync.mail.internal.net.ConnectSettings;
import io.sendasync.mail.internal.net.Connector;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.net.TlsSettings;
import io.sendasync.mail.internal.net.Watchdog;
import io.sendasync.mail.internal.net.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one login on a real socket: gives one reply after the other and
 * keeps each line as it came, which the test server masks.
 */
final class SaslPeer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SaslPeer.class);

	private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final Watchdog watchdog = new Watchdog(Threads.platform("watchdog-"));

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final Thread thread;

	SaslPeer(String... replies) throws IOException {
		this.thread = new Thread(() -> serve(replies));
		this.thread.start();
	}

	private void serve(String... replies) {
		try (Socket socket = this.listener.accept()) {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			for (String reply : replies) {
				this.lines.add(in.readLine());
				socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
			}
			String line = in.readLine();
			while (line != null) {
				this.lines.add(line);
				line = in.readLine();
			}
		}
		catch (IOException ex) {
			// The client aborts the connection when it is done.
			logger.debug("The client is gone: {}", ex.toString());
		}
	}

	/**
	 * Logs in to it.
	 * @param mechanisms made with host and port of any server
	 * @param credentials what with
	 * @param offered what the peer would have offered
	 */
	void logIn(Mechanisms mechanisms, SmtpCredentials credentials, String... offered) throws IOException {
		Wire wire = new Connector(new ConnectSettings("127.0.0.1", this.listener.getLocalPort(), Duration.ofSeconds(5),
				Duration.ofSeconds(5), new TlsSettings(() -> {
					throw new IllegalStateException("No TLS here");
				})), this.watchdog)
			.connect(new Cut());
		try {
			new Authentication(new Flight(wire), Duration.ofSeconds(5), mechanisms).logIn(credentials, Set.of(offered));
		}
		finally {
			wire.abort();
		}
	}

	/**
	 * What came, to the end of the connection.
	 */
	List<String> lines() throws InterruptedException {
		this.thread.join(5000);
		return this.lines;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		this.watchdog.close();
	}

}
