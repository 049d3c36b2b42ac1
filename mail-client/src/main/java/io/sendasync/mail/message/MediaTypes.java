package io.sendasync.mail.message;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Media types as RFC 2045 §5.1 writes them. The table by file extension is ours, because
 * the JDK's answer depends on the machine.
 */
final class MediaTypes {

	static final String OCTET_STREAM = "application/octet-stream";

	/** Parameters that the renderer writes itself. */
	private static final Set<String> RESERVED_PARAMETERS = Set.of("boundary", "charset", "name");

	/** Of octets only the caller knows the charset. */
	private static final Set<String> RESERVED_FOR_FILES = Set.of("boundary", "name");

	private static final Map<String, String> BY_EXTENSION = Map.ofEntries(Map.entry("avif", "image/avif"),
			Map.entry("bmp", "image/bmp"), Map.entry("css", "text/css"), Map.entry("csv", "text/csv"),
			Map.entry("doc", "application/msword"),
			Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
			Map.entry("gif", "image/gif"), Map.entry("gz", "application/gzip"), Map.entry("htm", "text/html"),
			Map.entry("html", "text/html"), Map.entry("ics", "text/calendar"), Map.entry("jpeg", "image/jpeg"),
			Map.entry("jpg", "image/jpeg"), Map.entry("json", "application/json"), Map.entry("log", "text/plain"),
			Map.entry("md", "text/markdown"), Map.entry("mp3", "audio/mpeg"), Map.entry("mp4", "video/mp4"),
			Map.entry("odt", "application/vnd.oasis.opendocument.text"),
			Map.entry("p7s", "application/pkcs7-signature"), Map.entry("pdf", "application/pdf"),
			Map.entry("png", "image/png"),
			Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
			Map.entry("rtf", "application/rtf"), Map.entry("svg", "image/svg+xml"), Map.entry("tif", "image/tiff"),
			Map.entry("tiff", "image/tiff"), Map.entry("txt", "text/plain"), Map.entry("vcf", "text/vcard"),
			Map.entry("wav", "audio/wav"), Map.entry("webp", "image/webp"),
			Map.entry("xls", "application/vnd.ms-excel"),
			Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
			Map.entry("xml", "application/xml"), Map.entry("yaml", "application/yaml"),
			Map.entry("zip", "application/zip"));

	private MediaTypes() {
	}

	static String ofFileName(String name) {
		String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		return BY_EXTENSION.getOrDefault(extension, OCTET_STREAM);
	}

	/** A type for octets. */
	static String requireFile(String value) {
		return requireLeaf(value, RESERVED_FOR_FILES);
	}

	/**
	 * A type for a part with content of its own, so neither multipart nor message (RFC
	 * 2046 §5).
	 */
	private static String requireLeaf(String value, Set<String> reserved) {
		String mediaType = requireValid(value, reserved);
		String lower = mediaType.toLowerCase(Locale.ROOT);
		if (lower.startsWith("multipart/") || lower.startsWith("message/")) {
			throw new IllegalArgumentException(
					"mediaType must not be multipart or message, attach it as " + OCTET_STREAM + " if need be");
		}
		return mediaType;
	}

	static String requireText(String value) {
		String mediaType = requireLeaf(value, RESERVED_PARAMETERS);
		if (!mediaType.toLowerCase(Locale.ROOT).startsWith("text/")) {
			throw new IllegalArgumentException("mediaType must be text/…");
		}
		return mediaType;
	}

	/** The value without spaces around it. */
	private static String requireValid(String value, Set<String> reserved) {
		requireAscii(TextRules.requireLine("mediaType", value));
		String mediaType = value.strip();
		int end = mediaType.indexOf(';');
		String type = ((end < 0) ? mediaType : mediaType.substring(0, end)).strip();
		int slash = type.indexOf('/');
		if (slash < 0 || !TextRules.isToken(type.substring(0, slash))
				|| !TextRules.isToken(type.substring(slash + 1))) {
			throw new IllegalArgumentException("mediaType must be type/subtype, both of them a token");
		}
		if (mediaType.length() > 255) {
			throw new IllegalArgumentException("mediaType is longer than 255 characters (" + mediaType.length() + ")");
		}
		requireParameters(mediaType, (end < 0) ? mediaType.length() : end, reserved);
		return mediaType;
	}

	private static void requireParameters(String mediaType, int start, Set<String> reserved) {
		Set<String> names = new HashSet<>();
		int position = start;
		while (position < mediaType.length()) {
			int equals = mediaType.indexOf('=', position);
			String name = (equals < 0) ? ""
					: mediaType.substring(position + 1, equals).strip().toLowerCase(Locale.ROOT);
			if (!TextRules.isToken(name)) {
				throw new IllegalArgumentException("mediaType has a malformed parameter at position " + position);
			}
			// RFC 2231 §3 and §4: charset*, charset*0.
			if (reserved.contains(name.split("\\*", 2)[0]) || !names.add(name)) {
				throw new IllegalArgumentException("mediaType must not have the parameter '" + name
						+ "' here: it is written by the client, or it is there twice");
			}
			position = skipValue(mediaType, equals + 1);
		}
	}

	/** The position of the next semicolon, or the end. */
	private static int skipValue(String mediaType, int start) {
		int position = start;
		if (position < mediaType.length() && mediaType.charAt(position) == '"') {
			position++;
			while (position < mediaType.length() && mediaType.charAt(position) != '"') {
				position += (mediaType.charAt(position) == '\\') ? 2 : 1;
			}
			position++;
		}
		else {
			while (position < mediaType.length() && TextRules.isTokenCharacter(mediaType.charAt(position))) {
				position++;
			}
		}
		boolean ended = position == mediaType.length()
				|| (position < mediaType.length() && mediaType.charAt(position) == ';');
		if (position == start || !ended) {
			throw new IllegalArgumentException("mediaType has a malformed parameter value at position " + start);
		}
		return position;
	}

	private static void requireAscii(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) >= 0x80) {
				throw new IllegalArgumentException("mediaType must be ASCII (position " + i + ")");
			}
		}
	}

}
