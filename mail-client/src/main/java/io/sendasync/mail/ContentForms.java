package io.sendasync.mail;

import java.io.IOException;
import java.io.OutputStream;

import io.sendasync.mail.internal.smtp.MailContent;

/**
 * One content in several forms; by itself the first, which every server takes.
 *
 * @param encoded all encoded
 * @param plainTexts with texts as they are
 * @param international with headers as they are, too
 */
record ContentForms(MailContent encoded, MailContent plainTexts, MailContent international) implements MailContent {

	@Override
	public MailContent fitting(boolean eightBitMime, boolean smtpUtf8) {
		if (!eightBitMime) {
			return this.encoded;
		}
		return smtpUtf8 ? this.international : this.plainTexts;
	}

	@Override
	public long size() {
		return this.encoded.size();
	}

	@Override
	public boolean eightBit() {
		return this.encoded.eightBit();
	}

	@Override
	public boolean smtpUtf8() {
		return this.encoded.smtpUtf8();
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		this.encoded.writeTo(out);
	}

}
