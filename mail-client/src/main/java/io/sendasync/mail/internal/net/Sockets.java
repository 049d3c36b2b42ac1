package io.sendasync.mail.internal.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all code here does with plain sockets.
 */
final class Sockets {

	private static final Logger logger = LoggerFactory.getLogger(Sockets.class);

	private Sockets() {
	}

	static Socket create() throws IOException {
		Socket socket = new Socket();
		// A group of commands is one write: waiting to fill a segment only adds latency.
		socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
		socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
		return socket;
	}

	/**
	 * Closes at once, whatever other threads do with the socket. Only the plain socket
	 * does that: closing a TLS socket waits for its writer.
	 */
	static void abort(Socket socket) {
		try {
			socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			logger.trace("Closing without reset", ex);
		}
		close(socket);
	}

	static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			logger.debug("Closing a socket failed", ex);
		}
	}

	/**
	 * The addresses in the resolver's order, but families taken in turn, so that one
	 * broken family costs one connect time-out and not all of them.
	 */
	static List<InetAddress> interleave(InetAddress[] addresses) {
		Deque<InetAddress> same = new ArrayDeque<>();
		Deque<InetAddress> other = new ArrayDeque<>();
		boolean firstIsV6 = addresses[0] instanceof Inet6Address;
		Arrays.stream(addresses).forEach((address) -> {
			boolean isV6 = address instanceof Inet6Address;
			((isV6 == firstIsV6) ? same : other).add(address);
		});
		List<InetAddress> interleaved = new ArrayList<>(addresses.length);
		while (!same.isEmpty() || !other.isEmpty()) {
			addFirst(same, interleaved);
			addFirst(other, interleaved);
		}
		return interleaved;
	}

	private static void addFirst(Deque<InetAddress> from, List<InetAddress> to) {
		InetAddress address = from.poll();
		if (address != null) {
			to.add(address);
		}
	}

}
