package io.sendasync.mail.benchmarks.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A longer way to a server: each octet, in both directions, arrives half a round trip
 * later. One thread serves any number of connections.
 */
public final class DelayProxy implements AutoCloseable {

	private static final long NANOS_A_MILLI = 1_000_000;

	private final Selector selector;

	private final ServerSocketChannel listener;

	private final int serverPort;

	private volatile long delay;

	// The delay is the same for all, so the order of arrival is the order of departure.
	private final Deque<Parcel> onTheWay = new ArrayDeque<>();

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

	private final Thread thread;

	private volatile boolean closed;

	/**
	 * Starts a proxy that does not delay yet.
	 * @param serverPort where the server listens
	 * @throws IOException if it cannot listen
	 */
	public DelayProxy(int serverPort) throws IOException {
		this.serverPort = serverPort;
		this.selector = Selector.open();
		this.listener = ServerSocketChannel.open();
		this.listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
		this.listener.configureBlocking(false);
		this.listener.register(this.selector, SelectionKey.OP_ACCEPT);
		this.thread = new Thread(this::run, "delay-proxy");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Delays from now on. To be called while nothing is on the way.
	 * @param roundTrip how much longer a round trip takes
	 */
	public void delay(Duration roundTrip) {
		this.delay = roundTrip.toNanos() / 2;
	}

	/**
	 * Where it listens.
	 * @return a port of the loopback interface
	 */
	public int port() {
		return this.listener.socket().getLocalPort();
	}

	private void run() {
		try {
			while (!this.closed) {
				select();
				for (SelectionKey key : this.selector.selectedKeys()) {
					serve(key);
				}
				this.selector.selectedKeys().clear();
				deliver();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void select() throws IOException {
		Parcel first = this.onTheWay.peek();
		if (first == null) {
			this.selector.select();
			return;
		}
		long wait = first.due() - System.nanoTime();
		if (wait > 0) {
			// Rounded up: turning in circles for the rest would take a core from the
			// others.
			this.selector.select((wait + NANOS_A_MILLI - 1) / NANOS_A_MILLI);
		}
		else {
			this.selector.selectNow();
		}
	}

	private void serve(SelectionKey key) throws IOException {
		if (!key.isValid()) {
			return;
		}
		if (key.isAcceptable()) {
			accept();
			return;
		}
		End end = (End) key.attachment();
		try {
			if (key.isReadable()) {
				read(end);
			}
			if (key.isValid() && key.isWritable()) {
				end.flush();
			}
		}
		catch (IOException ex) {
			end.closeBoth();
		}
	}

	private void accept() throws IOException {
		SocketChannel client = this.listener.accept();
		if (client != null) {
			SocketChannel server = SocketChannel
				.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.serverPort));
			End near = new End(client, this.selector);
			End far = new End(server, this.selector);
			near.joinWith(far);
			far.joinWith(near);
		}
	}

	private void read(End end) throws IOException {
		this.buffer.clear();
		int count = end.channel.read(this.buffer);
		if (count != 0) {
			byte[] octets = new byte[Math.max(0, count)];
			this.buffer.flip().get(octets);
			this.onTheWay.add(new Parcel(System.nanoTime() + this.delay, end.peer(), ByteBuffer.wrap(octets)));
		}
		if (count < 0) {
			end.key.interestOpsAnd(~SelectionKey.OP_READ);
		}
	}

	private void deliver() {
		long now = System.nanoTime();
		Parcel parcel = this.onTheWay.peek();
		while (parcel != null && parcel.due() - now <= 0) {
			this.onTheWay.remove();
			try {
				parcel.to().accept(parcel.octets());
			}
			catch (IOException ex) {
				parcel.to().closeBoth();
			}
			parcel = this.onTheWay.peek();
		}
	}

	@Override
	public void close() throws IOException {
		this.closed = true;
		this.selector.wakeup();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		for (SelectionKey key : this.selector.keys()) {
			key.channel().close();
		}
		this.selector.close();
	}

	/** No octets at all stand for the end. */
	private record Parcel(long due, End to, ByteBuffer octets) {
	}

}
