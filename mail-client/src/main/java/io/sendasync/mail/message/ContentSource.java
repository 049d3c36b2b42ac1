package io.sendasync.mail.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Octets that can be read again from the start as often as needed: a message may be
 * rendered and sent more than once. It may be called on any thread, also on several at
 * once.
 *
 * <p>
 * A source that knows its {@link #size()} is read while the message is sent, in small
 * pieces and anew for each attempt; it has to stay as it is until the send has ended. One
 * that does not is read into memory when the message is rendered.
 */
@FunctionalInterface
public interface ContentSource {

	/**
	 * Open a new stream at the first octet. The caller closes it.
	 * @return a stream of its own for each call
	 * @throws IOException if the content cannot be read
	 */
	InputStream openStream() throws IOException;

	/**
	 * The number of octets that {@link #openStream()} gives, asked for each time that the
	 * message is rendered. A message whose content turns out shorter or longer is not
	 * sent.
	 * @return the number of octets, or -1 if unknown
	 */
	default long size() {
		return -1;
	}

	/**
	 * A source over a copy of the given octets.
	 * @param bytes the content
	 * @return the source
	 */
	static ContentSource of(byte[] bytes) {
		byte[] copy = bytes.clone();
		return new ContentSource() {
			@Override
			public InputStream openStream() {
				return new ByteArrayInputStream(copy);
			}

			@Override
			public long size() {
				return copy.length;
			}
		};
	}

	/**
	 * A source over what is left in a stream, which can be read only once and is held in
	 * memory therefore.
	 * @param in the stream, read to its end; it stays open
	 * @return the source
	 * @throws IOException if the stream cannot be read
	 */
	static ContentSource copyOf(InputStream in) throws IOException {
		return of(in.readAllBytes());
	}

	/**
	 * A source over a file, which is opened when the message is sent, not before.
	 * @param file the file
	 * @return the source
	 */
	static ContentSource of(Path file) {
		return new ContentSource() {
			@Override
			public InputStream openStream() throws IOException {
				return Files.newInputStream(file);
			}

			@Override
			public long size() {
				try {
					return Files.size(file);
				}
				catch (IOException ex) {
					return -1;
				}
			}
		};
	}

}
