package io.sendasync.mail.internal.mime;

import java.util.List;

/**
 * A part of a message: its Content-* fields and its body.
 */
sealed interface MimePart {

	/**
	 * Adds the fields that describe this part.
	 */
	void describe(HeaderBlock header);

	/**
	 * Writes the body, exactly: a line end before the next delimiter is not its own (RFC
	 * 2046 §5.1.1).
	 */
	void writeBody(Pieces out);

	/**
	 * About how many octets of the body are kept in memory.
	 */
	long expectedSize();

	/**
	 * A part with content of its own.
	 *
	 * @param contentType the value of Content-Type
	 * @param encoding the value of Content-Transfer-Encoding
	 * @param disposition the folded value of Content-Disposition, empty for none
	 * @param contentId the value of Content-ID, empty for none
	 * @param expectedSize about how many octets that leaves in memory
	 * @param body writes the encoded content
	 */
	record Leaf(String contentType, String encoding, String disposition, String contentId, long expectedSize,
			BodyWriter body) implements MimePart {

		@Override
		public void describe(HeaderBlock header) {
			header.add("Content-Type", this.contentType);
			header.add("Content-Transfer-Encoding", this.encoding);
			if (!this.disposition.isEmpty()) {
				header.addFolded("Content-Disposition", this.disposition);
			}
			if (!this.contentId.isEmpty()) {
				header.add("Content-ID", this.contentId);
			}
		}

		@Override
		public void writeBody(Pieces out) {
			this.body.writeTo(out);
		}

	}

	/**
	 * Several parts (RFC 2046 §5.1).
	 *
	 * @param subtype with further parameters
	 * @param boundary occurs in no part
	 * @param parts in order
	 */
	record Multi(String subtype, String boundary, List<MimePart> parts) implements MimePart {

		@Override
		public void describe(HeaderBlock header) {
			header.addFolded("Content-Type", "multipart/" + this.subtype + ";\r\n boundary=\"" + this.boundary + "\"");
		}

		@Override
		public void writeBody(Pieces out) {
			String delimiter = "--" + this.boundary;
			for (MimePart part : this.parts) {
				out.octets().text(delimiter);
				out.octets().lineEnd();
				HeaderBlock header = out.header();
				part.describe(header);
				header.end();
				out.body();
				part.writeBody(out);
				delimiter = "\r\n--" + this.boundary;
			}
			out.octets().text(delimiter + "--");
			out.octets().lineEnd();
		}

		@Override
		public long expectedSize() {
			long size = 0;
			for (MimePart part : this.parts) {
				// With a header and a delimiter.
				size += 192 + part.expectedSize();
			}
			return size;
		}

	}

	/**
	 * Writes encoded content.
	 */
	@FunctionalInterface
	interface BodyWriter {

		void writeTo(Pieces out);

	}

}
