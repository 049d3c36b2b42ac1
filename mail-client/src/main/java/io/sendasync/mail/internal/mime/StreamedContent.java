package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.InputStream;

import io.sendasync.mail.message.ContentSource;

/**
 * Content of a known length that is read when it is needed. It may be read again, and has
 * to be what it was: whoever gives fewer or more octets than he said gets no part of them
 * delivered.
 *
 * @param what names it for error messages
 * @param source gives the octets
 * @param length how many there must be
 */
record StreamedContent(String what, ContentSource source, long length) {

	/**
	 * Opens it at its start.
	 * @return to be closed by the caller
	 * @throws IOException if it is not there
	 */
	Reading open() throws IOException {
		try {
			return new Reading(this.source.openStream());
		}
		catch (IOException | RuntimeException ex) {
			throw unreadable(ex);
		}
	}

	private IOException unreadable(Exception cause) {
		String reason = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		return new IOException("The " + this.what + " cannot be read: " + reason, cause);
	}

	/**
	 * One time of reading.
	 */
	final class Reading implements AutoCloseable {

		private final InputStream in;

		private long left = StreamedContent.this.length;

		private Reading(InputStream in) {
			this.in = in;
		}

		/**
		 * Fills the buffer as far as there is content.
		 * @return how many octets were read; fewer than fit only at the end, and 0 behind
		 * it
		 * @throws IOException if there are fewer or more than there must be
		 */
		int read(byte[] buffer) throws IOException {
			int wanted = (int) Math.min(buffer.length, this.left);
			int read = readFully(buffer, wanted);
			if (read < wanted) {
				throw new IOException(changed("shrank", StreamedContent.this.length - this.left + read));
			}
			this.left -= read;
			if (this.left == 0 && read > 0 && !isAtEnd()) {
				throw new IOException(changed("grew", -1));
			}
			return read;
		}

		private int readFully(byte[] buffer, int wanted) throws IOException {
			try {
				return this.in.readNBytes(buffer, 0, wanted);
			}
			catch (IOException | RuntimeException ex) {
				throw unreadable(ex);
			}
		}

		private boolean isAtEnd() throws IOException {
			try {
				return this.in.read() < 0;
			}
			catch (IOException | RuntimeException ex) {
				throw unreadable(ex);
			}
		}

		private String changed(String how, long octets) {
			return "The " + StreamedContent.this.what + " " + how + " while the message waited: it had "
					+ StreamedContent.this.length + " octets" + ((octets >= 0) ? " and has " + octets : "");
		}

		@Override
		public void close() {
			try {
				this.in.close();
			}
			catch (IOException | RuntimeException ex) {
				// All that was wanted has been read, or something worse is reported.
				this.left = 0;
			}
		}

	}

}
