package io.sendasync.mail.sample.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Lines of SMTP on a socket, octet for octet.
 *
 * <p>
 * Thread contract: one thread, {@link #close()} from any.
 */
final class SmtpChannel implements Closeable {

	/** Far beyond what RFC 5321 allows, and a bound to what a peer can make us keep. */
	private static final int MAX_LINE_OCTETS = 64 * 1024;

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	SmtpChannel(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new BufferedInputStream(socket.getInputStream());
		this.out = new BufferedOutputStream(socket.getOutputStream());
	}

	/**
	 * Speaks TLS from now on, as the server. What came before in clear text and was not
	 * read yet is forgotten (RFC 3207, section 5).
	 */
	SmtpChannel secure(SSLContext context) throws IOException {
		SSLSocket secured = (SSLSocket) context.getSocketFactory()
			.createSocket(this.socket, null, this.socket.getPort(), true);
		secured.setUseClientMode(false);
		secured.startHandshake();
		return new SmtpChannel(secured);
	}

	/**
	 * Reads up to the next CRLF.
	 * @return the line without it, or null at the end
	 */
	@Nullable String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(128);
		int last = -1;
		for (int octet = this.in.read(); octet >= 0; octet = this.in.read()) {
			if (last == '\r' && octet == '\n') {
				return line.toString(ISO_8859_1).substring(0, line.size() - 1);
			}
			if (line.size() == MAX_LINE_OCTETS) {
				throw new IOException("A line has more than " + MAX_LINE_OCTETS + " octets");
			}
			line.write(octet);
			last = octet;
		}
		return null;
	}

	/**
	 * Reads a reply.
	 * @return its lines, with their codes
	 */
	List<String> readReply() throws IOException {
		List<String> lines = new ArrayList<>();
		for (String line = readLine(); line != null; line = readLine()) {
			lines.add(line);
			if (line.length() < 4 || line.charAt(3) != '-') {
				return lines;
			}
		}
		throw new IOException("The server left in the middle of the dialogue");
	}

	/**
	 * Writes a line, which goes out with the next {@link #flush()}.
	 */
	void write(String line) throws IOException {
		this.out.write(line.getBytes(ISO_8859_1));
		this.out.write('\r');
		this.out.write('\n');
	}

	void flush() throws IOException {
		this.out.flush();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
