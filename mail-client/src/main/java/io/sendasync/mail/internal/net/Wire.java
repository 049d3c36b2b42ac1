package io.sendasync.mail.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.time.Duration;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.sendasync.mail.delivery.SmtpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection as buffered octets with a deadline for each wait. TLS is layered on a
 * plain socket that is kept, because only closing that one frees blocked threads.
 *
 * <p>
 * Thread contract: confined to its lane's thread, except {@link #abort()} and
 * {@link #aliveAt()}.
 */
public final class Wire {

	private static final Logger logger = LoggerFactory.getLogger(Wire.class);

	private static final int BUFFER_SIZE = 16 * 1024;

	private final Socket raw;

	private final ConnectSettings peer;

	private final Watchdog.Watch watch;

	private final byte[] input = new byte[8 * 1024];

	private int inputStart;

	private int inputEnd;

	private final byte[] output = new byte[BUFFER_SIZE];

	private int outputEnd;

	private long sent;

	private Socket active;

	private InputStream in;

	private OutputStream out;

	private String step = "connect";

	private long stepStarted;

	// How long the step may wait, as long as it has not begun to.
	private @Nullable Duration patience;

	// When the peer said something, or took a full buffer. For other threads.
	private volatile long aliveAt = System.nanoTime();

	private @Nullable SSLSession tls;

	Wire(Socket connected, ConnectSettings peer, Watchdog watchdog) throws IOException {
		this.raw = connected;
		this.peer = peer;
		this.active = connected;
		this.in = connected.getInputStream();
		this.out = connected.getOutputStream();
		this.watch = watchdog.watch(this::abort);
	}

	/**
	 * Starts a wait: reads fail when the time is over. Each write is a wait of its own.
	 * @param step for messages, as in "TLS handshake"
	 * @param limit how long it may last
	 */
	public void startStep(String step, Duration limit) {
		this.step = step;
		this.patience = null;
		this.stepStarted = this.watch.arm(limit.toNanos());
	}

	/**
	 * Starts a wait for what {@link #read()} gives. Most replies have come together with
	 * the one before: such a wait costs nothing.
	 * @param step for messages, as in "reply to MAIL"
	 * @param limit how long it may last from the first read that has to wait
	 */
	public void startReading(String step, Duration limit) {
		this.step = step;
		this.patience = limit;
	}

	/**
	 * Ends the wait.
	 */
	public void endStep() {
		this.patience = null;
		this.watch.disarm();
	}

	/**
	 * Reads one octet of the buffer, or waits for more.
	 * @return 0 to 255, or -1 at the end of the stream
	 * @throws StepTimeoutException if the current step's time is over
	 * @throws IOException if the connection broke
	 */
	public int read() throws IOException {
		if (this.inputStart == this.inputEnd) {
			if (this.patience != null) {
				startStep(this.step, this.patience);
			}
			int n;
			try {
				n = this.in.read(this.input, 0, this.input.length);
			}
			catch (IOException ex) {
				throw explain(ex);
			}
			if (n < 0) {
				if (this.watch.expired()) {
					throw timeout();
				}
				return -1;
			}
			this.inputStart = 0;
			this.inputEnd = n;
			this.aliveAt = System.nanoTime();
		}
		return this.input[this.inputStart++] & 0xFF;
	}

	/**
	 * Whether octets were received and not yet read.
	 * @return true if the next read does not wait
	 */
	public boolean hasBuffered() {
		return this.inputStart < this.inputEnd;
	}

	/**
	 * Appends octets, sending when the buffer is full.
	 * @param octets the source
	 * @param start the first one
	 * @param length how many
	 * @throws IOException if the connection broke
	 */
	public void write(byte[] octets, int start, int length) throws IOException {
		if (length > BUFFER_SIZE - this.outputEnd) {
			flush();
			this.aliveAt = System.nanoTime();
			if (length >= BUFFER_SIZE) {
				send(octets, start, length);
				return;
			}
		}
		System.arraycopy(octets, start, this.output, this.outputEnd, length);
		this.outputEnd += length;
	}

	/**
	 * Sends what is buffered.
	 * @throws StepTimeoutException if the current step's time is over
	 * @throws IOException if the connection broke
	 */
	public void flush() throws IOException {
		if (this.outputEnd > 0) {
			int length = this.outputEnd;
			this.outputEnd = 0;
			send(this.output, 0, length);
		}
	}

	/**
	 * How many octets were handed to the network so far, buffered ones not counted.
	 * @return the number
	 */
	public long sent() {
		return this.sent;
	}

	/**
	 * When the peer was heard last, or took a full buffer; at first, when it was
	 * connected. From any thread.
	 * @return of {@code System.nanoTime()}
	 */
	public long aliveAt() {
		return this.aliveAt;
	}

	private void send(byte[] octets, int start, int length) throws IOException {
		startStep("sending", this.peer.writeTimeout());
		deliver(octets, start, length);
	}

	private void deliver(byte[] octets, int start, int length) throws IOException {
		this.sent += length;
		try {
			this.out.write(octets, start, length);
			this.out.flush();
		}
		catch (IOException ex) {
			throw explain(ex);
		}
	}

	/**
	 * Secures the connection (RFC 3207 §4, RFC 8314 §3.3); certificate and host name are
	 * verified.
	 * @throws io.sendasync.mail.delivery.SmtpTlsException if the handshake fails
	 * @throws IllegalStateException if octets of before are still buffered
	 */
	public void startTls() {
		if (hasBuffered()) {
			throw new IllegalStateException(
					"Octets received in clear text must not be read as part of the TLS session");
		}
		try {
			SSLSocket secured = TlsHandshake.start(this.raw, this.peer);
			this.active = secured;
			this.in = secured.getInputStream();
			this.out = secured.getOutputStream();
			this.tls = secured.getSession();
		}
		catch (IOException ex) {
			IOException explained = explain(ex);
			// Not a word in clear text after a failed handshake.
			abort();
			throw TlsHandshake.failure(this.peer, explained);
		}
		catch (RuntimeException | Error ex) {
			abort();
			throw ex;
		}
	}

	/**
	 * What a connection broke of before its session was open.
	 * @param cause the failure
	 * @return that the server takes back the handshake, or null for anything else
	 */
	public @Nullable SmtpException handshakeFailure(IOException cause) {
		return (this.tls != null && TlsHandshake.isLateAlert(cause)) ? TlsHandshake.failure(this.peer, cause) : null;
	}

	/**
	 * Looks for which names the server's certificate holds, and closes the connection.
	 * @return the names, as far as it has any
	 * @throws IOException if the handshake fails
	 */
	public List<String> certificateNames() throws IOException {
		try {
			return CertificateNames.ask(this.raw, this.peer, TlsHandshake.context(this.peer));
		}
		finally {
			abort();
		}
	}

	/**
	 * The TLS version.
	 * @return as in "TLSv1.3", or null in clear text
	 */
	public @Nullable String tlsProtocol() {
		return (this.tls != null) ? this.tls.getProtocol() : null;
	}

	/**
	 * The TLS cipher suite.
	 * @return as in "TLS_AES_256_GCM_SHA384", or null in clear text
	 */
	public @Nullable String tlsCipher() {
		return (this.tls != null) ? this.tls.getCipherSuite() : null;
	}

	/**
	 * What ties a login to this TLS connection.
	 * @return the channel binding, or null in clear text and where there is none
	 */
	public @Nullable ChannelBinding channelBinding() {
		return (this.active instanceof SSLSocket secured) ? ChannelBinding.of(secured.getSession()) : null;
	}

	/**
	 * Looks, without a round trip, whether the server closed the connection or said
	 * something unasked since the last reply. Costs a millisecond on a healthy one.
	 * @return true if the connection must not be used
	 */
	public boolean isStale() {
		if (hasBuffered()) {
			return true;
		}
		try {
			this.active.setSoTimeout(1);
			try {
				// Whatever comes, end of stream or octets, nobody asked for it.
				this.in.read(this.input, 0, this.input.length);
				return true;
			}
			catch (SocketTimeoutException ex) {
				this.active.setSoTimeout(0);
				return false;
			}
		}
		catch (IOException ex) {
			logger.debug("A kept connection broke while idle: {}", ex.toString());
			return true;
		}
	}

	/**
	 * The local address in the form of RFC 5321 §4.1.3.
	 * @return as in "[127.0.0.1]" or "[IPv6:::1]"
	 */
	public String localAddressLiteral() {
		InetAddress local = this.raw.getLocalAddress();
		String text = local.getHostAddress();
		int scope = text.indexOf('%');
		String address = (scope >= 0) ? text.substring(0, scope) : text;
		return (local instanceof Inet6Address) ? "[IPv6:" + address + "]" : "[" + address + "]";
	}

	/**
	 * Lets the cut abort this connection until it is detached.
	 * @param cut the cut of the send that depends on this connection
	 */
	public void attach(Cut cut) {
		cut.attach(this.raw);
	}

	/**
	 * Closes at once, without goodbye. From any thread.
	 */
	public void abort() {
		Sockets.abort(this.raw);
		this.watch.close();
	}

	/**
	 * Sends the last octets and closes, waiting for nobody longer than the limit.
	 * @param limit for all of it
	 */
	public void close(Duration limit) {
		startStep("close", limit);
		try {
			// Within the limit of this step, not of a write.
			deliver(this.output, 0, this.outputEnd);
			this.active.close();
		}
		catch (IOException ex) {
			logger.debug("The server was gone before the connection was closed: {}", ex.toString());
		}
		finally {
			Sockets.close(this.raw);
			endStep();
			this.watch.close();
		}
	}

	private IOException explain(IOException ex) {
		if (this.watch.expired() && !(ex instanceof StepTimeoutException)) {
			StepTimeoutException timeout = timeout();
			timeout.initCause(ex);
			return timeout;
		}
		return ex;
	}

	private StepTimeoutException timeout() {
		return new StepTimeoutException(this.step, Duration.ofNanos(System.nanoTime() - this.stepStarted));
	}

	/**
	 * For logs: which connection.
	 */
	@Override
	public String toString() {
		return this.raw.getLocalPort() + "-" + this.peer.host() + ":" + this.peer.port();
	}

}
