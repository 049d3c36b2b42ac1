package io.sendasync.mail.benchmarks.sink;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * One of the two connections of a {@link DelayProxy proxied} dialogue, and what waits to
 * be written to it.
 *
 * <p>
 * Thread contract: confined to the proxy's thread.
 */
final class End {

	final SocketChannel channel;

	final SelectionKey key;

	private final Deque<ByteBuffer> backlog = new ArrayDeque<>();

	private @Nullable End peer;

	End(SocketChannel channel, Selector selector) throws IOException {
		this.channel = channel;
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		channel.configureBlocking(false);
		this.key = channel.register(selector, SelectionKey.OP_READ, this);
	}

	void joinWith(End other) {
		this.peer = other;
	}

	End peer() {
		End other = this.peer;
		if (other == null) {
			throw new IllegalStateException("Not joined");
		}
		return other;
	}

	void accept(ByteBuffer octets) throws IOException {
		this.backlog.add(octets);
		flush();
	}

	void flush() throws IOException {
		ByteBuffer first = this.backlog.peek();
		while (first != null) {
			if (!first.hasRemaining()) {
				this.channel.shutdownOutput();
			}
			this.channel.write(first);
			if (first.hasRemaining()) {
				this.key.interestOpsOr(SelectionKey.OP_WRITE);
				return;
			}
			this.backlog.remove();
			first = this.backlog.peek();
		}
		if (this.key.isValid()) {
			this.key.interestOpsAnd(~SelectionKey.OP_WRITE);
		}
	}

	void closeBoth() {
		for (End end : new End[] { this, peer() }) {
			try {
				end.channel.close();
			}
			catch (IOException ex) {
				// It is gone, which is what was wanted.
			}
		}
	}

}
