package io.sendasync.mail.benchmarks.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.benchmarks.contender.QueuedMessages;

/**
 * What messages that wait cost: queues them all at a server that never greets, and looks
 * at the heap. Prints Markdown.
 */
final class QueuedHeap {

	private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

	private QueuedHeap() {
	}

	/**
	 * Measures.
	 * @param args how many messages; 100,000 if not given
	 * @throws IOException if there is no socket to listen on
	 */
	public static void main(String[] args) throws IOException {
		int count = (args.length > 0) ? Integer.parseInt(args[0]) : 100_000;
		// The system answers for a listener that never accepts.
		try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
				QueuedMessages messages = new QueuedMessages(silent.getLocalPort(), count)) {
			List<Object> operations = new ArrayList<>(count);
			// What is made once does not belong to a message.
			messages.send(100).forEach(operations::add);
			long before = used();
			operations.addAll(messages.send(count - 100));
			long octets = (used() - before) / (count - 100);
			Report.print("%,d messages of 2 KB text queued: %,d octets of heap each, rendered size %,d, allowed %,d"
				.formatted(operations.size(), octets, messages.renderedSize(), 2 * messages.renderedSize() + 1024));
		}
	}

	private static long used() {
		for (int i = 0; i < 3; i++) {
			MEMORY.gc();
		}
		return MEMORY.getHeapMemoryUsage().getUsed();
	}

}
