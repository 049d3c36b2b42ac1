package io.sendasync.mail.testserver;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message for which the server took responsibility. Immutable but for
 * {@link #replySent()}.
 */
public final class AcceptedMessage {

	private final String reversePath;

	private final Map<String, String> mailParameters;

	private final List<String> recipients;

	private final Map<String, Map<String, String>> recipientParameters;

	private final byte[] content;

	private final SmtpSession session;

	private volatile boolean replySent;

	AcceptedMessage(Transaction transaction, byte[] content, SmtpSession session) {
		this.reversePath = transaction.reversePath();
		this.mailParameters = Collections.unmodifiableMap(new LinkedHashMap<>(transaction.mailParameters()));
		this.recipients = List.copyOf(transaction.recipients());
		this.recipientParameters = Collections.unmodifiableMap(new LinkedHashMap<>(transaction.recipientParameters()));
		this.content = content;
		this.session = session;
	}

	/**
	 * The address of MAIL, without angle brackets.
	 * @return the address; empty for the null reverse-path
	 */
	public String reversePath() {
		return this.reversePath;
	}

	/**
	 * The recipients that were accepted, in order.
	 * @return the addresses without angle brackets
	 */
	public List<String> recipients() {
		return this.recipients;
	}

	/**
	 * The parameters of MAIL.
	 * @return values by keyword in upper case; empty text where there was no value
	 */
	public Map<String, String> mailParameters() {
		return this.mailParameters;
	}

	/**
	 * The parameters of each RCPT.
	 * @return by recipient, then by keyword in upper case
	 */
	public Map<String, Map<String, String>> recipientParameters() {
		return this.recipientParameters;
	}

	/**
	 * The octets of the message: dots unstuffed, without the final dot.
	 * @return a copy
	 */
	public byte[] content() {
		return this.content.clone();
	}

	/**
	 * The content as text.
	 * @return the content decoded as UTF-8
	 */
	public String text() {
		return new String(this.content, StandardCharsets.UTF_8);
	}

	/**
	 * The first header field of that name.
	 * @param name the name; case does not matter
	 * @return the unfolded value, not decoded, or {@code null}
	 */
	public @Nullable String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * All header fields of that name.
	 * @param name the name; case does not matter
	 * @return the unfolded values, not decoded
	 */
	public List<String> headers(String name) {
		return MessageHeaders.values(text(), name);
	}

	/**
	 * How the client had introduced itself.
	 * @return the session at the time of acceptance
	 */
	public SmtpSession session() {
		return this.session;
	}

	/**
	 * Whether the positive reply was handed to the socket. Turns true just before the
	 * client can see the reply, so it is settled for a client that has read it.
	 * @return the current state
	 */
	public boolean replySent() {
		return this.replySent;
	}

	void replySent(boolean sent) {
		this.replySent = sent;
	}

	@Override
	public String toString() {
		return "message from <" + this.reversePath + "> to " + this.recipients + ", " + this.content.length
				+ " octets, connection " + this.session.connection();
	}

}
