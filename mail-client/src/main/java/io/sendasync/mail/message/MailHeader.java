package io.sendasync.mail.message;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A header field of the caller's own (RFC 5322 §3.6.8). Fields that the client writes
 * itself are refused.
 *
 * @param name printable ASCII without colon and space
 * @param value one line of text; folding and encoding are the client's work
 */
public record MailHeader(String name, String value) {

	private static final int MAX_NAME = 76;

	private static final int MAX_UNBROKEN = 900;

	private static final Map<String, String> RESERVED = Map.ofEntries(Map.entry("from", "use from(…)"),
			Map.entry("sender", "use sender(…)"), Map.entry("reply-to", "use replyTo(…)"), Map.entry("to", "use to(…)"),
			Map.entry("cc", "use cc(…)"), Map.entry("bcc", "use bcc(…)"),
			Map.entry("resent-bcc", "every recipient would see it"), Map.entry("subject", "use subject(…)"),
			Map.entry("date", "use date(…)"), Map.entry("message-id", "use messageId(…)"),
			Map.entry("mime-version", "it is written by the client"), Map.entry("received", "it is written by servers"),
			Map.entry("return-path", "use sender(…)"), Map.entry("dkim-signature", "it is written by the signer"));

	/** At most once in a message (RFC 5322 §3.6). */
	private static final Set<String> SINGLE = Set.of("in-reply-to", "references", "x-priority", "importance",
			"priority", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post", "list-id");

	/** Addresses, in which only names may be encoded (RFC 2047 §5). */
	private static final Set<String> ADDRESSES = Set.of("disposition-notification-to", "return-receipt-to",
			"errors-to");

	/**
	 * Check the values.
	 * @throws IllegalArgumentException if the name is reserved or malformed, or the value
	 * could break out of its line
	 */
	public MailHeader {
		checkName(Objects.requireNonNull(name, "name"));
		value = TextRules.requireLine("value of header " + name, Objects.requireNonNull(value, "value")).strip();
		if (isStructured(name)) {
			checkStructured(name, value);
		}
	}

	/**
	 * Whether the field's value has a grammar in which an encoded-word (RFC 2047 §5) has
	 * no place.
	 * @return whether the value must be written as it is
	 */
	public boolean structured() {
		return isStructured(this.name);
	}

	boolean single() {
		return SINGLE.contains(this.name.toLowerCase(Locale.ROOT));
	}

	/** Without the value. */
	@Override
	public String toString() {
		return "MailHeader[name=" + this.name + "]";
	}

	private static boolean isStructured(String name) {
		String lower = name.toLowerCase(Locale.ROOT);
		return lower.startsWith("list-") || lower.startsWith("resent-") || SINGLE.contains(lower)
				|| ADDRESSES.contains(lower);
	}

	private static void checkName(String name) {
		if (name.isEmpty() || name.length() > MAX_NAME) {
			throw new IllegalArgumentException("header name must have 1 to " + MAX_NAME + " characters");
		}
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			if (character <= ' ' || character >= 0x7F || character == ':') {
				throw new IllegalArgumentException(
						"header name must not contain " + TextRules.codePoint(character) + " (position " + i + ")");
			}
		}
		String hint = reservedHint(name.toLowerCase(Locale.ROOT));
		if (hint != null) {
			throw new IllegalArgumentException("header " + name + " cannot be set: " + hint);
		}
	}

	private static @Nullable String reservedHint(String lower) {
		return lower.startsWith("content-") ? "it is written by the client, use text(…), html(…), attachment(…)"
				: RESERVED.get(lower);
	}

	/** ASCII that can be folded, and the grammar where it is known. */
	private static void checkStructured(String name, String value) {
		String field = "value of header " + name;
		int unbroken = 0;
		for (int i = 0; i < value.length(); i++) {
			if (value.charAt(i) >= 0x80) {
				throw new IllegalArgumentException(field + " must be ASCII (position " + i + ")");
			}
			unbroken = (value.charAt(i) == ' ') ? 0 : unbroken + 1;
			if (unbroken > MAX_UNBROKEN) {
				throw new IllegalArgumentException(
						field + " has " + MAX_UNBROKEN + " characters without a space and cannot be folded");
			}
		}
		checkGrammar(name.toLowerCase(Locale.ROOT), field, value);
	}

	private static void checkGrammar(String lower, String field, String value) {
		switch (lower) {
			case "in-reply-to", "references" -> MessageIds.parse(field, value);
			case "resent-message-id" -> MailIdentity.requireMessageId(field, value);
			case "list-unsubscribe", "list-subscribe", "list-help", "list-post", "list-owner", "list-archive" ->
				ListFields.check(field, value);
			case "list-unsubscribe-post" -> require(value.equals(ListFields.ONE_CLICK), field, ListFields.ONE_CLICK);
			case "list-id" -> require(value.matches("[^<>]*<[^<> ]+>"), field, "a name and <an.identifier>");
			case "auto-submitted" ->
				require(TextRules.isToken(value.split(";", 2)[0].strip()), field, "no, auto-generated or auto-replied");
			case "x-priority", "importance", "priority" ->
				require(value.matches("[A-Za-z0-9 ()-]+"), field, "a number or word");
			case "resent-from", "resent-sender", "resent-to", "resent-cc", "disposition-notification-to",
					"return-receipt-to", "errors-to" ->
				new AddressParser(field, value).list();
			default -> {
			}
		}
	}

	private static void require(boolean right, String field, String form) {
		if (!right) {
			throw new IllegalArgumentException(field + " must be " + form);
		}
	}

}
