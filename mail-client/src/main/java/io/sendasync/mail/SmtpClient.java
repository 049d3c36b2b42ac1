package io.sendasync.mail;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sendasync.mail.delivery.RawMessage;
import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.RetryPolicy;
import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpQueueFullException;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.MailMessage;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail through one SMTP server (RFC 5321, RFC 6409), many messages at once over
 * connections that it keeps.
 *
 * <p>
 * What is wrong with a call is thrown by it, before anything is sent:
 * <ul>
 * <li>{@link IllegalStateException}: the client is closed or {@linkplain #pause()
 * paused}, it is {@linkplain Builder#exclusive(boolean) exclusive} and a send is in
 * progress, or host or port are not set or not usable;</li>
 * <li>{@link NullPointerException}: the message is null;</li>
 * <li>{@link IllegalArgumentException}: the message has no sender and the client no
 * default one, or it has no recipient;</li>
 * <li>{@link SmtpQueueFullException}: as many sends wait as the queue holds, and no room
 * came within the {@linkplain Builder#admissionTimeout admission timeout}.</li>
 * </ul>
 * Whatever happens after these checks ends the operation, as a receipt, an
 * {@link SmtpException} or a cancellation, and raises exactly one {@link SendCompleted}
 * for a {@code sendAsync}.
 *
 * <p>
 * Thread contract: every method may be called from any thread. No listener is called and
 * no future completed on a connection's thread.
 */
public interface SmtpClient extends AutoCloseable {

	/**
	 * A builder with the defaults that its methods name.
	 * @return a new builder
	 */
	static Builder builder() {
		return new Builder();
	}

	/**
	 * Sends a message and waits for the server's word, at most for the client's
	 * {@linkplain Builder#timeout timeout}. Raises no {@link SendCompleted}.
	 * @param message the message
	 * @return the receipt: the server accepted the message for all recipients
	 * @throws SmtpException if it did not, or if the wait was interrupted (the interrupt
	 * flag is set then)
	 */
	SendReceipt send(MailMessage message);

	/**
	 * Starts to send a message; never waits for the network.
	 * @param message the message; it is rendered before this method returns, while files
	 * and other {@linkplain io.sendasync.mail.message.ContentSource contents of known
	 * size} are read when they are sent
	 * @param userToken given back, the same reference, by the operation and the
	 * notification
	 * @return the operation, which may have ended already
	 */
	@CanIgnoreReturnValue
	SendOperation sendAsync(MailMessage message, @Nullable Object userToken);

	/**
	 * Starts to send a message, without a token.
	 * @param message the message
	 * @return the operation
	 * @see #sendAsync(MailMessage, Object)
	 */
	@CanIgnoreReturnValue
	default SendOperation sendAsync(MailMessage message) {
		return sendAsync(message, null);
	}

	/**
	 * Sends a message that is written already, as {@link #send(MailMessage)} does.
	 * @param message the message
	 * @return the receipt
	 * @throws IllegalArgumentException if its header may not be sent or tells of no
	 * envelope
	 * @throws java.io.UncheckedIOException if its header cannot be read
	 */
	SendReceipt send(RawMessage message);

	/**
	 * Starts to send a message that is written already.
	 * @param message the message; it is read now, and again for each attempt to send it
	 * @param userToken as of {@link #sendAsync(MailMessage, Object)}
	 * @return the operation
	 * @see #send(RawMessage)
	 */
	@CanIgnoreReturnValue
	SendOperation sendAsync(RawMessage message, @Nullable Object userToken);

	/**
	 * Starts to send a message that is written already, without a token.
	 * @param message the message
	 * @return the operation
	 */
	@CanIgnoreReturnValue
	default SendOperation sendAsync(RawMessage message) {
		return sendAsync(message, null);
	}

	/**
	 * Sends what Jakarta Mail made, as {@link MimeMessageReader#read} takes it.
	 * @param message the message, which is not changed
	 * @return the receipt
	 */
	default SendReceipt send(MimeMessage message) {
		return send(MimeMessageReader.read(message));
	}

	/**
	 * Starts to send what Jakarta Mail made, as {@link MimeMessageReader#read} takes it.
	 * @param message the message, which may be changed once this method has returned
	 * @param userToken as of {@link #sendAsync(MailMessage, Object)}
	 * @return the operation
	 */
	@CanIgnoreReturnValue
	default SendOperation sendAsync(MimeMessage message, @Nullable Object userToken) {
		return sendAsync(MimeMessageReader.read(message), userToken);
	}

	/**
	 * Starts to send what Jakarta Mail made, without a token.
	 * @param message the message
	 * @return the operation
	 */
	@CanIgnoreReturnValue
	default SendOperation sendAsync(MimeMessage message) {
		return sendAsync(message, null);
	}

	/**
	 * Asks every pending operation of this client to {@linkplain SendOperation#cancel
	 * cancel}. Those whose content already went out whole go on to their end.
	 * @throws IllegalStateException if the client is closed
	 */
	void sendAsyncCancel();

	/**
	 * Adds a listener for the end of each {@code sendAsync} from now on.
	 * @param listener the listener; one that is added twice is called twice
	 */
	void addSendCompletedListener(SendCompletedListener listener);

	/**
	 * Removes a listener. Notifications under way may still reach it.
	 * @param listener the listener; one that was never added is ignored
	 */
	void removeSendCompletedListener(SendCompletedListener listener);

	/**
	 * The figures of this moment.
	 * @return connections, queue and totals
	 */
	ClientStatistics statistics();

	/**
	 * Stops taking sends until {@link #resume()}: they are refused with
	 * {@link IllegalStateException}. Those taken on before go on to their end; a
	 * connection without work says goodbye and is closed. Never blocks.
	 * @return completes, on a callback thread, once no send is queued or in flight and no
	 * connection is left; nobody bounds that, so wait for it as long as you like. It is
	 * cancelled by a {@link #resume()} that comes before. While the client is paused or
	 * closed, pausing again changes nothing
	 */
	CompletableFuture<Void> pause();

	/**
	 * Takes sends again after {@link #pause()}; without effect if the client is not
	 * paused.
	 * @throws IllegalStateException if the client is closed
	 */
	void resume();

	/**
	 * Asks whether the server answers, without a message: a connection without work says
	 * NOOP, and is replaced if no reply comes; if there is none, one is opened, with TLS
	 * and login, and kept for the next send. If every connection is at work, what was
	 * heard over them in the last ten seconds is answer enough. Never blocks and waits
	 * behind no mail. Who asks while others do shares their answer; refused credentials
	 * are not tried each time. A {@linkplain Builder#pickupDirectory pickup directory} is
	 * looked at instead.
	 * <p>
	 * A send that comes meanwhile takes another connection. With
	 * {@linkplain Builder#maxConnections one} it waits for this one, for which it would
	 * have to wait anyway.
	 * @param timeout more than zero; half of it is for the reply to NOOP
	 * @return completes on a callback thread when the server has answered, or
	 * exceptionally with the {@link SmtpException} that a send would meet (its type tells
	 * the cause; {@link io.sendasync.mail.delivery.SmtpTimeoutException} if the time is
	 * over), or with {@link IllegalStateException} if the client is paused or closed
	 * meanwhile. Cancelling it changes nothing for others
	 * @throws IllegalStateException if the client is closed or paused, or host or port
	 * are not set or not usable
	 */
	CompletableFuture<Void> checkConnection(Duration timeout);

	/**
	 * Replaces the connections, so that what is asked for at each new one (addresses, SSL
	 * context, credentials) counts from now on: idle ones are closed, others after the
	 * message that they carry and the envelope that travels behind it. No send fails for
	 * it.
	 */
	void retireConnections();

	/**
	 * Stops taking sends, lets the pending ones end for the
	 * {@linkplain Builder#drainTimeout drain timeout}, then cancels the rest (each gets
	 * its notification) and closes the connections. Ends within that time and a few
	 * seconds, whatever the server does. A closed client stays closed; closing again only
	 * waits until that is done.
	 */
	@Override
	void close();

	/**
	 * Collects the settings of a client. Not safe for use by several threads.
	 */
	final class Builder extends CallbackOptions<Builder> {

		private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(100);

		boolean exclusive;

		Duration timeout = DEFAULT_TIMEOUT;

		RetryPolicy retries = RetryPolicy.NONE;

		@Nullable Duration deadline;

		RecipientPolicy recipientPolicy = RecipientPolicy.DELIVER_TO_ACCEPTED;

		@Nullable MailAddress from;

		Duration drainTimeout = Duration.ofSeconds(10);

		Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Whether a send is refused while another one is in progress, as with .NET's
		 * client; false by default.
		 * @param exclusive true for one at a time
		 * @return this builder
		 */
		public Builder exclusive(boolean exclusive) {
			this.exclusive = exclusive;
			return this;
		}

		/**
		 * How long {@link SmtpClient#send} waits at most; 100 seconds by default. Before
		 * the commit point it withdraws the message then, behind it the outcome is
		 * unknown.
		 * @param timeout more than zero
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			this.timeout = Check.positive("timeout", timeout);
			return this;
		}

		/**
		 * How long a send may take in all, from the call to its result; by default as
		 * long as its steps may. Before the commit point it is withdrawn then, behind it
		 * the outcome is unknown.
		 * @param deadline more than zero, or null for the default
		 * @return this builder
		 */
		public Builder deadline(@Nullable Duration deadline) {
			this.deadline = (deadline != null) ? Check.positive("deadline", deadline) : null;
			return this;
		}

		/**
		 * What is tried again; {@link RetryPolicy#NONE} by default.
		 * @param retries the policy
		 * @return this builder
		 */
		public Builder retries(RetryPolicy retries) {
			this.retries = Objects.requireNonNull(retries, "'retries' must not be null");
			return this;
		}

		/**
		 * What to do if only some recipients are accepted;
		 * {@link RecipientPolicy#DELIVER_TO_ACCEPTED} by default.
		 * @param policy the policy
		 * @return this builder
		 */
		public Builder recipientPolicy(RecipientPolicy policy) {
			this.recipientPolicy = Objects.requireNonNull(policy, "'policy' must not be null");
			return this;
		}

		/**
		 * The sender of messages that have none.
		 * @param from the address, or null for no default
		 * @return this builder
		 */
		public Builder from(@Nullable MailAddress from) {
			this.from = from;
			return this;
		}

		/**
		 * How long {@link SmtpClient#close()} lets pending sends end; 10 seconds by
		 * default.
		 * @param drainTimeout zero or more
		 * @return this builder
		 */
		public Builder drainTimeout(Duration drainTimeout) {
			this.drainTimeout = Check.notNegative("drainTimeout", drainTimeout);
			return this;
		}

		/**
		 * Builds the client. No connection is opened before the first send.
		 * @return a new client
		 */
		public SmtpClient build() {
			return new DefaultSmtpClient(this);
		}

	}

}
