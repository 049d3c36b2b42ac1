package io.sendasync.mail.internal.dkim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.message.MailAddress;

/**
 * Takes a message as it is to be sent, keeps its header and the hash of its body, and
 * makes the signatures.
 */
public final class DkimDigest extends OutputStream {

	private static final int MAX_HEADER = 1 << 20;

	private final ByteArrayOutputStream header = new ByteArrayOutputStream(1024);

	private final RelaxedBody body;

	private final CRC32C checksum = new CRC32C();

	// How much of the CRLF CRLF that ends a header was just seen; at first as behind a
	// line.
	private int matched = 2;

	private boolean inHeader = true;

	/**
	 * Starts with the first octet of a message.
	 */
	public DkimDigest() {
		try {
			this.body = new RelaxedBody(MessageDigest.getInstance("SHA-256"));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("A JVM without SHA-256", ex);
		}
	}

	@Override
	public void write(int octet) throws IOException {
		write(new byte[] { (byte) octet }, 0, 1);
	}

	@Override
	public void write(byte[] octets, int start, int length) throws IOException {
		this.checksum.update(octets, start, length);
		int end = start + length;
		int bodyStart = this.inHeader ? readHeader(octets, start, end) : start;
		this.body.write(octets, bodyStart, end);
	}

	private int readHeader(byte[] octets, int start, int end) throws IOException {
		int position = start;
		while (position < end && this.inHeader) {
			byte octet = octets[position++];
			boolean expected = octet == ((this.matched % 2 == 0) ? '\r' : '\n');
			this.matched = expected ? this.matched + 1 : ((octet == '\r') ? 1 : 0);
			this.inHeader = this.matched < 4;
		}
		this.header.write(octets, start, position - start);
		if (this.header.size() > MAX_HEADER) {
			throw new IOException("The header is too long to be signed");
		}
		return position;
	}

	/**
	 * A checksum of all that was written.
	 * @return CRC-32C
	 */
	public long checksum() {
		return this.checksum.getValue();
	}

	/**
	 * Ends the message and signs it, with each signer that is for its author's domain: of
	 * several domains the one with the most labels.
	 * @param signers all there are
	 * @param now the time of the signatures
	 * @return the fields to go on top of the message, each with its line end; empty if
	 * none of the signers is for it
	 */
	public String signatures(List<DkimSigner> signers, Instant now) {
		DkimHeader fields = DkimHeader.parse(this.header.toString(StandardCharsets.ISO_8859_1));
		String bodyHash = this.body.finish();
		StringBuilder signatures = new StringBuilder();
		for (DkimSigner signer : responsible(signers, fields)) {
			signatures.append(new DkimField(signer, fields, bodyHash).sign(now));
		}
		return signatures.toString();
	}

	private static List<DkimSigner> responsible(List<DkimSigner> signers, DkimHeader fields) {
		byte[] from = fields.only("from").replace("\r\n", "").strip().getBytes(StandardCharsets.ISO_8859_1);
		List<DkimSigner> matching = MailAddress.tryParse(new String(from, StandardCharsets.UTF_8))
			.map((author) -> signers.stream().filter((signer) -> signer.signsFor(author)).toList())
			.orElse(List.of());
		int longest = matching.stream()
			.map((signer) -> signer.domain().length())
			.max(Comparator.naturalOrder())
			.orElse(0);
		return matching.stream().filter((signer) -> signer.domain().length() == longest).toList();
	}

}
