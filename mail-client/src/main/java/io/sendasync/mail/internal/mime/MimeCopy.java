package io.sendasync.mail.internal.mime;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a MimeMessage, in which the fields that Jakarta Mail derives from the content
 * are there. Writing a message that was not saved would put them into the original.
 */
final class MimeCopy extends MimeMessage {

	private MimeCopy() {
		super((@Nullable Session) null);
	}

	/**
	 * Whether the derived fields are there, as in any message that was saved or parsed;
	 * setting another content removes them.
	 */
	static boolean isComplete(MimeMessage message) throws MessagingException {
		return message.getHeader("MIME-Version") != null && message.getHeader("Content-Type") != null;
	}

	static MimeMessage of(MimeMessage message) throws MessagingException, IOException {
		MimeCopy copy = new MimeCopy();
		copy(message, copy);
		copy.saveChanges();
		return copy;
	}

	/** Its right side would be the name of this machine. */
	@Override
	protected void updateMessageID() {
	}

	private static void copy(MimePart source, MimePart copy) throws MessagingException, IOException {
		Object content = nested(source);
		if (content instanceof MimeMultipart multipart) {
			copy.setContent(new CopiedMultipart(multipart));
		}
		else if (content instanceof MimeMessage message) {
			copy.setContent(isComplete(message) ? message : of(message), "message/rfc822");
		}
		else {
			copy.setDataHandler(source.getDataHandler());
		}
		// Behind the content, which removes fields when it is set.
		for (Header header : Collections.list(source.getAllHeaders())) {
			copy.addHeader(header.getName(), header.getValue());
		}
	}

	/**
	 * The multipart or message that a part consists of. Its own header need not tell of
	 * it before it is saved.
	 */
	static @Nullable Object nested(Part part) throws MessagingException, IOException {
		String type = part.getDataHandler().getContentType().toLowerCase(Locale.ROOT);
		return (type.startsWith("multipart/") || type.startsWith("message/rfc822")) ? part.getContent() : null;
	}

	/** With the same boundary and the same parameters. */
	private static final class CopiedMultipart extends MimeMultipart {

		CopiedMultipart(MimeMultipart source) throws MessagingException, IOException {
			this.contentType = source.getContentType();
			setPreamble(source.getPreamble());
			for (int i = 0; i < source.getCount(); i++) {
				MimeBodyPart part = new MimeBodyPart();
				copy((MimePart) source.getBodyPart(i), part);
				addBodyPart(part);
			}
		}

	}

}
