package io.sendasync.mail.internal.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Watches the lines of a body for the headers of its parts, at every level: octets above
 * 127 in one of them need SMTPUTF8 just as in the header of the message (RFC 6531 §3.5).
 * Part headers are not changed.
 */
final class PartHeaders {

	private static final Pattern BOUNDARY = Pattern.compile("boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))",
			Pattern.CASE_INSENSITIVE);

	/** More than any sensible message has; the rest is not watched. */
	private static final int MAX_BOUNDARIES = 1000;

	private static final int MAX_CONTENT_TYPE = 8192;

	private final Set<String> delimiters = new HashSet<>();

	private final StringBuilder contentType = new StringBuilder();

	private boolean inHeader;

	private boolean inContentType;

	private boolean utf8;

	PartHeaders(@Nullable String contentType) {
		if (contentType != null) {
			this.contentType.append(contentType);
		}
		endHeader();
	}

	void line(byte[] octets, int length) {
		if (length > 2 && octets[0] == '-' && octets[1] == '-' && !this.delimiters.isEmpty()) {
			String text = new String(octets, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
			if (this.delimiters.contains(text)) {
				startHeader();
				return;
			}
		}
		if (!this.inHeader) {
			return;
		}
		if (length == 0) {
			endHeader();
		}
		else {
			headerLine(octets, length);
		}
	}

	private void startHeader() {
		this.inHeader = true;
		this.inContentType = false;
		this.contentType.setLength(0);
	}

	private void headerLine(byte[] octets, int length) {
		String text = decode(octets, length);
		this.utf8 |= !text.chars().allMatch((c) -> c < 0x80);
		if (text.charAt(0) != ' ' && text.charAt(0) != '\t') {
			this.inContentType = text.regionMatches(true, 0, "Content-Type:", 0, 13);
		}
		if (this.inContentType && this.contentType.length() < MAX_CONTENT_TYPE) {
			this.contentType.append(text);
		}
	}

	/** A multipart has parts, and a message as a part has a header of its own. */
	private void endHeader() {
		String type = this.contentType.toString().replaceFirst("(?i)^Content-Type:", "").strip();
		String lower = type.toLowerCase(Locale.ROOT);
		if (lower.startsWith("message/rfc822") || lower.startsWith("message/global")) {
			startHeader();
			return;
		}
		this.inHeader = false;
		Matcher boundary = BOUNDARY.matcher(type);
		if (lower.startsWith("multipart/") && boundary.find() && this.delimiters.size() < MAX_BOUNDARIES) {
			this.delimiters.add("--" + ((boundary.group(1) != null) ? boundary.group(1) : boundary.group(2)));
		}
	}

	private static String decode(byte[] octets, int length) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, length)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("The header of a part has octets above 127 that are not UTF-8", ex);
		}
	}

	boolean hasUtf8() {
		return this.utf8;
	}

}
