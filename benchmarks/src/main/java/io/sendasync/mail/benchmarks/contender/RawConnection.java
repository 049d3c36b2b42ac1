package io.sendasync.mail.benchmarks.contender;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The least that sends mail over one connection.
 */
final class RawConnection implements AutoCloseable {

	private static final byte[] RSET = "RSET\r\n".getBytes(StandardCharsets.US_ASCII);

	private final byte[] envelope;

	private final byte[] content;

	// Content, RSET and the next envelope: one write.
	private final byte[] flight;

	// MAIL, each RCPT, DATA.
	private final int envelopeReplies;

	private final byte[] buffer = new byte[8192];

	private Socket socket;

	private InputStream in;

	private OutputStream out;

	private int position;

	private int limit;

	private boolean envelopeIsOut;

	RawConnection(Target target, byte[] envelope, byte[] content) throws IOException {
		this.envelope = envelope;
		this.content = content;
		this.envelopeReplies = target.payload().recipients().size() + 2;
		this.flight = concatenate(content, RSET, envelope);
		this.socket = new Socket(InetAddress.getLoopbackAddress(), target.port());
		this.socket.setTcpNoDelay(true);
		this.in = this.socket.getInputStream();
		this.out = this.socket.getOutputStream();
		expectReply();
		command("EHLO localhost\r\n");
		if (target.secured()) {
			secure(target);
		}
	}

	private void secure(Target target) throws IOException {
		command("STARTTLS\r\n");
		SSLSocket secured = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(this.socket,
				Target.HOST, target.port(), true);
		secured.startHandshake();
		this.socket = secured;
		this.in = secured.getInputStream();
		this.out = secured.getOutputStream();
		command("EHLO localhost\r\n");
		byte[] secret = ("\0" + Target.USER + "\0" + Target.PASSWORD).getBytes(StandardCharsets.US_ASCII);
		command("AUTH PLAIN " + Base64.getEncoder().encodeToString(secret) + "\r\n");
	}

	/**
	 * Sends one message, and the envelope of the next with it.
	 */
	void sendChained() throws IOException {
		if (!this.envelopeIsOut) {
			write(this.envelope);
			expect(this.envelopeReplies);
			this.envelopeIsOut = true;
		}
		write(this.flight);
		expect(2 + this.envelopeReplies);
	}

	/**
	 * Sends one message when there is no other: two round trips.
	 */
	void sendAlone() throws IOException {
		if (!this.envelopeIsOut) {
			write(this.envelope);
			expect(this.envelopeReplies);
		}
		this.envelopeIsOut = false;
		write(this.content);
		expect(1);
	}

	private void command(String line) throws IOException {
		write(line.getBytes(StandardCharsets.US_ASCII));
		expect(1);
	}

	private void write(byte[] octets) throws IOException {
		this.out.write(octets);
		this.out.flush();
	}

	private void expect(int replies) throws IOException {
		for (int i = 0; i < replies; i++) {
			expectReply();
		}
	}

	private void expectReply() throws IOException {
		boolean more = true;
		while (more) {
			int first = read();
			read();
			read();
			more = read() == '-';
			int octet = read();
			while (octet != '\n') {
				octet = read();
			}
			if (first != '2' && first != '3') {
				throw new IOException("Refused with " + (char) first + "yz");
			}
		}
	}

	private int read() throws IOException {
		if (this.position == this.limit) {
			this.limit = this.in.read(this.buffer);
			this.position = 0;
			if (this.limit < 0) {
				throw new EOFException();
			}
		}
		return this.buffer[this.position++];
	}

	private static byte[] concatenate(byte[]... parts) {
		int size = 0;
		for (byte[] part : parts) {
			size += part.length;
		}
		byte[] whole = new byte[size];
		int at = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, whole, at, part.length);
			at += part.length;
		}
		return whole;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
