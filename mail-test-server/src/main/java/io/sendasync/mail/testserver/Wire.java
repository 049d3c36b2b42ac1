package io.sendasync.mail.testserver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * The octets of one connection. Replies gather until the input is drained, then leave in
 * one write; that moment ends a flight. Confined to the connection's thread, but for
 * {@link #abort()}, and for the output while an {@link IdleGate} guards it.
 */
final class Wire {

	private static final int BUFFER = 16 * 1024;

	private static final int STALL_READ_AHEAD = 64 * 1024;

	private static final int LINGER_MILLIS = 500;

	private final Socket raw;

	private final ServerContext context;

	private final Listener listener;

	private Socket socket;

	private InputStream in;

	private OutputStream out;

	private byte[] buffer = new byte[BUFFER];

	private int position;

	private int limit;

	private boolean ended;

	/** Whether every command so far has been answered and no part of another was read. */
	private boolean betweenCommands;

	private boolean latencyServed;

	private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

	Wire(Socket raw, ServerContext context, Listener listener) throws IOException {
		this.raw = raw;
		this.context = context;
		this.listener = listener;
		this.socket = raw;
		this.in = raw.getInputStream();
		this.out = raw.getOutputStream();
		raw.setTcpNoDelay(true);
		if (context.settings().transport().sendBuffer() > 0) {
			raw.setSendBufferSize(context.settings().transport().sendBuffer());
		}
	}

	/** Reads a line up to LF; {@code null} at the end of the input. */
	@Nullable CommandLine readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		this.betweenCommands = true;
		int previous = -1;
		for (int octet = read(); octet >= 0; octet = read()) {
			this.betweenCommands = false;
			if (octet == '\n') {
				byte[] octets = line.toByteArray();
				boolean crLf = previous == '\r';
				return CommandLine.of(crLf ? Arrays.copyOf(octets, octets.length - 1) : octets, crLf);
			}
			line.write(octet);
			previous = octet;
		}
		return null;
	}

	/** Waits for input without taking it, and without touching the output. */
	void awaitInput() throws IOException {
		if (this.position == this.limit && !this.ended) {
			receive();
		}
	}

	/** Reads an octet; -1 at the end of the input. */
	int read() throws IOException {
		if (this.position == this.limit && !fill()) {
			return -1;
		}
		return this.buffer[this.position++] & 0xff;
	}

	private boolean fill() throws IOException {
		if (this.ended) {
			return false;
		}
		if (!inputReady()) {
			serveLatency();
			if (!inputReady()) {
				flush();
				endFlight();
			}
		}
		return this.position < this.limit || receive();
	}

	private boolean receive() throws IOException {
		int count = this.in.read(this.buffer, 0, this.buffer.length);
		this.position = 0;
		this.limit = Math.max(count, 0);
		this.ended = count < 0;
		return count > 0;
	}

	/** Whether the client has sent more than was read, without waiting for it. */
	boolean inputReady() throws IOException {
		if (this.position < this.limit) {
			return true;
		}
		if (this.ended) {
			return false;
		}
		if (this.socket == this.raw) {
			return this.in.available() > 0;
		}
		// A record on its way may hold data, or only an alert: decrypt it to know.
		return this.in.available() > 0 || (this.raw.getInputStream().available() > 0 && tryReceive(1000));
	}

	private boolean tryReceive(int millis) throws IOException {
		this.raw.setSoTimeout(millis);
		try {
			return receive();
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		finally {
			this.raw.setSoTimeout(0);
		}
	}

	void write(byte[] octets) {
		this.pending.write(octets, 0, octets.length);
	}

	void writeLine(String line) {
		write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
	}

	boolean hasPending() {
		return this.pending.size() > 0;
	}

	/** Sends what has gathered, after the simulated round trip. */
	void flush() throws IOException {
		if (this.pending.size() > 0) {
			serveLatency();
			this.context.checkOpen();
			this.listener.repliesLeaving();
			this.out.write(this.pending.toByteArray());
			this.out.flush();
			this.pending.reset();
		}
		this.latencyServed = false;
	}

	/**
	 * Sends what has gathered before the next command is read. Whether one is there has
	 * to be asked before, because the reply may make the client go on.
	 */
	void flushReply() throws IOException {
		if (hasPending()) {
			boolean more = inputReady();
			flush();
			if (!more) {
				this.listener.flightEnded();
			}
		}
	}

	/** Sends what has gathered as the last reply of its flight. */
	void flushFlight() throws IOException {
		flush();
		this.listener.flightEnded();
	}

	private void endFlight() {
		if (this.betweenCommands) {
			this.listener.flightEnded();
		}
	}

	private void serveLatency() throws IOException {
		if (!this.latencyServed && this.pending.size() > 0) {
			this.latencyServed = true;
			this.context.pause(this.context.settings().transport().latency());
		}
	}

	/** Sends octets one by one. */
	void drip(byte[] octets, Duration pause) throws IOException {
		flush();
		boolean more = false;
		for (int i = 0; i < octets.length; i++) {
			if (i > 0) {
				this.context.pause(pause);
			}
			// Asked before the last octet leaves, which may make the client go on.
			more = inputReady();
			this.out.write(octets, i, 1);
			this.out.flush();
		}
		if (!more) {
			this.listener.flightEnded();
		}
	}

	/**
	 * Waits for the release of stalls; reads a little meanwhile, to see whether the
	 * client is still there.
	 */
	void stall(FaultPlan.Stall stall) throws IOException {
		while (!stall.isReleased()) {
			if (this.ended || this.limit - this.position >= STALL_READ_AHEAD) {
				if (this.ended) {
					throw new SessionEnd(SessionRecord.Ending.CLOSED_BY_CLIENT);
				}
				stall.await(Duration.ofMillis(20));
			}
			else {
				readAhead();
			}
		}
	}

	private void readAhead() throws IOException {
		byte[] kept = Arrays.copyOfRange(this.buffer, this.position, this.limit);
		if (tryReceive(20)) {
			int fresh = this.limit - this.position;
			byte[] joined = Arrays.copyOf(kept, Math.max(BUFFER, kept.length + fresh));
			System.arraycopy(this.buffer, this.position, joined, kept.length, fresh);
			this.buffer = joined;
			this.limit = kept.length + fresh;
		}
		else {
			this.buffer = Arrays.copyOf(kept, Math.max(BUFFER, kept.length));
			this.limit = kept.length;
		}
		this.position = 0;
	}

	/**
	 * Layers TLS on the connection; returns what was agreed. If that fails, the
	 * connection stays open, lest the client's next octets are answered by a reset that
	 * takes the alert away.
	 */
	SSLSession startTls(ServerSettings.TlsPolicy policy) throws IOException {
		InputStream consumed = new ByteArrayInputStream(this.buffer, this.position, this.limit - this.position);
		this.position = this.limit;
		SSLSocket tls = (SSLSocket) policy.sslContext().getSocketFactory().createSocket(this.raw, consumed, false);
		tls.setNeedClientAuth(policy.wantsClientCertificate());
		tls.startHandshake();
		this.socket = tls;
		this.in = tls.getInputStream();
		this.out = tls.getOutputStream();
		return tls.getSession();
	}

	/** Sends what has gathered, then the end of the output. */
	void endOutput() throws IOException {
		flush();
		this.socket.shutdownOutput();
		if (this.socket != this.raw) {
			this.raw.shutdownOutput();
		}
	}

	/** Ends the output, lets the client read it, then closes. */
	void closeGently() throws IOException {
		endOutput();
		long deadline = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
		this.raw.setSoTimeout(LINGER_MILLIS);
		byte[] sink = new byte[BUFFER];
		InputStream octets = this.raw.getInputStream();
		try {
			while (octets.read(sink) >= 0 && System.nanoTime() < deadline) {
				this.context.checkOpen();
			}
		}
		catch (SocketTimeoutException ex) {
			// The client had its time.
		}
		abort();
	}

	/**
	 * Closes at once; what has arrived is read first, so that a FIN goes out, not a RST.
	 */
	void closeAbruptly() throws IOException {
		InputStream octets = this.raw.getInputStream();
		byte[] sink = new byte[BUFFER];
		while (octets.available() > 0 && octets.read(sink) >= 0) {
			this.context.checkOpen();
		}
		abort();
	}

	void reset() throws IOException {
		this.raw.setSoLinger(true, 0);
		abort();
	}

	/** Closes the raw socket, which frees a thread that reads or writes. */
	void abort() throws IOException {
		this.raw.close();
	}

	/** Hears of what the wire alone can see. */
	interface Listener {

		/** Everything that arrived together has been answered. */
		void flightEnded();

		/** The replies that have gathered are about to be written. */
		void repliesLeaving();

	}

}
