package io.sendasync.mail.faults;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * One connection through the proxy. Follows the dialogue, so that it knows at each cut
 * whether the client had sent the end of a content and lacks the final reply.
 *
 * <p>
 * What it counts is exact because of three habits. Within a content it reads on to the
 * end before it cuts. It resets only where no reply that it passed on can be unread;
 * otherwise it ends its output and lets the client close. And it waits for the server's
 * final reply before it cuts the server off.
 */
final class SoakLink {

	private final SoakProxy proxy;

	private final Socket client;

	// The client's connection below TLS, or the same one.
	private final Socket rawClient;

	private final Socket server;

	private final Random upRandom;

	private final Random downRandom;

	private final ReentrantLock lock = new ReentrantLock();

	@GuardedBy("lock")
	private final SoakDialogue dialogue = new SoakDialogue();

	@GuardedBy("lock")
	private boolean cut;

	// How many octets of the client went on to the server.
	@GuardedBy("lock")
	private long carried;

	SoakLink(SoakProxy proxy, Socket rawClient, Socket server, long seed) throws IOException {
		this.proxy = proxy;
		rawClient.setTcpNoDelay(true);
		this.rawClient = rawClient;
		this.client = proxy.secured(rawClient);
		this.server = server;
		this.upRandom = new Random(seed);
		this.downRandom = new Random(~seed);
		server.setTcpNoDelay(true);
	}

	/** From the client to the server, until the client is gone. */
	void carryUp() {
		byte[] buffer = new byte[16 * 1024];
		try {
			InputStream in = this.client.getInputStream();
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				up(Arrays.copyOf(buffer, n));
			}
			endServer();
		}
		catch (IOException ex) {
			closeUnlessCut();
		}
	}

	private void up(byte[] octets) throws IOException {
		boolean trouble = this.proxy.isTrouble(this.upRandom);
		if (this.proxy.isTrouble(this.upRandom)) {
			this.proxy.dawdle(this.upRandom);
		}
		int allowed = octets.length;
		this.lock.lock();
		try {
			this.dialogue.fromClient(octets);
			if (this.cut) {
				// Read to the end, to let the client close; or to know what it has sent.
				return;
			}
			if (trouble) {
				allowed = this.upRandom.nextInt(octets.length);
			}
			this.carried += allowed;
		}
		finally {
			this.lock.unlock();
		}
		try {
			this.server.getOutputStream().write(octets, 0, allowed);
		}
		catch (IOException ex) {
			// Cut from the other side meanwhile: the client is still read to its end.
			if (!isCut()) {
				throw ex;
			}
		}
		if (trouble) {
			readToTheEndOfTheContent();
			cutFromClientSide();
		}
	}

	private void readToTheEndOfTheContent() throws IOException {
		byte[] buffer = new byte[16 * 1024];
		while (isInContent()) {
			int n = this.client.getInputStream().read(buffer);
			if (n < 0) {
				throw new IOException("the client left within the content");
			}
			this.lock.lock();
			try {
				this.dialogue.fromClient(Arrays.copyOf(buffer, n));
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private boolean isInContent() {
		this.lock.lock();
		try {
			return this.dialogue.isInContent();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isCut() {
		this.lock.lock();
		try {
			return this.cut;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void cutFromClientSide() throws IOException {
		this.lock.lock();
		try {
			if (this.cut) {
				return;
			}
			boolean last = this.dialogue.isFinalReplyDue();
			cutClient(last, this.upRandom);
			if (!last || this.carried < this.dialogue.endOfContent()) {
				cutServer(this.upRandom);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@GuardedBy("lock")
	private void cutClient(boolean last, Random random) throws IOException {
		this.cut = true;
		this.proxy.countCut(last);
		if (last && random.nextBoolean()) {
			// TLS has no reset, and closing it can wait for the other side.
			reset(this.rawClient);
		}
		else {
			this.client.shutdownOutput();
		}
	}

	private void cutServer(Random random) throws IOException {
		if (random.nextBoolean()) {
			reset(this.server);
		}
		else {
			this.server.close();
		}
	}

	private static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	/** From the server to the client, reply by reply, until the server is gone. */
	void carryDown() {
		ByteArrayOutputStream reply = new ByteArrayOutputStream();
		try {
			InputStream in = this.server.getInputStream();
			byte[] buffer = new byte[16 * 1024];
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				for (int i = 0; i < n; i++) {
					reply.write(buffer[i]);
					if (buffer[i] == '\n' && isWhole(reply)) {
						down(reply.toByteArray());
						reply.reset();
					}
				}
			}
			endClient();
		}
		catch (IOException ex) {
			closeUnlessCut();
		}
	}

	private static boolean isWhole(ByteArrayOutputStream reply) {
		String text = reply.toString(StandardCharsets.UTF_8);
		int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
		return text.startsWith(" ", lastLine + 3);
	}

	private void down(byte[] reply) throws IOException {
		boolean trouble = this.proxy.isTrouble(this.downRandom);
		if (this.proxy.isTrouble(this.downRandom)) {
			this.proxy.dawdle(this.downRandom);
		}
		this.lock.lock();
		try {
			boolean last = this.dialogue.isFinalReplyNext();
			if (last && (this.cut || trouble) && reply[0] == '2') {
				this.proxy.countLostReply();
			}
			if (!this.cut && trouble) {
				this.client.getOutputStream().write(reply, 0, this.downRandom.nextInt(reply.length));
				cutClient(last, this.downRandom);
				cutServer(this.downRandom);
			}
			else if (this.cut && last) {
				cutServer(this.downRandom);
			}
			this.dialogue.fromServer(reply);
			if (!this.cut) {
				this.client.getOutputStream().write(reply);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void endServer() throws IOException {
		if (isCut()) {
			this.client.close();
		}
		else {
			this.server.shutdownOutput();
		}
	}

	private void endClient() throws IOException {
		this.lock.lock();
		try {
			if (!this.cut) {
				this.client.shutdownOutput();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** After a cut each side ends by itself, when it is due. */
	private void closeUnlessCut() {
		if (!isCut()) {
			close();
		}
	}

	void close() {
		close(this.rawClient);
		close(this.server);
	}

	static void close(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			throw new AssertionError("close failed", ex);
		}
	}

}
