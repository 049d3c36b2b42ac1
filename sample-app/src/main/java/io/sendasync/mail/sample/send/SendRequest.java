package io.sendasync.mail.sample.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.message.MailMessageBuilder;
import io.sendasync.mail.message.MailPriority;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to send, unchecked. Lists of addresses are separated by commas.
 *
 * @param from one address
 * @param to addresses that everybody sees
 * @param cc addresses that everybody sees, of those who shall know
 * @param bcc addresses that nobody else sees
 * @param subject one line
 * @param text the plain text
 * @param html the same as HTML
 * @param priority {@code normal}, {@code low} or {@code high}
 * @param token what the user wants to recognise the send by
 * @param attachments files
 * @param image an image within the HTML text, {@code cid:image}
 * @param repeat how often to send it
 * @param interval the seconds between the sends
 */
public record SendRequest(@Nullable String from, @Nullable String to, @Nullable String cc, @Nullable String bcc,
		@Nullable String subject, @Nullable String text, @Nullable String html, @Nullable String priority,
		@Nullable String token, @Nullable List<SendFile> attachments, @Nullable SendFile image, @Nullable String repeat,
		@Nullable String interval) {

	private static final int MAX_RECIPIENTS = 20;

	private static final int MAX_SUBJECT = 500;

	private static final int MAX_TEXT = 100_000;

	private static final int MAX_TOKEN = 100;

	private static final int MAX_REPEAT = 100;

	private static final int MAX_INTERVAL = 60;

	private static final long MAX_OCTETS_OF_ALL = 32L * 1024 * 1024;

	private static final String ADDRESSES = "give one address, or up to " + MAX_RECIPIENTS
			+ " in all fields together, separated by commas";

	/**
	 * A plain text, once.
	 * @param from one address
	 * @param to addresses, separated by commas
	 * @param subject one line
	 * @param text the plain text
	 * @param token what the user wants to recognise the send by
	 */
	public SendRequest(@Nullable String from, @Nullable String to, @Nullable String subject, @Nullable String text,
			@Nullable String token) {
		this(from, to, null, null, subject, text, null, null, token, null, null, null, null);
	}

	/**
	 * The message.
	 * @return the message, all fields checked
	 * @throws InvalidSendException naming each wrong field and what to do about it
	 */
	public MailMessage toMessage() {
		MailMessageBuilder builder = MailMessage.builder();
		FieldErrors errors = new FieldErrors();
		errors.check("from", "give one address, such as Jane <jane@contoso.com>",
				() -> builder.from(MailAddress.parse(FieldErrors.required(this.from))));
		addRecipients(builder, errors);
		errors.check("subject", "give one line of at most " + MAX_SUBJECT + " characters",
				() -> builder.subject(FieldErrors.atMost(MAX_SUBJECT, this.subject)));
		errors.check("text", "give plain text of at most " + MAX_TEXT + " characters",
				() -> builder.text(FieldErrors.atMost(MAX_TEXT, this.text)));
		errors.check("priority", "choose normal, low or high", () -> builder.priority(mailPriority()));
		errors.check("token", "give one line of at most " + MAX_TOKEN + " characters, or leave it out",
				this::userToken);
		new HtmlAndFiles(this.html, files(), this.image).addTo(builder, errors);
		errors.check("repeat", "give a number from 1 to " + MAX_REPEAT + ", fewer with large files", this::repeats);
		errors.check("interval", "give the seconds between two sends, 0 to " + MAX_INTERVAL, this::pause);
		errors.throwIfAny();
		return builder.build();
	}

	private void addRecipients(MailMessageBuilder builder, FieldErrors errors) {
		List<MailAddress> all = new ArrayList<>();
		errors.check("to", ADDRESSES, () -> addresses(this.to, all, builder::to));
		errors.check("cc", ADDRESSES, () -> addresses(this.cc, all, builder::cc));
		errors.check("bcc", ADDRESSES, () -> addresses(this.bcc, all, builder::bcc));
		if (isBlank(this.cc) && isBlank(this.bcc)) {
			errors.check("to", ADDRESSES, () -> FieldErrors.required(this.to));
		}
	}

	private static void addresses(@Nullable String text, List<MailAddress> all, Consumer<List<MailAddress>> use) {
		if (text == null || text.isBlank()) {
			return;
		}
		List<MailAddress> addresses = MailAddress.parseList(text.strip());
		all.addAll(addresses);
		if (all.size() > MAX_RECIPIENTS) {
			throw new IllegalArgumentException("these are " + all.size());
		}
		use.accept(addresses);
	}

	private List<SendFile> files() {
		return (this.attachments != null) ? this.attachments : List.of();
	}

	private static boolean isBlank(@Nullable String text) {
		return text == null || text.isBlank();
	}

	private MailPriority mailPriority() {
		return isBlank(this.priority) ? MailPriority.NORMAL
				: MailPriority.valueOf(String.valueOf(this.priority).strip().toUpperCase(Locale.ROOT));
	}

	/**
	 * The token to give to the client.
	 * @return the token, which may be empty
	 */
	String userToken() {
		String value = FieldErrors.atMost(MAX_TOKEN, this.token);
		if (value.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("it contains a line break or control character");
		}
		return value;
	}

	/**
	 * How often to send the message. The files wait in memory with each send.
	 * @return 1 or more
	 */
	int repeats() {
		int repeats = FieldErrors.number(this.repeat, 1, MAX_REPEAT);
		long octets = HtmlAndFiles.octets(files(), this.image);
		if (repeats > 1 && repeats * octets > MAX_OCTETS_OF_ALL) {
			throw new IllegalArgumentException("these are " + repeats + " times " + octets + " octets");
		}
		return repeats;
	}

	Duration pause() {
		return Duration.ofSeconds(FieldErrors.number(this.interval, 0, MAX_INTERVAL));
	}

}
