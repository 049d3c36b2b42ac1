package io.sendasync.mail.message;

import java.nio.charset.Charset;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link MailMessage}. Each value is checked when it is given; the exception
 * names the field and the position, not the value. Methods for recipients, parts and
 * headers add. Not thread-safe.
 */
public final class MailMessageBuilder {

	@Nullable MailAddress from;

	@Nullable MailAddress sender;

	final List<MailAddress> replyTo = new ArrayList<>();

	final List<MailAddress> to = new ArrayList<>();

	final List<MailAddress> cc = new ArrayList<>();

	final List<MailAddress> bcc = new ArrayList<>();

	String subject = "";

	final List<Attachment> attachments = new ArrayList<>();

	final List<MailHeader> headers = new ArrayList<>();

	MailPriority priority = MailPriority.NORMAL;

	Set<DeliveryNotification> deliveryNotification = Set.of();

	@Nullable Charset subjectCharset;

	private @Nullable String text;

	private @Nullable String html;

	private final List<LinkedResource> linkedResources = new ArrayList<>();

	private final List<AlternateView> alternateViews = new ArrayList<>();

	private @Nullable Charset bodyCharset;

	private @Nullable OffsetDateTime date;

	private @Nullable String messageId;

	MailMessageBuilder() {
	}

	MailMessageBuilder(MailMessage message) {
		this.from = message.from();
		this.sender = message.sender();
		this.replyTo.addAll(message.replyTo());
		this.to.addAll(message.to());
		this.cc.addAll(message.cc());
		this.bcc.addAll(message.bcc());
		this.subject = message.subject();
		this.text = message.text();
		this.html = message.html();
		this.linkedResources.addAll(message.linkedResources());
		this.alternateViews.addAll(message.alternateViews());
		this.attachments.addAll(message.attachments());
		this.headers.addAll(message.headers());
		this.priority = message.priority();
		this.deliveryNotification = message.deliveryNotification();
		this.subjectCharset = message.subjectCharset();
		this.bodyCharset = message.bodyCharset();
		this.date = message.identity().dateGiven() ? message.date() : null;
		this.messageId = message.identity().messageIdGiven() ? message.messageId() : null;
	}

	/**
	 * Set the author.
	 * @param from one mailbox, {@code Jane <jane@example.org>}
	 * @return this
	 */
	public MailMessageBuilder from(String from) {
		return from(parser("from", from).single());
	}

	/**
	 * Set the author.
	 * @param from the address
	 * @return this
	 */
	public MailMessageBuilder from(MailAddress from) {
		this.from = Objects.requireNonNull(from, "from");
		return this;
	}

	/**
	 * Set the mailbox that transmits the message for the author; errors go there.
	 * @param sender one mailbox
	 * @return this
	 */
	public MailMessageBuilder sender(String sender) {
		return sender(parser("sender", sender).single());
	}

	/**
	 * Set the mailbox that transmits the message for the author; errors go there.
	 * @param sender the address
	 * @return this
	 */
	public MailMessageBuilder sender(MailAddress sender) {
		this.sender = Objects.requireNonNull(sender, "sender");
		return this;
	}

	/**
	 * Add addresses for answers.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public MailMessageBuilder replyTo(String addresses) {
		return add(this.replyTo, parser("replyTo", addresses).list());
	}

	/**
	 * Add addresses for answers.
	 * @param addresses the addresses
	 * @return this
	 */
	public MailMessageBuilder replyTo(MailAddress... addresses) {
		return add(this.replyTo, Arrays.asList(addresses));
	}

	/**
	 * Add primary recipients.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public MailMessageBuilder to(String addresses) {
		return add(this.to, parser("to", addresses).list());
	}

	/**
	 * Add primary recipients.
	 * @param addresses the addresses
	 * @return this
	 */
	public MailMessageBuilder to(MailAddress... addresses) {
		return add(this.to, Arrays.asList(addresses));
	}

