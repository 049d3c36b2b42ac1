package io.sendasync.mail;

import java.io.IOException;
import java.io.OutputStream;

import io.sendasync.mail.internal.mime.MessageRenderer;
import io.sendasync.mail.internal.mime.RenderedForm;
import io.sendasync.mail.internal.mime.RenderedMessage;
import io.sendasync.mail.internal.smtp.MailContent;
import io.sendasync.mail.message.MailMessage;

/**
 * A rendered message as content for a transaction.
 *
 * @param message the rendered message
 */
record RenderedContent(RenderedMessage message) implements MailContent {

	static MailContent sevenBit(MailMessage message) {
		return new RenderedContent(MessageRenderer.render(message));
	}

	/**
	 * In all forms that differ. Which one is sent, the server's capabilities decide.
	 */
	static MailContent international(MailMessage message) {
		RenderedMessage sevenBit = MessageRenderer.render(message);
		RenderedMessage international = MessageRenderer.render(message, RenderedForm.INTERNATIONAL);
		if (!international.eightBit() && !international.smtpUtf8()) {
			return new RenderedContent(sevenBit);
		}
		RenderedMessage eightBit = international.eightBit() ? MessageRenderer.render(message, RenderedForm.EIGHT_BIT)
				: sevenBit;
		return new ContentForms(new RenderedContent(sevenBit), new RenderedContent(eightBit),
				new RenderedContent(international));
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
