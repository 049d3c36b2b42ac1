package io.sendasync.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;

import io.sendasync.mail.delivery.Envelope;
import io.sendasync.mail.internal.mime.RawContent;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.message.MailAddress;

/**
 * A message that somebody else wrote as content for a transaction.
 *
 * @param content the message
 * @param smtpUtf8 whether its header or the envelope needs SMTPUTF8
 */
record RawMailContent(RawContent content, boolean smtpUtf8) implements MailContent {

	static RawMailContent of(RawContent content, Envelope envelope) {
		boolean address = Stream.concat(Stream.ofNullable(envelope.reversePath()), envelope.recipients().stream())
			.anyMatch(MailAddress::needsSmtpUtf8);
		return new RawMailContent(content, content.smtpUtf8() || address);
	}

	@Override
	public long size() {
		return this.content.size();
	}

	@Override
	public boolean eightBit() {
		return this.content.eightBit();
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		this.content.writeTo(out);
	}

}
