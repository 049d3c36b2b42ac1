package io.sendasync.mail.benchmarks.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * One dialogue. Replies wait until there is nothing more to read, so that a flight is
 * answered with one.
 */
final class SinkConnection {

	private final SSLContext context;

	private final byte[] input = new byte[64 * 1024];

	private final byte[] output = new byte[8 * 1024];

	private Socket socket;

	private InputStream in;

	private OutputStream out;

	private int position;

	private int limit;

	private int waiting;

	private boolean secured;

	SinkConnection(Socket socket, SSLContext context) throws IOException {
		this.context = context;
		this.socket = socket;
		this.in = socket.getInputStream();
		this.out = socket.getOutputStream();
	}

	void serve() throws IOException {
		reply("220 sink");
		@Nullable String line = readLine();
		while (line != null && answer(line)) {
			line = readLine();
		}
		flush();
	}

	private boolean answer(String line) throws IOException {
		String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
		switch (verb) {
			case "EHLO" -> reply("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SIZE 100000000\r\n250-"
					+ (this.secured ? "AUTH PLAIN LOGIN" : "STARTTLS") + "\r\n250 SMTPUTF8");
			case "STARTTLS" -> secure();
			case "AUTH" -> authenticate(line);
			case "DATA" -> {
				reply("354 go on");
				skipContent();
				reply("250 taken");
			}
			case "QUIT" -> {
				reply("221 bye");
				return false;
			}
			default -> reply("250 OK");
		}
		return true;
	}

	private void secure() throws IOException {
		reply("220 go on");
		flush();
		SSLSocket layered = (SSLSocket) this.context.getSocketFactory().createSocket(this.socket, null, true);
		layered.setUseClientMode(false);
		layered.startHandshake();
		this.socket = layered;
		this.in = layered.getInputStream();
		this.out = layered.getOutputStream();
		this.secured = true;
	}

	private void authenticate(String line) throws IOException {
		int challenges = line.toUpperCase(Locale.ROOT).contains("LOGIN") ? 2 : 1;
		int given = line.split(" ").length - 2;
		for (int i = given; i < challenges; i++) {
			reply("334 ");
			readLine();
		}
		reply("235 welcome");
	}

	private void skipContent() throws IOException {
		int seen = 2;
		while (seen < 5) {
			int octet = read();
			seen = switch (octet) {
				case '\r' -> (seen == 3) ? 4 : 1;
				case '\n' -> (seen == 1) ? 2 : (seen == 4) ? 5 : 0;
				case '.' -> (seen == 2) ? 3 : 0;
				case -1 -> throw new IOException("The content was cut");
				default -> 0;
			};
		}
	}

	private @Nullable String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		int octet = read();
		while (octet != '\n') {
			if (octet < 0) {
				return null;
			}
			if (octet != '\r') {
				line.append((char) octet);
			}
			octet = read();
		}
		return line.toString();
	}

	private int read() throws IOException {
		if (this.position == this.limit) {
			flush();
			this.limit = this.in.read(this.input);
			this.position = 0;
			if (this.limit < 0) {
				this.limit = 0;
				return -1;
			}
		}
		return this.input[this.position++];
	}

	private void reply(String text) throws IOException {
		byte[] octets = (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
		if (octets.length > this.output.length - this.waiting) {
			flush();
		}
		System.arraycopy(octets, 0, this.output, this.waiting, octets.length);
		this.waiting += octets.length;
	}

	private void flush() throws IOException {
		if (this.waiting > 0) {
			this.out.write(this.output, 0, this.waiting);
			this.out.flush();
			this.waiting = 0;
		}
	}

}
