package io.sendasync.mail.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SMTP server on a real socket of the loopback interface, for tests.
 * <p>
 * Unless told otherwise it behaves as RFC 5321 and the offered extensions demand. A test
 * plans {@linkplain #fault(At, Fault) faults} and {@linkplain #hold(At) holds} for steps
 * of the dialogue, {@linkplain #takeMessage(Duration) takes} what was accepted, and reads
 * what was said in {@link #sessions()}. A linter watches all the time:
 * {@link #assertNoViolations()}. Safe for use by several threads; each connection has a
 * daemon thread.
 */
public final class SmtpTestServer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SmtpTestServer.class);

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private static final int BACKLOG = 1024;

	private final ServerContext context;

	private final Connection.TalkFactory talks;

	private final ServerSocket serverSocket;

	private final Thread acceptor;

	private final List<SessionLog> logs = new CopyOnWriteArrayList<>();

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	SmtpTestServer(ServerSettings settings, Connection.TalkFactory talks) {
		this.context = new ServerContext(settings);
		this.talks = talks;
		try {
			this.serverSocket = new ServerSocket();
			if (settings.transport().receiveBuffer() > 0) {
				this.serverSocket.setReceiveBufferSize(settings.transport().receiveBuffer());
			}
			this.serverSocket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), 0),
					BACKLOG);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("cannot listen on 127.0.0.1", ex);
		}
		this.acceptor = thread(this::accept, "acceptor");
	}

	/**
	 * Where a server begins.
	 * @return a builder with the defaults
	 */
	public static SmtpTestServerBuilder builder() {
		return new SmtpTestServerBuilder();
	}

	/**
	 * Starts a server with the defaults.
	 * @return the running server
	 */
	public static SmtpTestServer start() {
		return builder().start();
	}

	/**
	 * Starts a server that plays scripts instead of understanding SMTP. Each connection
	 * gets the next script; the last one is repeated.
	 * @param scripts at least one
	 * @return the running server
	 */
	public static SmtpTestServer scripted(Script... scripts) {
		return builder().scripted(scripts);
	}

	SmtpTestServer listen() {
		this.acceptor.start();
		return this;
	}

	/**
	 * The address to connect to, {@code 127.0.0.1}.
	 * @return the host
	 */
	public String host() {
		return "127.0.0.1";
	}

	/**
	 * The port that the system chose.
	 * @return the port
	 */
	public int port() {
		return this.serverSocket.getLocalPort();
	}

	/**
	 * Host and port.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return new InetSocketAddress(this.serverSocket.getInetAddress(), port());
	}

	/**
	 * The certificates this server uses, or would use if it spoke TLS.
	 * @return the certificates
	 */
	public TestCertificates certificates() {
		return this.context.settings().tls().certificates();
	}

	/**
	 * Plans a fault. Faults for the same step are used in the order in which they were
	 * planned.
	 * @param at where
	 * @param fault what
	 * @throws IllegalArgumentException if that fault makes no sense at that step
	 */
	public void fault(At at, Fault fault) {
		Objects.requireNonNull(at, "at");
		FaultPlan.check(at, fault);
		this.context.plan().add(at, fault);
		if (at.step() == At.Step.IDLE) {
			try {
				for (Connection connection : this.connections) {
					connection.applyIdleFault();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Forgets the faults that were not used yet.
	 */
	public void clearFaults() {
		this.context.plan().clear();
	}

	/**
	 * Makes every connection wait at a step. If a fault is planned there, too, the hold
	 * comes first.
	 * @param at where
	 * @return the handle to wait for arrivals and to let go
	 */
	public Hold hold(At at) {
		return this.context.plan().hold(Objects.requireNonNull(at, "at"));
	}

	/**
	 * Lets every connection go on that stalls or is held now.
	 */
	public void release() {
		this.context.plan().release();
	}

	/**
	 * Drops every open connection without a word.
	 */
	public void dropConnections() {
		this.connections.forEach(Connection::drop);
	}

	/**
	 * The oldest accepted message that was not taken yet; waits for up to ten seconds.
	 * @return the message
	 * @throws AssertionError as in {@link #takeMessage(Duration)}
	 */
	public AcceptedMessage takeMessage() {
		return takeMessage(DEFAULT_TIMEOUT);
	}

	/**
	 * The oldest accepted message that was not taken yet. It stays in
	 * {@link #messages()}.
	 * @param timeout how long to wait for one
	 * @return the message
	 * @throws AssertionError with everything the server saw, if none came in time
	 */
	public AcceptedMessage takeMessage(Duration timeout) {
		try {
			AcceptedMessage message = this.context.journal().take(timeout);
			if (message != null) {
				return message;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for a message\n" + report(), ex);
		}
		throw new AssertionError("no message in " + timeout.toMillis() + " ms\n" + report());
	}

	/**
	 * Waits until the accepted messages are as wanted.
	 * @param wanted is given everything that was accepted so far, and asked again
	 * whenever there is more
	 * @param timeout how long to wait
	 * @return false if they never were in that time
	 */
	public boolean awaitMessages(Predicate<List<AcceptedMessage>> wanted, Duration timeout) {
		try {
			return this.context.journal().await(wanted, timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for messages\n" + report(), ex);
		}
	}

	/**
	 * Everything that was accepted so far, taken or not, in order.
	 * @return a copy of the journal
	 */
	public List<AcceptedMessage> messages() {
		return this.context.journal().messages();
	}

	/**
	 * What was said on each connection so far, in the order of the connections.
	 * @return snapshots
	 */
	public List<SessionRecord> sessions() {
		return this.logs.stream().map(SessionLog::snapshot).toList();
	}

	/**
	 * How many connections were accepted so far.
	 * @return the number
	 */
	public int connectionCount() {
		return this.logs.size();
	}

	/**
	 * How many connections are open on the server's side.
	 * @return the number
	 */
	public int openConnections() {
		return this.connections.size();
	}

	/**
	 * The mistakes of the clients so far.
	 * @return a copy of the findings
	 */
	public List<Violation> violations() {
		return List.copyOf(this.context.violations());
	}

	/**
	 * Asserts that no client has made a mistake.
	 * @throws AssertionError with the findings and everything the server saw
	 */
	public void assertNoViolations() {
		List<Violation> violations = violations();
		if (!violations.isEmpty()) {
			throw new AssertionError(violations.stream()
				.map(Violation::toString)
				.collect(Collectors.joining("\n", violations.size() + " violations:\n", "\n" + report())));
		}
	}

	/**
	 * Makes the server as good as new, for the next test: forgets faults that were not
	 * used, lets go whoever stalls or is held, drops the connections, and forgets
	 * messages, sessions and violations. Connections are counted from 1 again. What a
	 * client begins to send meanwhile may be found by the next test.
	 */
	public void clear() {
		// First of all, so that nobody who is let go gets an answer.
		dropConnections();
		clearFaults();
		release();
		try {
			awaitThreads();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.logs.clear();
		this.context.violations().clear();
		this.context.journal().clear();
	}

	private void awaitThreads() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join(5000);
		}
	}

	private String report() {
		return "accepted: " + messages() + "\nplanned: " + this.context.plan().describe() + "\nopen connections: "
				+ openConnections() + "\n"
				+ sessions().stream().map(SessionRecord::toString).collect(Collectors.joining());
	}

	/**
	 * Drops all connections, stops all threads. May be called again.
	 */
	@Override
	public void close() {
		this.context.closed().countDown();
		try {
			this.serverSocket.close();
		}
		catch (IOException ex) {
			logger.warn("Cannot close the server socket", ex);
		}
		dropConnections();
		this.context.plan().release();
		try {
			this.acceptor.join(5000);
			dropConnections();
			awaitThreads();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void accept() {
		while (this.context.closed().getCount() > 0) {
			try {
				open(this.serverSocket.accept());
			}
			catch (IOException ex) {
				if (this.context.closed().getCount() > 0) {
					logger.warn("Cannot accept a connection", ex);
				}
			}
		}
	}

	private void open(Socket socket) throws IOException {
		int number = this.logs.size() + 1;
		SessionLog log = new SessionLog(number);
		Session session = new Session(number, socket, this.context, log);
		Connection connection = new Connection(socket, session, log, this.talks, this::ended);
		this.connections.add(connection);
		this.logs.add(log);
		Thread thread = thread(connection, "connection-" + number);
		this.threads.add(thread);
		thread.start();
	}

	private void ended(Connection connection) {
		this.connections.remove(connection);
		this.threads.remove(Thread.currentThread());
	}

	private Thread thread(Runnable work, String name) {
		Thread thread = new Thread(work, "smtp-test-server-" + port() + "-" + name);
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public String toString() {
		return "SmtpTestServer on " + host() + ":" + port();
	}

}
