package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.LinkedResource;

/**
 * Content of the caller's, as base64. If its size is known it is read when it is sent;
 * else it is read at once, because the size of the message must be known before.
 */
final class FileBody {

	private FileBody() {
	}

	static MimePart of(Attachment attachment) {
		String disposition = Disposition.of(attachment);
		return new MimePart.Leaf(attachment.mediaType(), "base64", disposition, "", 0,
				(out) -> write(out, "attachment '" + attachment.name() + "'", attachment.content()));
	}

	static MimePart of(LinkedResource resource) {
		return new MimePart.Leaf(resource.mediaType(), "base64", "inline", "<" + resource.contentId() + ">", 0,
				(out) -> write(out, "linked resource <" + resource.contentId() + ">", resource.content()));
	}

	private static void write(Pieces out, String what, ContentSource content) {
		long size = content.size();
		if (size >= 0) {
			out.add(new StreamedContent(what, content, size));
			return;
		}
		try (InputStream in = content.openStream()) {
			byte[] octets = in.readAllBytes();
			Base64Lines.write(out.octets(), octets, octets.length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The " + what + " cannot be read: " + ex.getMessage(), ex);
		}
	}

}
