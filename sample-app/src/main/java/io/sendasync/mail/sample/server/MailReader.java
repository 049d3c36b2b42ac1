package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a mail client would show.
 */
final class MailReader {

	private MailReader() {
	}

	static List<String> addresses(Address @Nullable [] addresses) {
		List<String> texts = new ArrayList<>();
		if (addresses != null) {
			for (Address address : addresses) {
				texts.add((address instanceof InternetAddress internet) ? internet.toUnicodeString()
						: address.toString());
			}
		}
		return texts;
	}

	/**
	 * The first plain text, or the first HTML as it is, or what there is instead.
	 */
	static String text(Part part) throws MessagingException {
		try {
			String plain = first(part, "text/plain");
			String text = (plain != null) ? plain : first(part, "text/html");
			return (text != null) ? text : "(no text, but " + part.getContentType() + ")";
		}
		catch (IOException ex) {
			throw new MessagingException("The text cannot be decoded", ex);
		}
	}

	private static @Nullable String first(Part part, String type) throws MessagingException, IOException {
		if (part.isMimeType(type)) {
			return String.valueOf(part.getContent());
		}
		if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart multipart) {
			for (int i = 0; i < multipart.getCount(); i++) {
				String text = first(multipart.getBodyPart(i), type);
				if (text != null) {
					return text;
				}
			}
		}
		return null;
	}

}
