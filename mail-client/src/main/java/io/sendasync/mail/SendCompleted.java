package io.sendasync.mail;

import io.sendasync.mail.delivery.SendReceipt;
import org.jspecify.annotations.Nullable;

/**
 * The end of an asynchronous send. Exactly one of three holds: it was cancelled, it
 * failed with an error, or neither and the receipt tells of success.
 *
 * @param <T> the type of the token
 * @param client the client
 * @param operation the operation, whose status is final
 * @param userToken the reference that was given to {@code sendAsync}
 * @param cancelled whether it was cancelled, and so is certainly not accepted
 * @param error the failure, an {@link io.sendasync.mail.delivery.SmtpException}; null if
 * cancelled or accepted
 * @param receipt what became of each recipient, also on most failures; null if cancelled
 */
public record SendCompleted<T>(SmtpClient client, SendOperation operation, @Nullable T userToken, boolean cancelled,
		@Nullable Throwable error, @Nullable SendReceipt receipt) {

	/**
	 * Creates a notification.
	 * @throws IllegalArgumentException if it is cancelled and has an error
	 */
	public SendCompleted {
		if (cancelled && error != null) {
			throw new IllegalArgumentException("A cancelled send has no error");
		}
	}

	/**
	 * Whether the server accepted the message for all recipients.
	 * @return true if neither cancelled nor failed
	 */
	public boolean succeeded() {
		return !this.cancelled && this.error == null;
	}

	@Override
	public String toString() {
		return "SendCompleted[operation=" + this.operation.id() + ", cancelled=" + this.cancelled + ", error="
				+ this.error + ", receipt=" + this.receipt + "]";
	}

}
