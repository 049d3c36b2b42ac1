package io.sendasync.mail.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A client that sends exactly what a test says, and reads with a time-out.
 */
final class TestClient implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Socket raw;

	private Socket socket;

	private TestClient(Socket raw) throws IOException {
		this.raw = raw;
		this.socket = raw;
		raw.setTcpNoDelay(true);
		raw.setSoTimeout((int) PATIENCE.toMillis());
	}

	/** Connects and reads nothing. */
	static TestClient silent(SmtpTestServer server) throws IOException {
		return to(server.host(), server.port());
	}

	static TestClient to(String host, int port) throws IOException {
		return new TestClient(new Socket(host, port));
	}

	/** Connects, reads the greeting, says EHLO. */
	static TestClient greeted(SmtpTestServer server) throws IOException {
		TestClient client = silent(server);
		client.reply();
		client.command("EHLO client.test");
		return client;
	}

	TestClient tls(SSLContext context) throws IOException {
		SSLSocket tls = (SSLSocket) context.getSocketFactory()
			.createSocket(this.raw, "localhost", this.raw.getPort(), true);
		tls.startHandshake();
		this.socket = tls;
		return this;
	}

	/** Sends one line and reads one reply. */
	String command(String line) throws IOException {
		send(line);
		return reply();
	}

	/** Sends lines in one write. */
	void send(String... lines) throws IOException {
		raw(String.join("\r\n", lines) + "\r\n");
	}

	void raw(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		this.socket.getOutputStream().flush();
	}

	/** Reads replies. */
	List<String> replies(int count) throws IOException {
		List<String> replies = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			replies.add(reply());
		}
		return replies;
	}

	/** Reads one reply; its lines are joined with LF. Empty at the end of the input. */
	String reply() throws IOException {
		StringBuilder reply = new StringBuilder();
		String line;
		do {
			line = line();
			reply.append(reply.isEmpty() ? "" : "\n").append(line);
		}
		while (line.length() > 3 && line.charAt(3) == '-');
		return reply.toString();
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		InputStream in = this.socket.getInputStream();
		for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
			line.write(octet);
		}
		return line.toString(StandardCharsets.UTF_8).stripTrailing();
	}

	/** Reads what one read gives. */
	String oneRead() throws IOException {
		byte[] octets = new byte[8192];
		int count = this.socket.getInputStream().read(octets);
		return new String(octets, 0, Math.max(count, 0), StandardCharsets.UTF_8);
	}

	int read() throws IOException {
		return this.socket.getInputStream().read();
	}

	/** A whole message in lockstep; returns the final reply. */
	String sendMessage(String from, String to, String content) throws IOException {
		command("MAIL FROM:<" + from + ">");
		command("RCPT TO:<" + to + ">");
		command("DATA");
		return command(content + "\r\n.");
	}

	void quit() throws IOException {
		command("QUIT");
		close();
	}

	/** Goes away in the middle of a test. */
	void hangUp() throws IOException {
		this.raw.close();
	}

	@Override
	public void close() throws IOException {
		this.raw.close();
	}

}
