package io.sendasync.mail.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a message asks the server beyond its delivery: parameters of the SMTP envelope
 * that exist only where the server offers an extension for them. Each is sent only if the
 * server offered its extension in the same session. Otherwise {@link #whenNotOffered}
 * decides. Immutable.
 *
 * <pre class="code">
 * MailMessage.builder()
 *     …
 *     .deliveryOptions(DeliveryOptions.builder()
 *         .envelopeId("order-4711")
 *         .holdUntil(Instant.parse("2030-01-01T08:00:00Z"))
 *         .build())
 * </pre>
 */
public final class DeliveryOptions {

	/** Asks for nothing. */
	public static final DeliveryOptions NONE = builder().build();

	private final @Nullable ReturnedContent returnedContent;

	private final @Nullable String envelopeId;

	private final boolean requireTls;

	private final @Nullable DeliverBy deliverBy;

	private final @Nullable Integer transferPriority;

	private final @Nullable Duration holdFor;

	private final @Nullable Instant holdUntil;

	private final Map<DeliveryExtension, WhenNotOffered> whenNotOffered;

	private DeliveryOptions(Builder builder) {
		this.returnedContent = builder.returnedContent;
		this.envelopeId = builder.envelopeId;
		this.requireTls = builder.requireTls;
		this.deliverBy = builder.deliverBy;
		this.transferPriority = builder.transferPriority;
		this.holdFor = builder.holdFor;
		this.holdUntil = builder.holdUntil;
		this.whenNotOffered = new EnumMap<>(builder.whenNotOffered);
	}

	/**
	 * Start with no wishes.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * A builder that starts with these options.
	 * @return a new builder
	 */
	public Builder toBuilder() {
		return new Builder(this);
	}

	/**
	 * How much of the message comes back if it cannot be delivered.
	 * @return how much, or {@code null} to leave it to the servers
	 */
	public @Nullable ReturnedContent returnedContent() {
		return this.returnedContent;
	}

	/**
	 * The sender's own name for this sending.
	 * @return the identifier, or {@code null} without one
	 */
	public @Nullable String envelopeId() {
		return this.envelopeId;
	}

	/**
	 * Whether every server on the way has to use TLS.
	 * @return true if the message must not travel otherwise
	 */
	public boolean requireTls() {
		return this.requireTls;
	}

	/**
	 * The time to deliver within.
	 * @return the limit, or {@code null} without one
	 */
	public @Nullable DeliverBy deliverBy() {
		return this.deliverBy;
	}

	/**
	 * The priority among the server's messages.
	 * @return -9 to 9, or {@code null} to leave it to the server
	 */
	public @Nullable Integer transferPriority() {
		return this.transferPriority;
	}

	/**
	 * How long the server is to keep the message back.
	 * @return whole seconds, or {@code null} for not at all or {@link #holdUntil()}
	 */
	public @Nullable Duration holdFor() {
		return this.holdFor;
	}

	/**
	 * Until when the server is to keep the message back.
	 * @return a whole second, or {@code null} for not at all or {@link #holdFor()}
	 */
	public @Nullable Instant holdUntil() {
		return this.holdUntil;
	}

	/**
	 * What to do if the server does not offer an extension.
	 * @param extension the extension
	 * @return what was set, else its default
	 */
	public WhenNotOffered whenNotOffered(DeliveryExtension extension) {
		WhenNotOffered set = this.whenNotOffered.get(Objects.requireNonNull(extension, "extension"));
		return (set != null) ? set : extension.whenNotOffered();
	}

	private List<@Nullable Object> values() {
		return Arrays.asList(this.returnedContent, this.envelopeId, this.requireTls, this.deliverBy,
				this.transferPriority, this.holdFor, this.holdUntil, this.whenNotOffered);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof DeliveryOptions options && values().equals(options.values()));
	}

	@Override
	public int hashCode() {
		return values().hashCode();
	}

	@Override
	public String toString() {
		return "DeliveryOptions[returnedContent=" + this.returnedContent + ", envelopeId=" + this.envelopeId
				+ ", requireTls=" + this.requireTls + ", deliverBy=" + this.deliverBy + ", transferPriority="
				+ this.transferPriority + ", holdFor=" + this.holdFor + ", holdUntil=" + this.holdUntil
				+ ", whenNotOffered=" + this.whenNotOffered + "]";
	}

	/**
	 * Builds {@link DeliveryOptions}. Each value is checked when it is given. Not
	 * thread-safe.
	 */
	public static final class Builder {

		// RFC 3461 §4.4, as it is written on the wire.
		private static final int MAX_ENVELOPE_ID = 100;

		private @Nullable ReturnedContent returnedContent;

		private @Nullable String envelopeId;

		private boolean requireTls;

		private @Nullable DeliverBy deliverBy;

		private @Nullable Integer transferPriority;

		private @Nullable Duration holdFor;

		private @Nullable Instant holdUntil;

		private final Map<DeliveryExtension, WhenNotOffered> whenNotOffered = new EnumMap<>(DeliveryExtension.class);

		private Builder() {
		}

		private Builder(DeliveryOptions options) {
			this.returnedContent = options.returnedContent;
			this.envelopeId = options.envelopeId;
			this.requireTls = options.requireTls;
			this.deliverBy = options.deliverBy;
			this.transferPriority = options.transferPriority;
			this.holdFor = options.holdFor;
			this.holdUntil = options.holdUntil;
			this.whenNotOffered.putAll(options.whenNotOffered);
		}

		/**
		 * How much of the message comes back with the notice that it could not be
		 * delivered ({@link DeliveryExtension#DSN}, RFC 3461 §4.3). With
		 * {@link #requireTls} servers return the header only.
		 * @param content how much
		 * @return this
		 */
		public Builder returnedContent(ReturnedContent content) {
			this.returnedContent = Objects.requireNonNull(content, "content");
			return this;
		}

		/**
		 * A name for this sending that comes back in every notice about it
		 * ({@link DeliveryExtension#DSN}, RFC 3461 §4.4).
		 * @param id printable ASCII, at most 100 characters, of which {@code +},
		 * {@code =} and space count three times
		 * @return this
		 * @throws IllegalArgumentException if it is empty, too long or not printable
		 */
		public Builder envelopeId(String id) {
			Objects.requireNonNull(id, "id");
			int length = 0;
			for (int i = 0; i < id.length(); i++) {
				char c = id.charAt(i);
				if (c < ' ' || c > '~') {
					throw new IllegalArgumentException("envelopeId must be printable ASCII, position " + i + " is not");
				}
				length += (c == ' ' || c == '+' || c == '=') ? 3 : 1;
			}
			if (length == 0 || length > MAX_ENVELOPE_ID) {
				throw new IllegalArgumentException(
						"envelopeId must have 1 to " + MAX_ENVELOPE_ID + " characters as encoded, not " + length);
			}
			this.envelopeId = id;
			return this;
		}

		/**
		 * Whether the message may travel over TLS only, to servers that promise the same
		 * ({@link DeliveryExtension#REQUIRETLS}, RFC 8689). The send fails if the
		 * connection has no TLS or the server does not offer it; false by default.
		 * @param requireTls true to demand it
		 * @return this
		 */
		public Builder requireTls(boolean requireTls) {
			this.requireTls = requireTls;
			return this;
		}

		/**
		 * A time to deliver within ({@link DeliveryExtension#DELIVERBY}, RFC 2852). A
		 * time below the minimum that the server announces for
		 * {@link DeliverBy.IfLate#RETURN} makes the send fail.
		 * @param limit the limit
		 * @return this
		 */
		public Builder deliverBy(DeliverBy limit) {
			this.deliverBy = Objects.requireNonNull(limit, "limit");
			return this;
		}

		/**
		 * Priority among the messages that the server has to transfer
		 * ({@link DeliveryExtension#MT_PRIORITY}, RFC 6710). It has nothing to do with
		 * {@link MailPriority}.
		 * @param priority -9, the lowest, to 9
		 * @return this
		 * @throws IllegalArgumentException if it is out of range
		 */
		public Builder transferPriority(int priority) {
			if (priority < -9 || priority > 9) {
				throw new IllegalArgumentException("transferPriority must be -9 to 9, not " + priority);
			}
			this.transferPriority = priority;
			return this;
		}

		/**
		 * How long the server is to keep the message back from when it took it
		 * ({@link DeliveryExtension#FUTURERELEASE}, RFC 4865). More than the server
		 * announces makes the send fail. Replaces {@link #holdUntil}.
		 * @param time whole seconds, 1 to 999,999,999
		 * @return this
		 * @throws IllegalArgumentException if it is out of range or has parts of a second
		 */
		public Builder holdFor(Duration time) {
			this.holdFor = DeliveryTimes.requireSeconds("holdFor", Objects.requireNonNull(time, "time"));
			this.holdUntil = null;
			return this;
		}

		/**
		 * Until when the server is to keep the message back
		 * ({@link DeliveryExtension#FUTURERELEASE}, RFC 4865). Later than the server
		 * announces makes the send fail; a moment that has passed when the message is
		 * sent asks for nothing. Replaces {@link #holdFor}.
		 * @param time the moment; parts of a second are rounded up
		 * @return this
		 * @throws IllegalArgumentException if it is not between 1970 and 9999
		 */
		public Builder holdUntil(Instant time) {
			this.holdUntil = DeliveryTimes.requireMoment("holdUntil", Objects.requireNonNull(time, "time"));
			this.holdFor = null;
			return this;
		}

		/**
		 * What to do if the server does not offer an extension that this message needs.
		 * For {@link DeliveryExtension#DSN} it counts for
		 * {@linkplain MailMessageBuilder#deliveryNotification notifications}, too.
		 * @param extension the extension
		 * @param policy what to do
		 * @return this
		 * @throws IllegalArgumentException for {@link DeliveryExtension#REQUIRETLS} and
		 * {@link WhenNotOffered#GO_WITHOUT}, which contradict each other
		 */
		public Builder whenNotOffered(DeliveryExtension extension, WhenNotOffered policy) {
			if (extension == DeliveryExtension.REQUIRETLS && policy == WhenNotOffered.GO_WITHOUT) {
				throw new IllegalArgumentException(
						"A message that requires TLS cannot go without: leave requireTls out instead");
			}
			this.whenNotOffered.put(Objects.requireNonNull(extension, "extension"),
					Objects.requireNonNull(policy, "policy"));
			return this;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public DeliveryOptions build() {
			return new DeliveryOptions(this);
		}

	}

}
