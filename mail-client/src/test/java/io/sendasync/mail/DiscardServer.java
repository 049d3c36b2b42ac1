package io.sendasync.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes any message and keeps nothing but its size: for more than a test server can keep,
 * or look at octet by octet. Commands in lockstep, no faults.
 */
final class DiscardServer implements AutoCloseable {

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Long> sizes = new CopyOnWriteArrayList<>();

	private final List<Long> announced = new CopyOnWriteArrayList<>();

	DiscardServer() throws IOException {
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "discard-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket socket = this.listener.accept();
				start(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(Socket socket) {
		try (socket; InputStream in = new BufferedInputStream(socket.getInputStream())) {
			OutputStream out = socket.getOutputStream();
			String line = "";
			reply(out, "220 discard.test");
			while (!line.startsWith("QUIT")) {
				line = line(in);
				switch (line.split(" ", 2)[0]) {
					case "EHLO" -> reply(out, "250-discard.test\r\n250 SIZE 100000000");
					case "DATA" -> {
						reply(out, "354 go");
						this.sizes.add(discard(in));
						reply(out, "250 gone");
					}
					case "MAIL" -> {
						this.announced.add(Long.valueOf(line.substring(line.indexOf("SIZE=") + 5)));
						reply(out, "250 ok");
					}
					default -> reply(out, "250 ok");
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void reply(OutputStream out, String reply) throws IOException {
		out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int octet = in.read(); octet != '\n'; octet = in.read()) {
			if (octet < 0) {
				return "QUIT";
			}
			line.append((char) octet);
		}
		return line.toString().strip();
	}

	/** In lockstep nothing follows the final dot, so it ends what was read. */
	private static long discard(InputStream in) throws IOException {
		byte[] end = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
		byte[] last = new byte[end.length];
		byte[] buffer = new byte[64 * 1024];
		long size = 0;
		while (!Arrays.equals(last, end)) {
			int read = in.read(buffer);
			if (read < 0) {
				throw new IOException("The content has no end");
			}
			size += read;
			int kept = Math.min(read, last.length);
			System.arraycopy(last, kept, last, 0, last.length - kept);
			System.arraycopy(buffer, read - kept, last, last.length - kept, kept);
		}
		return size - 3;
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** Without the final dot; no line of the messages may begin with one. */
	List<Long> sizes() {
		return this.sizes;
	}

	List<Long> announced() {
		return this.announced;
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
