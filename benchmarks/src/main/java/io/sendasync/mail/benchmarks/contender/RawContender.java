package io.sendasync.mail.benchmarks.contender;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.sendasync.mail.MailMessageWriter;

/**
 * No client but the limit: sockets, messages that were rendered before, the next envelope
 * in the flight of the content, no look at anything but the replies' first digits.
 */
final class RawContender extends LaneContender {

	private final RawConnection first;

	private final byte[] content;

	RawContender(Target target) throws IOException {
		super(target.lanes());
		this.content = content(target.payload());
		byte[] envelope = envelope(target.payload());
		RawConnection opened = null;
		for (int i = 0; i < target.lanes(); i++) {
			RawConnection connection = new RawConnection(target, envelope, this.content);
			opened = (opened != null) ? opened : connection;
			add(new Sender() {

				@Override
				public int send() throws IOException {
					connection.sendChained();
					return 1;
				}

				@Override
				public void close() throws IOException {
					connection.close();
				}

			});
		}
		this.first = Objects.requireNonNull(opened);
	}

	@Override
	public void sendOne() throws IOException {
		this.first.sendAlone();
	}

	private static byte[] envelope(Payload payload) {
		StringBuilder envelope = new StringBuilder("MAIL FROM:<" + Payload.FROM + ">\r\n");
		payload.recipients().forEach((recipient) -> envelope.append("RCPT TO:<").append(recipient).append(">\r\n"));
		return envelope.append("DATA\r\n").toString().getBytes(StandardCharsets.US_ASCII);
	}

	// None of our texts has a line that begins with a dot.
	private static byte[] content(Payload payload) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		MailMessageWriter.write(OurContender.message(payload), content);
		content.write(".\r\n".getBytes(StandardCharsets.US_ASCII));
		return content.toByteArray();
	}

}