	/**
	 * Add primary recipients.
	 * @param addresses the addresses
	 * @return this
	 */
	public MailMessageBuilder to(Collection<MailAddress> addresses) {
		return add(this.to, addresses);
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public MailMessageBuilder cc(String addresses) {
		return add(this.cc, parser("cc", addresses).list());
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses the addresses
	 * @return this
	 */
	public MailMessageBuilder cc(MailAddress... addresses) {
		return add(this.cc, Arrays.asList(addresses));
	}

	/**
	 * Add recipients of a copy.
	 * @param addresses the addresses
	 * @return this
	 */
	public MailMessageBuilder cc(Collection<MailAddress> addresses) {
		return add(this.cc, addresses);
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses mailboxes separated by commas
	 * @return this
	 */
	public MailMessageBuilder bcc(String addresses) {
		return add(this.bcc, parser("bcc", addresses).list());
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses the addresses
	 * @return this
	 */
	public MailMessageBuilder bcc(MailAddress... addresses) {
		return add(this.bcc, Arrays.asList(addresses));
	}

	/**
	 * Add recipients that no header shows.
	 * @param addresses the addresses
	 * @return this
	 */
	public MailMessageBuilder bcc(Collection<MailAddress> addresses) {
		return add(this.bcc, addresses);
	}

	/**
	 * Set the subject.
	 * @param subject one line of text
	 * @return this
	 */
	public MailMessageBuilder subject(String subject) {
		this.subject = TextRules.requireLine("subject", Objects.requireNonNull(subject, "subject"));
		return this;
	}

	/**
	 * Set the plain text. Line ends of any kind are written as CR LF.
	 * @param text the text
	 * @return this
	 */
	public MailMessageBuilder text(String text) {
		this.text = TextRules.requireBody("text", Objects.requireNonNull(text, "text"));
		return this;
	}

	/**
	 * Set the HTML text, in addition to the plain text if there is one.
	 * @param html the text
	 * @param resources parts to add that it refers to by {@code cid:}
	 * @return this
	 */
	public MailMessageBuilder html(String html, LinkedResource... resources) {
		this.html = TextRules.requireBody("html", Objects.requireNonNull(html, "html"));
		this.linkedResources.addAll(List.of(resources));
		return this;
	}

	/**
	 * Add a further format of the content.
	 * @param view the view
	 * @return this
	 */
	public MailMessageBuilder alternateView(AlternateView view) {
		this.alternateViews.add(Objects.requireNonNull(view, "view"));
		return this;
	}

	/**
	 * Add an attachment.
	 * @param attachment the attachment
	 * @return this
	 */
	public MailMessageBuilder attachment(Attachment attachment) {
		this.attachments.add(Objects.requireNonNull(attachment, "attachment"));
		return this;
	}

	/**
	 * Add a header field.
	 * @param name the name of a field that the client does not write itself
	 * @param value one line of text
	 * @return this
	 */
	public MailMessageBuilder header(String name, String value) {
		MailHeader header = new MailHeader(name, value);
		if (header.single() && has(header.name())) {
			throw new IllegalArgumentException("header " + name + " may be there only once");
		}
		this.headers.add(header);
		return this;
	}

	/**
	 * Set the priority shown to the reader.
	 * @param priority the priority
	 * @return this
	 */
	public MailMessageBuilder priority(MailPriority priority) {
		this.priority = Objects.requireNonNull(priority, "priority");
		return this;
	}

	/**
	 * Set when the sender wants to be told about the delivery; none leaves it to servers.
	 * @param conditions the conditions
	 * @return this
	 */
	public MailMessageBuilder deliveryNotification(DeliveryNotification... conditions) {
		EnumSet<DeliveryNotification> set = EnumSet.noneOf(DeliveryNotification.class);
		set.addAll(Arrays.asList(conditions));
		if (set.contains(DeliveryNotification.NEVER) && set.size() > 1) {
			throw new IllegalArgumentException("deliveryNotification NEVER must be alone");
		}
		this.deliveryNotification = Collections.unmodifiableSet(set);
		return this;
	}

	/**
	 * Set the charset for a subject that is not ASCII. It must be able to represent the
	 * subject.
	 * @param charset an extension of US-ASCII
	 * @return this
	 */
	public MailMessageBuilder subjectCharset(Charset charset) {
		this.subjectCharset = MailCharsets.requireSuitable("subjectCharset",
				Objects.requireNonNull(charset, "charset"));
		return this;
	}

	/**
	 * Set the charset for the texts. It must be able to represent them.
	 * @param charset an extension of US-ASCII
	 * @return this
	 */
	public MailMessageBuilder bodyCharset(Charset charset) {
		this.bodyCharset = MailCharsets.requireSuitable("bodyCharset", Objects.requireNonNull(charset, "charset"));
		return this;
	}

	/**
	 * Set the date, which is otherwise the time of {@link #build()}.
	 * @param date the date; parts of a second are dropped
	 * @return this
	 */
	public MailMessageBuilder date(OffsetDateTime date) {
		this.date = MailIdentity.normalize(Objects.requireNonNull(date, "date"));
		return this;
	}

	/**
	 * Set the date, which is otherwise the time of {@link #build()}.
	 * @param date the date; parts of a second are dropped
	 * @return this
	 */
	public MailMessageBuilder date(ZonedDateTime date) {
		return date(Objects.requireNonNull(date, "date").toOffsetDateTime());
	}

	/**
	 * Set the message id, which is otherwise a new one for each {@link #build()}.
	 * @param messageId the id, {@code <left@right>}; the angle brackets may be missing
	 * @return this
	 */
	public MailMessageBuilder messageId(String messageId) {
		this.messageId = MailIdentity.requireMessageId(Objects.requireNonNull(messageId, "messageId"));
		return this;
	}

	/**
	 * Build the message; date and message id are fixed here.
	 * @return the message
	 * @throws IllegalArgumentException if two of the values contradict each other
	 */
	public MailMessage build() {
		if (this.priority != MailPriority.NORMAL && (has("X-Priority") || has("Priority") || has("Importance"))) {
			throw new IllegalArgumentException("priority and a header for it are both set");
		}
		if (this.subjectCharset != null) {
			MailCharsets.requireEncodable("subject", this.subject, this.subjectCharset);
		}
		MailBody body = new MailBody(this.text, this.html, this.linkedResources, this.alternateViews, this.bodyCharset);
		return new MailMessage(this, body, MailIdentity.of(this.messageId, this.date, this.from));
	}

	private boolean has(String name) {
		return this.headers.stream().anyMatch((header) -> header.name().equalsIgnoreCase(name));
	}

	private MailMessageBuilder add(List<MailAddress> list, Collection<MailAddress> addresses) {
		list.addAll(List.copyOf(addresses));
		return this;
	}

	private static AddressParser parser(String field, String value) {
		return new AddressParser(field, Objects.requireNonNull(value, field));
	}

}
