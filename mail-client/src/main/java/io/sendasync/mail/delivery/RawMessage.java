package io.sendasync.mail.delivery;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

import io.sendasync.mail.message.ContentSource;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.DeliveryOptions;
import org.jspecify.annotations.Nullable;

/**
 * A message that is written already (RFC 5322), to be sent as it is: an {@code .eml}
 * file, or what another library made. Immutable.
 *
 * <p>
 * Its octets pass the same gates as a rendered message. The header must have From and
 * Date, each field that RFC 5322 §3.6 allows once at most once, no control characters and
 * line ends of one kind, CRLF or LF. No line may have more than 998 octets. Line ends
 * become CRLF, a last line without one gets it, and Bcc and Resent-Bcc are left out;
 * nothing else is changed. Content above 127 needs a server with 8BITMIME, such octets in
 * a header (UTF-8, RFC 6532) one with SMTPUTF8.
 *
 * <p>
 * Unless an envelope is given, it is taken from the header: from Sender, else From, to
 * To, Cc and Bcc. A header with Resent fields or groups needs a given one.
 */
public final class RawMessage {

	private final ContentSource content;

	private final @Nullable Envelope envelope;

	private final Set<DeliveryNotification> deliveryNotification;

	private final DeliveryOptions deliveryOptions;

	private RawMessage(ContentSource content, @Nullable Envelope envelope,
			Set<DeliveryNotification> deliveryNotification, DeliveryOptions deliveryOptions) {
		this.content = content;
		this.envelope = envelope;
		this.deliveryNotification = deliveryNotification;
		this.deliveryOptions = deliveryOptions;
	}

	/**
	 * A message in memory.
	 * @param octets header, empty line and body, which are copied
	 * @return the message
	 */
	public static RawMessage of(byte[] octets) {
		return of(ContentSource.of(octets));
	}

	/**
	 * A message in a file, which is read while it is sent and must not change until then.
	 * @param file the file
	 * @return the message
	 */
	public static RawMessage of(Path file) {
		return of(ContentSource.of(file));
	}

	/**
	 * A message from anywhere.
	 * @param content header, empty line and body; it is read several times for each
	 * attempt to send it, and must give the same octets each time
	 * @return the message
	 */
	public static RawMessage of(ContentSource content) {
		return new RawMessage(Objects.requireNonNull(content, "content"), null, Set.of(), DeliveryOptions.NONE);
	}

	/**
	 * This message with an envelope of its own, whatever the header says.
	 * @param envelope the envelope
	 * @return a copy
	 */
	public RawMessage withEnvelope(Envelope envelope) {
		return new RawMessage(this.content, Objects.requireNonNull(envelope, "envelope"), this.deliveryNotification,
				this.deliveryOptions);
	}

	/**
	 * This message with a wish to be told about the delivery.
	 * @param conditions when; none leaves it to the servers
	 * @return a copy
	 * @throws IllegalArgumentException if NEVER is not alone
	 */
	public RawMessage withDeliveryNotification(DeliveryNotification... conditions) {
		return new RawMessage(this.content, this.envelope, DeliveryNotification.setOf(conditions),
				this.deliveryOptions);
	}

	/**
	 * This message with what to ask of servers that offer certain extensions.
	 * @param options the options
	 * @return a copy
	 */
	public RawMessage withDeliveryOptions(DeliveryOptions options) {
		return new RawMessage(this.content, this.envelope, this.deliveryNotification,
				Objects.requireNonNull(options, "options"));
	}

	/**
	 * The octets.
	 * @return the content
	 */
	public ContentSource content() {
		return this.content;
	}

	/**
	 * The given envelope.
	 * @return the envelope, or {@code null} if it is taken from the header
	 */
	public @Nullable Envelope envelope() {
		return this.envelope;
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

	/** Without addresses and content. */
	@Override
	public String toString() {
		return "RawMessage[envelope=" + this.envelope + "]";
	}

}
