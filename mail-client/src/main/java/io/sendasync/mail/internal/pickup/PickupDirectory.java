package io.sendasync.mail.internal.pickup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.internal.lane.LaneWorker;
import io.sendasync.mail.internal.smtp.Mail;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A directory from which another program takes messages. Each file starts with the
 * envelope: a line {@code X-Sender} and a line {@code X-Receiver} for each recipient,
 * also those in Bcc.
 *
 * @param path absolute
 * @param international whether what is not ASCII may stand in a file
 */
public record PickupDirectory(Path path, boolean international) {

	private static final int BUFFER = 16 * 1024;

	/**
	 * The workers that write into it.
	 * @param idleNanos how long a worker waits for work before it ends
	 * @return makes them
	 */
	public LaneWorker.Maker workers(long idleNanos) {
		return (lanes, source) -> new PickupWorker(this, lanes, source, idleNanos);
	}

	/**
	 * Fails if nothing can be written there.
	 * @throws IllegalStateException that says what is wrong with it
	 */
	public void requireUsable() {
		if (!Files.isDirectory(this.path)) {
			throw unusable(Files.exists(this.path) ? "is not a directory" : "does not exist");
		}
		if (!Files.isWritable(this.path)) {
			throw unusable("is not writable for this process");
		}
	}

	private IllegalStateException unusable(String what) {
		return new IllegalStateException("The pickup directory " + this.path + " " + what
				+ ": create it or give access to it, or set another one with mail.smtp.delivery.pickup-directory, or"
				+ " pickupDirectory(…) on the builder");
	}

	/**
	 * Writes a message into a new file, which is not to be seen yet.
	 * @param mail the message
	 * @param withdrawn asked now and then; true breaks it off
	 * @return the file, to be published or closed
	 * @throws SmtpException if that is not possible; no file is left then
	 */
	PickupFile write(Mail mail, BooleanSupplier withdrawn) {
		MailContent content = mail.content().fitting(this.international, this.international);
		requireFormat(content);
		requireNoDemands(mail);
		PickupFile file = create();
		boolean written = false;
		try {
			OutputStream out = new BufferedOutputStream(file.out(), BUFFER);
			write(mail.envelope(), content, out, withdrawn);
			sync(file);
			written = true;
			return file;
		}
		finally {
			if (!written) {
				file.close();
			}
		}
	}

	private void requireFormat(MailContent content) {
		if (!this.international && (content.smtpUtf8() || content.eightBit())) {
			String what = content.smtpUtf8() ? "an address or its header is not ASCII" : "it has 8-bit content";
			throw new SmtpException("The message cannot be written to the pickup directory: " + what
					+ ", and the delivery format is SEVEN_BIT", SendOutcome.NOT_SENT, null, null);
		}
	}

	private static void requireNoDemands(Mail mail) {
		List<String> demands = mail.demands();
		if (!demands.isEmpty()) {
			throw new SmtpException("The message cannot be written to the pickup directory: it asks for "
					+ String.join(", ", demands) + ", and only an SMTP server can offer that", SendOutcome.NOT_SENT,
					null, null);
		}
	}

	private PickupFile create() {
		try {
			return PickupFile.create(this.path);
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	private void write(Envelope envelope, MailContent content, OutputStream out, BooleanSupplier withdrawn) {
		PickupStream stream = new PickupStream(out, withdrawn);
		try {
			out.write(lines(envelope).getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw failure(ex);
		}
		try {
			content.writeTo(stream);
			stream.finish();
		}
		catch (IOException ex) {
			if (stream.causedByFile(ex)) {
				throw failure(ex);
			}
			throw new SmtpException("The message cannot be written to the pickup directory: " + ex.getMessage(),
					SendOutcome.NOT_SENT, null, null);
		}
	}

	private static String lines(Envelope envelope) {
		StringBuilder lines = new StringBuilder();
		append(lines, "X-Sender: ", envelope.reversePath());
		envelope.recipients().forEach((recipient) -> append(lines, "X-Receiver: ", recipient));
		return lines.toString();
	}

	private static void append(StringBuilder lines, String name, @Nullable MailAddress address) {
		lines.append(name);
		int start = lines.length();
		lines.append((address != null) ? address.wireAddress() : "<>");
		for (int i = start; i < lines.length(); i++) {
			if (Character.isISOControl(lines.charAt(i))) {
				throw new IllegalArgumentException("An address has a control character");
			}
		}
		lines.append("\r\n");
	}

	private void sync(PickupFile file) {
		try {
			file.sync();
		}
		catch (IOException ex) {
			throw failure(ex);
		}
	}

	/**
	 * The directory is to blame; the same send may succeed later.
	 */
	SmtpException failure(IOException cause) {
		return new SmtpException(
				"The message could not be written to the pickup directory " + this.path + ": " + reason(cause),
				SendOutcome.NOT_SENT, null, cause);
	}

	private static String reason(IOException cause) {
		String reason = (cause instanceof FileSystemException failed) ? failed.getReason() : cause.getMessage();
		return (reason != null) ? reason : cause.getClass().getSimpleName();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
