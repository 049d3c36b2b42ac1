package io.sendasync.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.internal.dkim.DkimDigest;
import io.sendasync.mail.internal.smtp.MailContent;

/**
 * A content with its DKIM signatures on top. It was read once to be signed, and has to be
 * the same when it is sent.
 */
final class SignedContent implements MailContent {

	private final byte[] signatures;

	private final MailContent content;

	private final long checksum;

	private SignedContent(byte[] signatures, MailContent content, long checksum) {
		this.signatures = signatures;
		this.content = content;
		this.checksum = checksum;
	}

	/**
	 * Signs a content.
	 * @param content the content
	 * @param signers those for its author's domain sign it
	 * @param clock gives the time of the signature
	 * @return the signed content, or the same if there is no signer for it
	 * @throws UncheckedIOException if it cannot be read
	 */
	static MailContent of(MailContent content, List<DkimSigner> signers, Clock clock) {
		if (signers.isEmpty()) {
			return content;
		}
		if (content instanceof ContentForms forms) {
			// Texts as they are may be encoded by a server on the way, which breaks the
			// signature (RFC 6376 §5.3).
			MailContent encoded = signed(forms.encoded(), signers, clock);
			return new ContentForms(encoded, encoded, signed(forms.international(), signers, clock));
		}
		return signed(content, signers, clock);
	}

	private static MailContent signed(MailContent content, List<DkimSigner> signers, Clock clock) {
		try {
			DkimDigest digest = new DkimDigest();
			content.writeTo(digest);
			String fields = digest.signatures(signers, clock.instant());
			return fields.isEmpty() ? content
					: new SignedContent(fields.getBytes(StandardCharsets.US_ASCII), content, digest.checksum());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex.getMessage(), ex);
		}
	}

	@Override
	public long size() {
		return this.signatures.length + this.content.size();
	}

	@Override
	public boolean eightBit() {
		return this.content.eightBit();
	}

	@Override
	public boolean smtpUtf8() {
		return this.content.smtpUtf8();
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		out.write(this.signatures, 0, this.signatures.length);
		CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
		this.content.writeTo(checked);
		if (checked.getChecksum().getValue() != this.checksum) {
			throw new IOException("The message changed after it was signed");
		}
	}

}
