package io.sendasync.mail.sample.server;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimePart;
import org.jspecify.annotations.Nullable;

/**
 * The images of a mail that its HTML text refers to by {@code cid:} (RFC 2392). They are
 * put into the text as {@code data:} addresses, so that the text can be shown where
 * nothing is loaded from anywhere.
 */
final class InlineImages {

	/** Formats that cannot hold a script. */
	private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

	private static final Pattern REFERENCE = Pattern.compile("(?i)(?<=[\"'(=\\s])cid:([^\"'()<>\\s]{1,255})");

	/** A short text could refer to a large image a thousand times. */
	private static final int MAX_CHARACTERS = 16 * 1024 * 1024;

	private final Map<String, Part> byContentId = new HashMap<>();

	InlineImages(List<Part> leaves) throws MessagingException {
		for (Part leaf : leaves) {
			String contentId = contentId(leaf);
			if (contentId != null && type(leaf) != null) {
				this.byContentId.putIfAbsent(contentId, leaf);
			}
		}
	}

	/**
	 * Whether a part is shown in the text: no attachment, and an image that can be named.
	 */
	static boolean isInline(Part leaf) throws MessagingException {
		return contentId(leaf) != null && type(leaf) != null;
	}

	String putInto(String html) throws MessagingException, IOException {
		Matcher matcher = REFERENCE.matcher(html);
		StringBuilder result = new StringBuilder();
		while (matcher.find()) {
			Part image = this.byContentId.get(decode(matcher.group(1)));
			String url = (image != null && result.length() < MAX_CHARACTERS) ? url(image) : matcher.group();
			matcher.appendReplacement(result, Matcher.quoteReplacement(url));
		}
		return matcher.appendTail(result).toString();
	}

	private static String url(Part image) throws MessagingException, IOException {
		return "data:" + type(image) + ";base64," + Base64.getEncoder().encodeToString(MailReader.octets(image));
	}

	private static @Nullable String type(Part leaf) throws MessagingException {
		for (String type : TYPES) {
			if (leaf.isMimeType(type)) {
				return type;
			}
		}
		return null;
	}

	private static @Nullable String contentId(Part leaf) throws MessagingException {
		String value = (leaf instanceof MimePart part) ? part.getContentID() : null;
		return (value != null) ? value.strip().replaceAll("^<|>$", "") : null;
	}

	private static String decode(String reference) {
		try {
			return URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return reference;
		}
	}

}
