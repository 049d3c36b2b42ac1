package io.sendasync.mail.sample.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a mail client would show. Mails come from anybody: their depth and the
 * number of their parts are limited, and what cannot be decoded is shown as it is.
 */
final class MailReader {

	private static final int MAX_DEPTH = 20;

	private static final int MAX_PARTS = 200;

	private MailReader() {
	}

	static MimeMessage parse(byte[] octets) throws MessagingException {
		return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
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
		List<Part> leaves = leaves(part);
		String plain = first(leaves, "text/plain");
		String text = (plain != null) ? plain : first(leaves, "text/html");
		return (text != null) ? text : "(no text, but " + part.getContentType() + ")";
	}

	/**
	 * The parts that have no parts, in their order.
	 */
	static List<Part> leaves(Part part) throws MessagingException {
		List<Part> leaves = new ArrayList<>();
		collect(part, 0, leaves);
		return leaves;
	}

	private static void collect(Part part, int depth, List<Part> leaves) throws MessagingException {
		if (leaves.size() >= MAX_PARTS) {
			return;
		}
		Multipart multipart = (depth < MAX_DEPTH) ? multipart(part) : null;
		if (multipart == null) {
			leaves.add(part);
			return;
		}
		for (int i = 0; i < multipart.getCount(); i++) {
			collect(multipart.getBodyPart(i), depth + 1, leaves);
		}
	}

	/**
	 * The parts within a part, unless it has none or breaks the rules of MIME: then it is
	 * shown as it is.
	 */
	private static @Nullable Multipart multipart(Part part) throws MessagingException {
		if (!part.isMimeType("multipart/*")) {
			return null;
		}
		try {
			// Counting is what reads the parts.
			return (part.getContent() instanceof Multipart multipart && multipart.getCount() > 0) ? multipart : null;
		}
		catch (IOException | MessagingException ex) {
			return null;
		}
	}

	/**
	 * The first text of a type that is to be read at once: not an attached file.
	 */
	static @Nullable String first(List<Part> leaves, String type) throws MessagingException {
		for (Part leaf : leaves) {
			if (leaf.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(leaf.getDisposition())) {
				return string(leaf);
			}
		}
		return null;
	}

	private static String string(Part leaf) throws MessagingException {
		try {
			try {
				if (leaf.getContent() instanceof String text) {
					return text;
				}
			}
			catch (IOException ex) {
				// A charset that is unknown, for example.
			}
			return new String(octets(leaf), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new MessagingException("The text cannot be decoded", ex);
		}
	}

	static byte[] octets(Part leaf) throws MessagingException, IOException {
		return leaf.getInputStream().readAllBytes();
	}

}
