package io.sendasync.mail.internal.mime;

import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.sendasync.mail.message.MailAddress;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Text for header fields: encoded-words (RFC 2047) and addresses (RFC 5322 §3.4).
 */
final class HeaderWords {

	// Octets that make an encoded-word of at most 75 characters with the longest usual
	// charset name (RFC 2047 §2).
	private static final int WORD_OCTETS = 36;

	// RFC 2047 §2.
	private static final int MAX_LINE_WITH_WORD = 76;

	// What cannot be folded must not come near the limit of a line.
	private static final int LONG_WORD = 500;

	private HeaderWords() {
	}

	/**
	 * Unstructured text, as of Subject.
	 */
	static String text(String text, @Nullable Charset charset) {
		if (isPlain(text, '~')) {
			return text;
		}
		return encode(text, charset);
	}

	static String addresses(List<MailAddress> addresses, @Nullable Charset charset) {
		StringBuilder list = new StringBuilder();
		for (MailAddress address : addresses) {
			list.append(list.isEmpty() ? "" : ", ").append(address(address, charset));
		}
		return list.toString();
	}

	static String address(MailAddress address, @Nullable Charset charset) {
		if (address.displayName().isEmpty()) {
			return address.wireAddress();
		}
		if (!isPlain(address.displayName(), '~')) {
			return encode(address.displayName(), charset) + " <" + address.wireAddress() + ">";
		}
		try {
			InternetAddress formatted = new InternetAddress();
			formatted.setAddress("x@x");
			formatted.setPersonal(address.displayName(), "UTF-8");
			// Jakarta Mail quotes the name; the address is ours, checked and canonical.
			String text = formatted.toString();
			return text.substring(0, text.length() - "<x@x>".length()) + "<" + address.wireAddress() + ">";
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException("A JVM without UTF-8", ex);
		}
	}

	/**
	 * Breaks lines in front of spaces, so that no line is nothing but space. The first
	 * word stays beside the name, unless it is an encoded one that does not fit. Jakarta
	 * Mail's way depends on a system property, and its time on the square of the length.
	 */
	static String fold(String name, String value) {
		if (name.length() + 2 + value.length() <= MAX_LINE_WITH_WORD) {
			return value;
		}
		StringBuilder folded = new StringBuilder(value.length() + value.length() / 32);
		int used = name.length() + 2;
		int start = 0;
		while (start < value.length()) {
			int end = endOfWord(value, start);
			boolean first = start == 0;
			if (used + end - start > MAX_LINE_WITH_WORD && (!first || value.startsWith("=?"))) {
				folded.append(first ? "\r\n " : "\r\n");
				used = first ? 1 : 0;
			}
			folded.append(value, start, end);
			used += end - start;
			start = end;
		}
		return folded.toString();
	}

	/** Of the next word and the spaces in front of it. */
	private static int endOfWord(String value, int start) {
		int end = start;
		while (end < value.length() && value.charAt(end) == ' ') {
			end++;
		}
		while (end < value.length() && value.charAt(end) != ' ') {
			end++;
		}
		return end;
	}

	/**
	 * Whether it can stand as it is: characters that may, in words that can be folded
	 * without making a line of nothing but space (RFC 5322 §3.2.2), and that nobody takes
	 * for an encoded-word.
	 * @param last the last character that may stand there
	 */
	static boolean isPlain(String text, char last) {
		if (text.contains("=?") || text.contains("   ") || text.startsWith(" ") || text.endsWith(" ")) {
			return false;
		}
		int word = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			word = (c == ' ') ? 0 : word + ((c <= '~') ? 1 : 3);
			if (c < ' ' || c > last || (c > '~' && c < 0xA0) || word > LONG_WORD) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Encoded-words with whole characters each, separated by spaces that readers drop.
	 */
	private static String encode(String text, @Nullable Charset charset) {
		Charset used = (charset != null && charset.newEncoder().canEncode(text)) ? charset : StandardCharsets.UTF_8;
		StringBuilder words = new StringBuilder();
		StringBuilder chunk = new StringBuilder();
		text.codePoints().forEach((codePoint) -> {
			int before = chunk.length();
			chunk.appendCodePoint(codePoint);
			if (chunk.toString().getBytes(used).length > WORD_OCTETS) {
				chunk.setLength(before);
				appendWord(words, chunk.toString(), used);
				chunk.setLength(0);
				chunk.appendCodePoint(codePoint);
			}
		});
		appendWord(words, chunk.toString(), used);
		return words.toString();
	}

	private static void appendWord(StringBuilder words, String chunk, Charset charset) {
		words.append(words.isEmpty() ? "=?" : " =?")
			.append(charset.name())
			.append("?B?")
			.append(Base64.getEncoder().encodeToString(chunk.getBytes(charset)))
			.append("?=");
	}

}
