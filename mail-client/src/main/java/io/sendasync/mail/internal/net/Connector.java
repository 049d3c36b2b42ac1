package io.sendasync.mail.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import io.sendasync.mail.delivery.SmtpConnectException;

/**
 * Opens wires to one server: resolves its name each time, and tries every address once
 * (RFC 5321 §5.1).
 *
 * <p>
 * Thread contract: any thread, several at once; blocks.
 */
public final class Connector {

	private final ConnectSettings settings;

	private final Watchdog watchdog;

	/**
	 * Creates a connector.
	 * @param settings where to
	 * @param watchdog keeps the wires' deadlines
	 */
	public Connector(ConnectSettings settings, Watchdog watchdog) {
		this.settings = settings;
		this.watchdog = watchdog;
	}

	/**
	 * Opens a TCP connection.
	 * @param cut may abort it from outside, from now until it is detached
	 * @return an open wire, still in clear text
	 * @throws SmtpConnectException if the name does not resolve or no address answers
	 */
	public Wire connect(Cut cut) {
		long started = System.nanoTime();
		List<IOException> failures = new ArrayList<>();
		StringJoiner reasons = new StringJoiner("; ");
		for (InetAddress address : resolve()) {
			try {
				return connect(address, cut);
			}
			catch (IOException ex) {
				failures.add(ex);
				reasons.add(address.getHostAddress() + ": " + ex.getMessage());
			}
		}
		SmtpConnectException failure = new SmtpConnectException("No connection to " + this.settings.host() + ":"
				+ this.settings.port() + " after " + (System.nanoTime() - started) / 1_000_000 + " ms (" + reasons
				+ "; at most " + this.settings.connectTimeout().toMillis() + " ms for each address)", null,
				failures.get(0));
		failures.stream().skip(1).forEach(failure::addSuppressed);
		throw failure;
	}

	private List<InetAddress> resolve() {
		try {
			return Sockets.interleave(InetAddress.getAllByName(this.settings.host()));
		}
		catch (UnknownHostException ex) {
			throw new SmtpConnectException("The host name '" + this.settings.host() + "' does not resolve", null, ex);
		}
	}

	private Wire connect(InetAddress address, Cut cut) throws IOException {
		Socket socket = Sockets.create();
		try {
			cut.attach(socket);
			socket.connect(new InetSocketAddress(address, this.settings.port()),
					Math.toIntExact(this.settings.connectTimeout().toMillis()));
			return new Wire(socket, this.settings, this.watchdog);
		}
		catch (IOException ex) {
			Sockets.close(socket);
			throw ex;
		}
	}

}
