package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A stretch of a rendered message. May be written any number of times.
 */
sealed interface Piece {

	/**
	 * The number of octets that {@link #writeTo} writes, no more and no fewer.
	 */
	long size();

	/**
	 * Writes the octets.
	 * @throws IOException from {@code out}, as it is; or because the content cannot be
	 * read as it was promised
	 */
	void writeTo(OutputStream out) throws IOException;

	/**
	 * Octets in memory.
	 */
	final class Rendered implements Piece {

		private final byte[] octets;

		private final int length;

		/**
		 * Keeps the array.
		 * @param octets of which there may be more than are used
		 * @param length how many are
		 */
		Rendered(byte[] octets, int length) {
			this.octets = octets;
			this.length = length;
		}

		@Override
		public long size() {
			return this.length;
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			out.write(this.octets, 0, this.length);
		}

	}

	/**
	 * Content of the caller's that is read and encoded while it is written, because it
	 * may be large.
	 *
	 * @param content what to read
	 */
	record Encoded(StreamedContent content) implements Piece {

		@Override
		public long size() {
			return Base64Lines.size(this.content.length());
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			Base64Lines.write(this.content, out);
		}

	}

}
