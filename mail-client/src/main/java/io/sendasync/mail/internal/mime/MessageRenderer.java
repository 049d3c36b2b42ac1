package io.sendasync.mail.internal.mime;

import java.nio.charset.Charset;
import java.util.List;

import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailHeader;
import io.sendasync.mail.message.MailMessage;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into octets: CRLF, no Bcc. The same message gives the same octets each
 * time.
 *
 * <p>
 * Thread contract: any thread; reads the content of attachments whose size is not known.
 */
public final class MessageRenderer {

	private MessageRenderer() {
	}

	/**
	 * Renders a message as every server takes it.
	 * @param message the message, with a From
	 * @return its octets
	 */
	public static RenderedMessage render(MailMessage message) {
		return render(message, RenderedForm.SEVEN_BIT);
	}

	/**
	 * Renders a message.
	 * @param message the message, with a From
	 * @param form how much is encoded
	 * @return its octets
	 * @throws java.io.UncheckedIOException if an attachment cannot be read
	 * @throws IllegalArgumentException if something in the message cannot be written
	 */
	public static RenderedMessage render(MailMessage message, RenderedForm form) {
		boolean utf8 = needsSmtpUtf8(message);
		MimePart body = MessageStructure.of(message, form != RenderedForm.SEVEN_BIT);
		Pieces out = new Pieces(expectedHeader(message) + body.expectedSize(), form != RenderedForm.SEVEN_BIT);
		boolean raw = form == RenderedForm.INTERNATIONAL;
		HeaderBlock header = out.header(utf8 || raw, raw);
		addAddresses(header, message);
		addRest(header, message);
		header.add("MIME-Version", "1.0");
		body.describe(header);
		boolean foreignHeader = header.end();
		out.body();
		body.writeBody(out);
		return new RenderedMessage(message.messageId(), out.finish(), out.eightBit(), utf8 || foreignHeader);
	}

	/**
	 * Enough for most messages, so that few octets are copied or kept for nothing.
	 */
	private static int expectedHeader(MailMessage message) {
		int addresses = 1 + message.to().size() + message.cc().size();
		return 192 + 36 * addresses + message.messageId().length() + 2 * message.subject().length()
				+ 64 * message.headers().size();
	}

	private static boolean needsSmtpUtf8(MailMessage message) {
		return needsSmtpUtf8(message.from()) || needsSmtpUtf8(message.sender()) || needsSmtpUtf8(message.replyTo())
				|| needsSmtpUtf8(message.to()) || needsSmtpUtf8(message.cc()) || needsSmtpUtf8(message.bcc());
	}

	private static boolean needsSmtpUtf8(@Nullable MailAddress address) {
		return address != null && address.needsSmtpUtf8();
	}

	private static boolean needsSmtpUtf8(List<MailAddress> addresses) {
		for (MailAddress address : addresses) {
			if (address.needsSmtpUtf8()) {
				return true;
			}
		}
		return false;
	}

	private static void addAddresses(HeaderBlock header, MailMessage message) {
		header.add("Date", MailDate.format(message.date()));
		if (message.from() != null) {
			header.add("From", header.text().address(message.from(), message.headerCharset()));
		}
		if (message.sender() != null) {
			header.add("Sender", header.text().address(message.sender(), message.headerCharset()));
		}
		Charset charset = message.headerCharset();
		addList(header, "Reply-To", message.replyTo(), charset);
		addList(header, "To", message.to(), charset);
		addList(header, "Cc", message.cc(), charset);
	}

	private static void addList(HeaderBlock header, String name, List<MailAddress> addresses,
			@Nullable Charset charset) {
		if (!addresses.isEmpty()) {
			header.add(name, header.text().addresses(addresses, charset));
		}
	}

	private static void addRest(HeaderBlock header, MailMessage message) {
		if (!message.subject().isEmpty()) {
			header.add("Subject", header.text().text(message.subject(), message.subjectCharset()));
		}
		header.add("Message-ID", message.messageId());
		switch (message.priority()) {
			case HIGH -> addPriority(header, "1", "urgent", "high");
			case LOW -> addPriority(header, "5", "non-urgent", "low");
			case NORMAL -> {
			}
		}
		for (MailHeader field : message.headers()) {
			header.add(field.name(),
					field.structured() ? field.value() : header.text().text(field.value(), message.headerCharset()));
		}
	}

	private static void addPriority(HeaderBlock header, String number, String priority, String importance) {
		header.add("X-Priority", number);
		header.add("Priority", priority);
		header.add("Importance", importance);
	}

}
