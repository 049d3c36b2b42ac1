package io.sendasync.mail.benchmarks.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server in a process of its own.
 */
public final class Sink implements AutoCloseable {

	private static final Path SMTP_SINK = Path.of("/usr/sbin/smtp-sink");

	private final Process process;

	private final int port;

	private final String name;

	private Sink(String name, int port, List<String> command) throws IOException {
		this.name = name;
		this.port = port;
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	/**
	 * Starts Postfix's smtp-sink if it is there and knows enough, else our own.
	 * @param certificates for TLS and AUTH; the keys are in the directory
	 * @param secured whether TLS and AUTH are wanted, which smtp-sink does not have
	 * @return the server, which listens
	 * @throws IOException if it does not start
	 */
	public static Sink start(SinkCertificates certificates, boolean secured) throws IOException {
		int port = freePort();
		Sink sink;
		if (!secured && Files.isExecutable(SMTP_SINK)) {
			// Contenders that wait for their turn are not to lose their connections.
			sink = new Sink("smtp-sink", port,
					List.of("/bin/sh", "-c", "ulimit -n 8192; exec \"$@\"", "sink", SMTP_SINK.toString(), "-u",
							System.getProperty("user.name"), "-t", "3600", "-m", "2000", "127.0.0.1:" + port, "1024"));
		}
		else {
			sink = new Sink("sink in Java", port,
					List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m", "-cp",
							System.getProperty("java.class.path"), JavaSink.class.getName(), Integer.toString(port),
							certificates.keyStore().toString()));
		}
		sink.awaitListening();
		return sink;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitListening() throws IOException {
		long limit = System.nanoTime() + 20_000_000_000L;
		while (true) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				if (socket.getInputStream().read() == '2') {
					return;
				}
			}
			catch (IOException ex) {
				if (!this.process.isAlive() || System.nanoTime() - limit > 0) {
					close();
					throw new IOException("The " + this.name + " does not start", ex);
				}
				Thread.onSpinWait();
			}
		}
	}

	/**
	 * Where it listens.
	 * @return a port of the loopback interface
	 */
	public int port() {
		return this.port;
	}

	/**
	 * What it is.
	 * @return a few words
	 */
	public String name() {
		return this.name;
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
	}

}
