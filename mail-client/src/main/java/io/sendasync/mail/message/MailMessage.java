package io.sendasync.mail.message;

import java.nio.charset.Charset;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A message (RFC 5322), without any of SMTP. Immutable, so one message can be sent
 * several times and by several threads. Whether it has a From and recipients is checked
 * when it is sent, not before: a client may have a default From.
 */
public final class MailMessage {

	private final @Nullable MailAddress from;

	private final @Nullable MailAddress sender;

	private final List<MailAddress> replyTo;

	private final List<MailAddress> to;

	private final List<MailAddress> cc;

	private final List<MailAddress> bcc;

	private final String subject;

	private final MailBody body;

	private final List<Attachment> attachments;

	private final List<MailHeader> headers;

	private final MailPriority priority;

	private final Set<DeliveryNotification> deliveryNotification;

	private final DeliveryOptions deliveryOptions;

	private final @Nullable Charset subjectCharset;

	private final @Nullable Charset headerCharset;

	private final @Nullable TransferEncoding bodyTransferEncoding;

	private final MailIdentity identity;

	MailMessage(MailMessageBuilder builder, MailBody body, MailIdentity identity) {
		this.from = builder.from;
		this.sender = builder.sender;
		this.replyTo = List.copyOf(builder.replyTo);
		this.to = List.copyOf(builder.to);
		this.cc = List.copyOf(builder.cc);
		this.bcc = List.copyOf(builder.bcc);
		this.subject = builder.subject;
		this.body = body;
		this.attachments = List.copyOf(builder.attachments);
		this.headers = List.copyOf(builder.headers);
		this.priority = builder.priority;
		this.deliveryNotification = builder.deliveryNotification;
		this.deliveryOptions = builder.deliveryOptions;
		this.subjectCharset = builder.subjectCharset;
		this.headerCharset = builder.headerCharset;
		this.bodyTransferEncoding = builder.bodyTransferEncoding;
		this.identity = identity;
	}

	/**
	 * Start with an empty message.
	 * @return a new builder
	 */
	public static MailMessageBuilder builder() {
		return new MailMessageBuilder();
	}

	/**
	 * A plain text message.
	 * @param from the author, {@code Jane <jane@example.org>}
	 * @param recipients one or more recipients separated by commas
	 * @param subject the subject
	 * @param body the text
	 * @return the message
	 * @throws IllegalArgumentException if any of them is malformed
	 */
	public static MailMessage of(String from, String recipients, String subject, String body) {
		return builder().from(from).to(recipients).subject(subject).text(body).build();
	}

	/**
	 * A builder that starts with the content of this message. A generated message id and
	 * date are not taken over: what is built from it is another message. Given ones are
	 * kept.
	 * @return a new builder
	 */
	public MailMessageBuilder toBuilder() {
		return new MailMessageBuilder(this);
	}

	/**
	 * The author.
	 * @return the address, or {@code null} if the client's default is to be used
	 */
	public @Nullable MailAddress from() {
		return this.from;
	}

	/**
	 * The mailbox that transmits the message for the author (RFC 5322 §3.6.2).
	 * @return the address, or {@code null} if it is the author's
	 */
	public @Nullable MailAddress sender() {
		return this.sender;
	}

	/**
	 * Where answers should go.
	 * @return the addresses, unmodifiable; empty for the author
	 */
	public List<MailAddress> replyTo() {
		return this.replyTo;
	}

	/**
	 * The primary recipients.
	 * @return the addresses, unmodifiable
	 */
	public List<MailAddress> to() {
		return this.to;
	}

	/**
	 * The recipients of a copy.
	 * @return the addresses, unmodifiable
	 */
	public List<MailAddress> cc() {
		return this.cc;
	}

	/**
	 * The recipients that no header shows.
	 * @return the addresses, unmodifiable
	 */
	public List<MailAddress> bcc() {
		return this.bcc;
	}

	/**
	 * The subject.
	 * @return one line of text, may be empty
	 */
	public String subject() {
		return this.subject;
	}

	/**
	 * The plain text.
	 * @return the text, or {@code null} if there is none
	 */
	public @Nullable String text() {
		return this.body.text();
	}

	/**
	 * The HTML text.
	 * @return the text, or {@code null} if there is none
	 */
	public @Nullable String html() {
		return this.body.html();
	}

	/**
	 * The parts that {@link #html()} refers to.
	 * @return the resources, unmodifiable
	 */
	public List<LinkedResource> linkedResources() {
		return this.body.linkedResources();
	}

	/**
	 * Further formats of the content, beside text and HTML.
	 * @return the views, unmodifiable
	 */
	public List<AlternateView> alternateViews() {
		return this.body.alternateViews();
	}

	/**
	 * The attachments.
	 * @return the attachments, unmodifiable
	 */
	public List<Attachment> attachments() {
		return this.attachments;
	}

	/**
	 * The caller's own header fields.
	 * @return the fields in the order in which they were added, unmodifiable
	 */
	public List<MailHeader> headers() {
		return this.headers;
	}

	/**
	 * The priority shown to the reader.
	 * @return the priority
	 */
	public MailPriority priority() {
		return this.priority;
	}

	/**
	 * When the sender wants to be told about the delivery.
	 * @return the conditions, unmodifiable; empty if the servers decide
	 */
	public Set<DeliveryNotification> deliveryNotification() {
		return this.deliveryNotification;
	}

	/**
	 * What the message asks of servers with certain extensions.
	 * @return the options
	 */
	public DeliveryOptions deliveryOptions() {
		return this.deliveryOptions;
	}

	/**
	 * The charset for a subject that is not ASCII.
	 * @return the charset, or {@code null} for UTF-8
	 */
	public @Nullable Charset subjectCharset() {
		return this.subjectCharset;
	}

	/**
	 * The charset for names in addresses and the caller's own header fields.
	 * @return the charset, or {@code null} for UTF-8
	 */
	public @Nullable Charset headerCharset() {
		return this.headerCharset;
	}

	/**
	 * The charset for the texts.
	 * @return the charset, or {@code null} for US-ASCII where it suffices and UTF-8
	 * elsewhere
	 */
	public @Nullable Charset bodyCharset() {
		return this.body.charset();
	}

	/**
	 * The transfer encoding of the texts.
	 * @return the encoding, or {@code null} for the one that suits each text best
	 */
	public @Nullable TransferEncoding bodyTransferEncoding() {
		return this.bodyTransferEncoding;
	}

	/**
	 * The date of the message, fixed when it was built.
	 * @return the date, in whole seconds
	 */
	public OffsetDateTime date() {
		return this.identity.date();
	}

	/**
	 * The message id with its angle brackets, fixed when the message was built: all
	 * attempts to send it show the same.
	 * @return the message id
	 */
	public String messageId() {
		return this.identity.messageId();
	}

	MailIdentity identity() {
		return this.identity;
	}

	/** Without addresses and content. */
	@Override
	public String toString() {
		return "MailMessage[messageId=" + messageId() + ", to=" + this.to.size() + ", cc=" + this.cc.size() + ", bcc="
				+ this.bcc.size() + ", attachments=" + this.attachments.size() + "]";
	}

}
