package io.sendasync.mail.benchmarks.contender;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.sendasync.mail.MailMessageWriter;
import io.sendasync.mail.SendOperation;
import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.TlsMode;

/**
 * Messages that wait in this project's client, each composed anew.
 */
public final class QueuedMessages implements AutoCloseable {

	private final SmtpClient client;

	/**
	 * Sets the client up.
	 * @param port of a server that does not answer
	 * @param capacity of its queue
	 */
	public QueuedMessages(int port, int capacity) {
		this.client = SmtpClient.builder()
			.host(Target.HOST)
			.port(port)
			.tls(TlsMode.NONE)
			.maxConnections(1)
			.queueCapacity(capacity)
			.queueOctets(Long.MAX_VALUE)
			.drainTimeout(Duration.ZERO)
			.build();
	}

	/**
	 * Queues messages.
	 * @param count how many
	 * @return their operations
	 */
	public List<SendOperation> send(int count) {
		List<SendOperation> operations = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			operations.add(this.client.sendAsync(OurContender.message(Payload.TEXT_2K)));
		}
		return operations;
	}

	/**
	 * How long one of them is on the wire.
	 * @return octets
	 * @throws IOException never
	 */
	public int renderedSize() throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		MailMessageWriter.write(OurContender.message(Payload.TEXT_2K), content);
		return content.size();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
