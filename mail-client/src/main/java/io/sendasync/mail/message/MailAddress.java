package io.sendasync.mail.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A mailbox: an address and perhaps a display name (RFC 5322 §3.4, RFC 6532 for non-ASCII
 * text).
 * <p>
 * Two are equal when they reach the same mailbox: the local part is compared exactly, the
 * domain in its wire form and without regard to case, the display name not at all.
 * Immutable.
 */
public final class MailAddress {

	private static final int MAX_LOCAL_PART = 64;

	/** RFC 5321 §4.5.3.1.3: 256 octets for a path, which includes the angle brackets. */
	private static final int MAX_ADDRESS = 254;

	private final String displayName;

	private final String localPart;

	private final String domain;

	private final String asciiDomain;

	// Kept, since the header and the envelope of each message show it.
	private final String wireAddress;

	private MailAddress(String displayName, String localPart, MailDomain domain) {
		this.displayName = displayName;
		this.localPart = localPart;
		this.domain = domain.text();
		this.asciiDomain = domain.ascii();
		this.wireAddress = quotedLocalPart() + "@" + domain.ascii();
	}

	/**
	 * Read one mailbox: {@code jane@example.org}, {@code Jane <jane@example.org>},
	 * {@code "Clayton, Jane" <jane@example.org>}. Comments are dropped; groups, source
	 * routes, control characters and bidirectional controls are refused.
	 * @param mailbox the text
	 * @return the address
	 * @throws IllegalArgumentException if it is not exactly one mailbox, saying what is
	 * wrong and at which position
	 */
	public static MailAddress parse(String mailbox) {
		return new AddressParser(Objects.requireNonNull(mailbox, "mailbox")).single();
	}

	/**
	 * As {@link #parse}, for text that may well be wrong.
	 * @param mailbox the text
	 * @return the address, or empty if it is not exactly one mailbox
	 */
	public static Optional<MailAddress> tryParse(@Nullable String mailbox) {
		if (mailbox == null) {
			return Optional.empty();
		}
		try {
			return Optional.of(parse(mailbox));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Read mailboxes separated by commas (RFC 5322 §3.4, {@code mailbox-list}). A comma
	 * in a quoted string or comment separates nothing; an empty element is refused.
	 * @param mailboxes the text, one mailbox at least
	 * @return the addresses in their order, unmodifiable
	 * @throws IllegalArgumentException if any of them is wrong
	 */
	public static List<MailAddress> parseList(String mailboxes) {
		return new AddressParser(Objects.requireNonNull(mailboxes, "mailboxes")).list();
	}

	/**
	 * A mailbox from its two parts.
	 * @param displayName any one line of text, not quoted; may be empty
	 * @param address the bare address, {@code jane@example.org}
	 * @return the address
	 * @throws IllegalArgumentException if one of them is wrong
	 */
	public static MailAddress of(String displayName, String address) {
		TextRules.requireName("displayName", Objects.requireNonNull(displayName, "displayName"));
		MailAddress bare = parse(Objects.requireNonNull(address, "address"));
		if (!bare.displayName.isEmpty()) {
			throw new IllegalArgumentException("address has a display name of its own");
		}
		return new MailAddress(displayName.strip(), bare.localPart, new MailDomain(bare.domain, bare.asciiDomain));
	}

	/**
	 * For the parser, which has checked the characters; the lengths are left to check.
	 */
	static MailAddress checked(String displayName, String localPart, MailDomain domain) {
		MailAddress address = new MailAddress(displayName.strip(), localPart, domain);
		int octets = octets(address.wireAddress);
		// The domain is ASCII.
		if (octets - 1 - domain.ascii().length() > MAX_LOCAL_PART) {
			throw new IllegalArgumentException("local part longer than 64 octets");
		}
		if (octets > MAX_ADDRESS) {
			throw new IllegalArgumentException("address longer than 254 octets");
		}
		return address;
	}

	/**
	 * The address with as little quoting as possible: {@code jane@example.org},
	 * {@code "jane doe"@example.org}. An internationalized domain is shown in Unicode.
	 * @return local part and domain
	 */
	public String address() {
		return quotedLocalPart() + "@" + this.domain;
	}

	/**
	 * The address as it is written in SMTP commands and headers: {@link #address()} with
	 * {@link #asciiDomain()}. It is ASCII unless {@link #needsSmtpUtf8()}.
	 * @return local part and domain
	 */
	public String wireAddress() {
		return this.wireAddress;
	}

	/**
	 * The display name, decoded and without quotes.
	 * @return the name, empty if there is none
	 */
	public String displayName() {
		return this.displayName;
	}

	/**
	 * The local part, without quotes and escapes.
	 * @return the local part, never empty
	 */
	public String localPart() {
		return this.localPart;
	}

	/**
	 * The domain, in Unicode if it was given so, or an address literal in brackets.
	 * @return the domain
	 */
	public String domain() {
		return this.domain;
	}

	/**
	 * The domain with A-labels ({@code xn--}), for the wire.
	 * @return the domain, pure ASCII
	 */
	public String asciiDomain() {
		return this.asciiDomain;
	}

	/**
	 * Whether this address can be written only to a server with SMTPUTF8 (RFC 6531): its
	 * local part is not ASCII, and no encoding exists for that.
	 * @return whether the local part has a non-ASCII character
	 */
	public boolean needsSmtpUtf8() {
		return !TextRules.isAscii(this.localPart);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof MailAddress that && this.localPart.equals(that.localPart)
				&& this.asciiDomain.equalsIgnoreCase(that.asciiDomain);
	}

	@Override
	public int hashCode() {
		return 31 * this.localPart.hashCode() + this.asciiDomain.toLowerCase(Locale.ROOT).hashCode();
	}

	/**
	 * The mailbox in a form that {@link #parse} reads:
	 * {@code "Jane Ø" <jane@example.org>}, or the bare address.
	 */
	@Override
	public String toString() {
		return this.displayName.isEmpty() ? address() : quote(this.displayName) + " <" + address() + ">";
	}

	static boolean isDotAtom(String text) {
		return !text.startsWith(".") && !text.endsWith(".") && !text.contains("..")
				&& TextRules.all(text, (character) -> character == '.' || isAtomText(character));
	}

	/** RFC 5322 §3.2.3 atext and RFC 6532 §3.2. */
	static boolean isAtomText(int character) {
		return character > ' ' && character != 0x7F && "()<>[]:;@\\,.\"".indexOf(character) < 0;
	}

	private String quotedLocalPart() {
		return isDotAtom(this.localPart) ? this.localPart : quote(this.localPart);
	}

	private static String quote(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	private static int octets(String text) {
		boolean ascii = TextRules.isAscii(text);
		return ascii ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
	}

}
