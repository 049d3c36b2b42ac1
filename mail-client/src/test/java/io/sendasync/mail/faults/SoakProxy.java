package io.sendasync.mail.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * A bad network between a client and a server: it delays, splits, cuts and resets, and
 * knows to the message what that must lead to. Safe for use by several threads.
 */
final class SoakProxy implements AutoCloseable {

	private final InetSocketAddress server;

	private final @Nullable SSLContext tls;

	private final ServerSocket listener;

	private final long seed;

	private final double probability;

	private final Set<SoakLink> links = ConcurrentHashMap.newKeySet();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final AtomicInteger cuts = new AtomicInteger();

	private final AtomicInteger finalCuts = new AtomicInteger();

	private final AtomicInteger lostReplies = new AtomicInteger();

	/**
	 * Listens on a free port.
	 * @param server where to connect to, in clear text
	 * @param tls for the side of the client, or null for clear text there too
	 * @param seed of all chances
	 * @param probability of trouble, for each packet and each reply
	 */
	SoakProxy(InetSocketAddress server, @Nullable SSLContext tls, long seed, double probability) {
		this.server = server;
		this.tls = tls;
		this.seed = seed;
		this.probability = probability;
		try {
			this.listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot listen", ex);
		}
		thread(this::accept);
	}

	/**
	 * The connection to speak with a client over; its handshake comes with the first
	 * octet.
	 */
	Socket secured(Socket client) throws IOException {
		if (this.tls == null) {
			return client;
		}
		SSLSocket secured = (SSLSocket) this.tls.getSocketFactory().createSocket(client, null, true);
		secured.setUseClientMode(false);
		return secured;
	}

	int port() {
		return this.listener.getLocalPort();
	}

	int cuts() {
		return this.cuts.get();
	}

	/**
	 * How often a client had sent the end of a content, and did not get the final reply.
	 */
	int finalCuts() {
		return this.finalCuts.get();
	}

	/**
	 * How many positive final replies did not get through.
	 */
	int lostReplies() {
		return this.lostReplies.get();
	}

	void countCut(boolean behindTheEnd) {
		this.cuts.incrementAndGet();
		if (behindTheEnd) {
			this.finalCuts.incrementAndGet();
		}
	}

	void countLostReply() {
		this.lostReplies.incrementAndGet();
	}

	boolean isTrouble(Random random) {
		return random.nextDouble() < this.probability;
	}

	/** Lets a few milliseconds pass. */
	void dawdle(Random random) throws IOException {
		try {
			if (this.closed.await(random.nextInt(10), TimeUnit.MILLISECONDS)) {
				throw new IOException("the proxy is closed");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private void accept() {
		Random chances = new Random(this.seed);
		while (!this.listener.isClosed()) {
			try {
				open(this.listener.accept(), chances);
			}
			catch (IOException ex) {
				if (!this.listener.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private void open(Socket client, Random chances) throws IOException {
		// Drawn from one sequence: generators with seeds in a row have much in common.
		long linkSeed = chances.nextLong();
		if (chances.nextDouble() < this.probability / 10) {
			countCut(false);
			client.close();
			return;
		}
		Socket upstream = new Socket();
		upstream.connect(this.server);
		SoakLink link = new SoakLink(this, client, upstream, linkSeed);
		this.links.add(link);
		thread(() -> {
			link.carryUp();
			this.links.remove(link);
		});
		thread(link::carryDown);
	}

	private static void thread(Runnable work) {
		Thread thread = new Thread(work, "soak-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		this.closed.countDown();
		SoakLink.close(this.listener);
		this.links.forEach(SoakLink::close);
	}

}
