package io.sendasync.mail.message;

import java.net.URI;
import java.nio.charset.Charset;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link MailMessage}. Each value is checked when it is given; the exception
 * names the field and the position, not the value. Methods for recipients, parts and
 * headers add. Not thread-safe.
 */
public final class MailMessageBuilder extends MailAddressing<MailMessageBuilder> {

	String subject = "";

	List<Attachment> attachments = List.of();

	List<MailHeader> headers = List.of();

	MailPriority priority = MailPriority.NORMAL;

	Set<DeliveryNotification> deliveryNotification = Set.of();

	DeliveryOptions deliveryOptions = DeliveryOptions.NONE;

	@Nullable Charset subjectCharset;

	@Nullable Charset headerCharset;

	@Nullable TransferEncoding bodyTransferEncoding;

	private @Nullable String text;

	private @Nullable String html;

	private List<LinkedResource> linkedResources = List.of();

	private List<AlternateView> alternateViews = List.of();

	private @Nullable Charset bodyCharset;

	private @Nullable OffsetDateTime date;

	private @Nullable String messageId;

	MailMessageBuilder() {
	}

	@Override
	MailMessageBuilder self() {
		return this;
	}

	MailMessageBuilder(MailMessage message) {
		addresses(message);
		this.subject = message.subject();
		this.text = message.text();
		this.html = message.html();
		this.linkedResources = message.linkedResources();
		this.alternateViews = message.alternateViews();
		this.attachments = message.attachments();
		this.headers = message.headers();
		this.priority = message.priority();
		this.deliveryNotification = message.deliveryNotification();
		this.deliveryOptions = message.deliveryOptions();
		this.subjectCharset = message.subjectCharset();
		this.headerCharset = message.headerCharset();
		this.bodyTransferEncoding = message.bodyTransferEncoding();
		this.bodyCharset = message.bodyCharset();
		this.date = message.identity().dateGiven() ? message.date() : null;
		this.messageId = message.identity().messageIdGiven() ? message.messageId() : null;
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
		this.linkedResources = with(this.linkedResources, List.of(resources));
		return this;
	}

	/**
	 * Add a further format of the content.
	 * @param view the view
	 * @return this
	 */
	public MailMessageBuilder alternateView(AlternateView view) {
		this.alternateViews = with(this.alternateViews, List.of(Objects.requireNonNull(view, "view")));
		return this;
	}

	/**
	 * Add a calendar entry, for example an invitation, beside the text. Mail programs
	 * show it with buttons for the answer.
	 * @param icalendar the entry (RFC 5545), with a METHOD if it is an invitation, answer
	 * or cancellation
	 * @return this
	 * @see AlternateView#calendar(String)
	 */
	public MailMessageBuilder calendar(String icalendar) {
		return alternateView(AlternateView.calendar(icalendar));
	}

	/**
	 * Add an attachment.
	 * @param attachment the attachment
	 * @return this
	 */
	public MailMessageBuilder attachment(Attachment attachment) {
		this.attachments = with(this.attachments, List.of(Objects.requireNonNull(attachment, "attachment")));
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
		this.headers = with(this.headers, List.of(header));
		return this;
	}

	/**
	 * Say which message this one answers, so that mail programs show them together (RFC
	 * 5322 §3.6.4). The subject and the recipients are left to the caller.
	 * @param original the message, whose own references are taken over
	 * @return this
	 */
	public MailMessageBuilder inReplyTo(MailMessage original) {
		String references = original.headers()
			.stream()
			.filter((header) -> header.name().equalsIgnoreCase("References"))
			.map(MailHeader::value)
			.findFirst()
			.orElse("");
		return inReplyTo(original.messageId(), references);
	}

	/**
	 * Say which message this one answers.
	 * @param messageId the message's Message-ID
	 * @param references the message's References, empty if it has none
	 * @return this
	 */
	public MailMessageBuilder inReplyTo(String messageId, String references) {
		String id = MailIdentity.requireMessageId("inReplyTo", messageId);
		MessageIds ids = MessageIds.parse("references", references).with(id);
		return header("In-Reply-To", id).header("References", ids.toString());
	}

	/**
	 * Say how the reader can leave a mailing list with one click (RFC 8058): by a POST to
	 * this address, which needs no login and no confirmation. Mail programs offer it only
	 * if a DKIM signature covers both fields.
	 * @param oneClick an absolute https address that nobody can guess for others
	 * @param others further ways, {@code mailto:} for example (RFC 2369)
	 * @return this
	 */
	public MailMessageBuilder listUnsubscribe(URI oneClick, URI... others) {
		return header("List-Unsubscribe", ListFields.unsubscribe(oneClick, others)).header(ListFields.POST,
				ListFields.ONE_CLICK);
	}

	/**
	 * Say that no person wrote this message, so that no program answers it (RFC 3834).
	 * @param kind whether it answers a message itself
	 * @return this
	 */
	public MailMessageBuilder autoSubmitted(AutoSubmitted kind) {
		return header("Auto-Submitted", Objects.requireNonNull(kind, "kind").value());
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
		this.deliveryNotification = DeliveryNotification.setOf(conditions);
		return this;
	}

	/**
	 * Set what to ask of servers that offer certain extensions.
	 * @param options the options
	 * @return this
	 */
	public MailMessageBuilder deliveryOptions(DeliveryOptions options) {
		this.deliveryOptions = Objects.requireNonNull(options, "options");
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
	 * Set the charset for names in addresses and for the values of the caller's own
	 * header fields. Where it cannot represent a text, UTF-8 is used.
	 * @param charset an extension of US-ASCII
	 * @return this
	 */
	public MailMessageBuilder headerCharset(Charset charset) {
		this.headerCharset = MailCharsets.requireSuitable("headerCharset", Objects.requireNonNull(charset, "charset"));
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
	 * Set the transfer encoding of the texts, for a server or reader that spoils others.
	 * Otherwise it is the one that suits each text best.
	 * @param encoding the encoding
	 * @return this
	 */
	public MailMessageBuilder bodyTransferEncoding(TransferEncoding encoding) {
		this.bodyTransferEncoding = Objects.requireNonNull(encoding, "encoding");
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
		this.messageId = MailIdentity.requireMessageId("messageId", messageId);
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
		MailCharsets.requireEncodable("subject", this.subject, this.subjectCharset);
		MailBody body = new MailBody(this.text, this.html, this.linkedResources, this.alternateViews, this.bodyCharset);
		return new MailMessage(this, body, MailIdentity.of(this.messageId, this.date, this.from));
	}

	private boolean has(String name) {
		return this.headers.stream().anyMatch((header) -> header.name().equalsIgnoreCase(name));
	}

}
