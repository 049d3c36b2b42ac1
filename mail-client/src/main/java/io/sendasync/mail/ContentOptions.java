package io.sendasync.mail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.sendasync.mail.delivery.DkimSigner;
import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@linkplain SmtpClient.Builder client's settings} that says in which form
 * messages leave, and where to if not to a server. Not safe for use by several threads.
 *
 * @param <B> the builder
 */
public abstract sealed class ContentOptions<B extends ContentOptions<B>> permits ServerOptions {

	SmtpDeliveryFormat deliveryFormat = SmtpDeliveryFormat.SEVEN_BIT;

	@Nullable Path pickupDirectory;

	final List<DkimSigner> dkimSigners = new ArrayList<>();

	ContentOptions() {
	}

	abstract B self();

	/**
	 * How far messages may leave ASCII; {@link SmtpDeliveryFormat#SEVEN_BIT} by default.
	 * A {@link io.sendasync.mail.delivery.RawMessage} goes as it is with either.
	 * @param format the format
	 * @return this builder
	 */
	public B deliveryFormat(SmtpDeliveryFormat format) {
		this.deliveryFormat = Objects.requireNonNull(format, "'format' must not be null");
		return self();
	}

	/**
	 * Writes messages into a directory, from which another program takes them, instead of
	 * sending them to a server; all settings of server and connections are unused then.
	 *
	 * <p>
	 * Each message becomes a file with a random name and the extension {@code .eml}. It
	 * starts with the envelope: a line {@code X-Sender} and a line {@code X-Receiver} for
	 * each recipient, also those in Bcc; a message whose own header has such a field
	 * fails. The file is written under a hidden temporary name, brought to the disk and
	 * renamed: it is there whole or not at all. Owner and group can read it.
	 *
	 * <p>
	 * All else is as with a server: sends are queued, {@code maxConnections} of them are
	 * written at once, and they can be cancelled until the file appears. There being no
	 * server, the receipt has a reply of this library's own: 250 with the name of the
	 * file.
	 * @param directory an absolute path, a symbolic link is followed; it must exist when
	 * a send starts, which throws an {@link IllegalStateException} otherwise. Null for a
	 * server
	 * @return this builder
	 * @throws IllegalArgumentException if the path is not absolute
	 */
	public B pickupDirectory(@Nullable Path directory) {
		if (directory != null && !directory.isAbsolute()) {
			throw new IllegalArgumentException("'directory' must be an absolute path, not " + directory);
		}
		this.pickupDirectory = directory;
		return self();
	}

	/**
	 * Signs messages (DKIM, RFC 6376) with each of these signers that is for the domain
	 * of the only address in From or for one above it; of several such domains the
	 * longest. With an RSA and an Ed25519 key a message gets two signatures. Messages of
	 * other domains go unsigned. The signature is made while a message is rendered, on
	 * the caller's thread, which reads files once more than sending does; a file that
	 * changes afterwards fails its message.
	 * @param signers added to those that were given before
	 * @return this builder
	 */
	public B dkim(DkimSigner... signers) {
		for (DkimSigner signer : signers) {
			this.dkimSigners.add(Objects.requireNonNull(signer, "'signers' must not contain null"));
		}
		return self();
	}

}
