package io.sendasync.mail.sample.send;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to send, unchecked.
 *
 * @param from one address
 * @param to one address or several, separated by commas
 * @param subject one line
 * @param text the plain text
 * @param token what the user wants to recognise the send by
 */
public record SendRequest(@Nullable String from, @Nullable String to, @Nullable String subject, @Nullable String text,
		@Nullable String token) {

	private static final int MAX_RECIPIENTS = 20;

	private static final int MAX_SUBJECT = 500;

	private static final int MAX_TEXT = 100_000;

	private static final int MAX_TOKEN = 100;

	/**
	 * The message.
	 * @return the message, all fields checked
	 * @throws InvalidSendException naming each wrong field and what to do about it
	 */
	MailMessage toMessage() {
		MailMessageBuilder builder = MailMessage.builder();
		Map<String, String> errors = new LinkedHashMap<>();
		check(errors, "from", "give one address, such as Jane <jane@contoso.com>",
				() -> builder.from(MailAddress.parse(required(this.from))));
		check(errors, "to", "give one address, or up to " + MAX_RECIPIENTS + " separated by commas",
				() -> builder.to(recipients()));
		check(errors, "subject", "give one line of at most " + MAX_SUBJECT + " characters",
				() -> builder.subject(atMost(MAX_SUBJECT, this.subject)));
		check(errors, "text", "give plain text of at most " + MAX_TEXT + " characters",
				() -> builder.text(atMost(MAX_TEXT, this.text)));
		check(errors, "token", "give one line of at most " + MAX_TOKEN + " characters, or leave it out",
				this::userToken);
		if (!errors.isEmpty()) {
			throw new InvalidSendException(errors);
		}
		return builder.build();
	}

	/**
	 * The token to give to the client.
	 * @return the token, which may be empty
	 */
	String userToken() {
		String value = atMost(MAX_TOKEN, this.token);
		if (value.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("it contains a line break or control character");
		}
		return value;
	}

	private List<MailAddress> recipients() {
		List<MailAddress> recipients = MailAddress.parseList(required(this.to));
		if (recipients.size() > MAX_RECIPIENTS) {
			throw new IllegalArgumentException("these are " + recipients.size());
		}
		return recipients;
	}

	private static String required(@Nullable String value) {
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException("it is empty");
		}
		return value.strip();
	}

	private static String atMost(int length, @Nullable String value) {
		if (value == null) {
			return "";
		}
		if (value.length() > length) {
			throw new IllegalArgumentException("these are " + value.length());
		}
		return value;
	}

	private static void check(Map<String, String> errors, String field, String advice, Runnable conversion) {
		try {
			conversion.run();
		}
		catch (IllegalArgumentException ex) {
			errors.put(field, advice + " (" + ex.getMessage() + ")");
		}
	}

}
