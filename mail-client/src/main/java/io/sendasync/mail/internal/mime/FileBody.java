package io.sendasync.mail.internal.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.sendasync.mail.message.Attachment;
import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.LinkedResource;

/**
 * Content of the caller's, as base64.
 */
final class FileBody {

	private FileBody() {
	}

	static MimePart of(Attachment attachment) {
		String disposition = Disposition.of(attachment);
		return new MimePart.Leaf(attachment.mediaType(), "base64", disposition, "",
				(out) -> write(out, "attachment '" + attachment.name() + "'", attachment.content()));
	}

	static MimePart of(LinkedResource resource) {
		return new MimePart.Leaf(resource.mediaType(), "base64", "inline", "<" + resource.contentId() + ">",
				(out) -> write(out, "linked resource <" + resource.contentId() + ">", resource.content()));
	}

	private static void write(ByteArrayOutputStream out, String what, ContentSource content) {
		try (InputStream in = content.openStream()) {
			TextBody.Base64Body.write(out, in.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The " + what + " cannot be read: " + ex.getMessage(), ex);
		}
	}

}
