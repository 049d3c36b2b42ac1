package io.sendasync.mail;

import java.io.IOException;
import java.io.OutputStream;

import io.sendasync.mail.internal.mime.MessageRenderer;
import io.sendasync.mail.internal.mime.RenderedMessage;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.message.MailMessage;

/**
 * A rendered message as content for a transaction.
 *
 * @param message the rendered message
 */
record RenderedContent(RenderedMessage message) implements MailContent {

	static RenderedContent of(MailMessage message) {
		return new RenderedContent(MessageRenderer.render(message));
	}

	@Override
	public long size() {
		return this.message.size();
	}

	@Override
	public boolean eightBit() {
		return this.message.eightBit();
	}

	@Override
	public boolean smtpUtf8() {
		return this.message.smtpUtf8();
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		this.message.writeTo(out);
	}

}
