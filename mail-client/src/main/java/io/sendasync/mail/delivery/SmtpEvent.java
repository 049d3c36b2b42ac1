package io.sendasync.mail.delivery;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link SmtpEventListener} hears. Operations are told apart by
 * {@link SendReceipt#operationId()}, lanes and connections by numbers that are unique
 * within the process. There is no mail address, no user name and no secret in it, and no
 * text of the server either, which may repeat any of them.
 */
public sealed interface SmtpEvent {

	/**
	 * A send was taken on.
	 *
	 * @param operationId of the send
	 */
	record Queued(String operationId) implements SmtpEvent {
	}

	/**
	 * A send waits no more.
	 *
	 * @param operationId of the send
	 * @param waited since it was taken on
	 * @param taken true if a lane has it now, false if it ended in the queue
	 */
	record Dequeued(String operationId, Duration waited, boolean taken) implements SmtpEvent {
	}

	/**
	 * A lane begins: it will take work and deliver it, over one connection at a time.
	 *
	 * @param lane its number
	 */
	record LaneOpened(long lane) implements SmtpEvent {
	}

	/**
	 * A lane found no more work.
	 *
	 * @param lane its number
	 * @param lived since it began
	 */
	record LaneClosed(long lane, Duration lived) implements SmtpEvent {
	}

	/**
	 * A connection is begun.
	 *
	 * @param connection its number
	 * @param host as configured
	 * @param port 1 to 65535
	 */
	record ConnectStart(long connection, String host, int port) implements SmtpEvent {
	}

	/**
	 * A connection is greeted, secured and logged in as configured.
	 *
	 * @param connection its number
	 * @param host as configured
	 * @param port 1 to 65535
	 * @param took since the host's name was looked up
	 */
	record Connected(long connection, String host, int port, Duration took) implements SmtpEvent {
	}

	/**
	 * A connection did not come about, for whatever reason.
	 *
	 * @param connection its number
	 * @param host as configured
	 * @param port 1 to 65535
	 * @param took since the host's name was looked up
	 * @param failure why
	 */
	record ConnectFailed(long connection, String host, int port, Duration took, Failure failure) implements SmtpEvent {
	}

	/**
	 * A TLS handshake begins.
	 *
	 * @param connection its number
	 */
	record SecureStart(long connection) implements SmtpEvent {
	}

	/**
	 * A TLS handshake succeeded; certificate and host name hold.
	 *
	 * @param connection its number
	 * @param protocol as in {@code TLSv1.3}
	 * @param cipher as in {@code TLS_AES_256_GCM_SHA384}
	 * @param took the handshake
	 */
	record Secured(long connection, String protocol, String cipher, Duration took) implements SmtpEvent {
	}

	/**
	 * A TLS handshake failed, or was broken off.
	 *
	 * @param connection its number
	 * @param took until then
	 * @param failure why
	 */
	record SecureFailed(long connection, Duration took, Failure failure) implements SmtpEvent {
	}

	/**
	 * A login begins.
	 *
	 * @param connection its number
	 */
	record AuthenticateStart(long connection) implements SmtpEvent {
	}

	/**
	 * A login succeeded.
	 *
	 * @param connection its number
	 * @param mechanism as in {@code SCRAM-SHA-256}
	 * @param took all exchanges, also those of mechanisms that were not taken
	 */
	record Authenticated(long connection, String mechanism, Duration took) implements SmtpEvent {
	}

	/**
	 * A login failed, or was broken off.
	 *
	 * @param connection its number
	 * @param took until then
	 * @param failure why
	 */
	record AuthenticateFailed(long connection, Duration took, Failure failure) implements SmtpEvent {
	}

	/**
	 * A connection that had come about is closed.
	 *
	 * @param connection its number
	 * @param reason why
	 * @param lived since it came about
	 * @param transactions how many messages had their turn on it
	 */
	record ConnectionClosed(long connection, CloseReason reason, Duration lived,
			int transactions) implements SmtpEvent {
	}

	/** Why a connection was closed. */
	enum CloseReason {

		/** No work came in time, there are too many connections, or the client closes. */
		NOT_NEEDED,

		/**
		 * It had carried what it may, by our settings or the server's, or was too old.
		 */
		WORN_OUT,

		/** It was kept for the next message, and the server had left meanwhile. */
		STALE,

		/**
		 * It broke, went out of step, was cut by a cancellation, or the server ended it.
		 */
		BROKEN

	}

	/**
	 * A message's turn on a connection begins.
	 *
	 * @param operationId of the send
	 * @param connection its number
	 * @param reused whether earlier messages had their turn on this connection
	 * @param chained whether its envelope went out behind the content of the message
	 * before
	 */
	record TransactionStart(String operationId, long connection, boolean reused, boolean chained) implements SmtpEvent {
	}

	/**
	 * A message's turn on a connection is over, well or not.
	 *
	 * @param operationId of the send
	 * @param connection its number
	 * @param took since it began
	 */
	record TransactionEnd(String operationId, long connection, Duration took) implements SmtpEvent {
	}

	/**
	 * Commands or a content go out while no reply is due.
	 *
	 * @param connection its number
	 */
	record FlightSent(long connection) implements SmtpEvent {
	}

	/**
	 * All replies that were due have come.
	 *
	 * @param connection its number
	 * @param replies how many
	 * @param took since the first octet went out: one round trip, or a few
	 */
	record FlightReplied(long connection, int replies, Duration took) implements SmtpEvent {
	}

	/**
	 * The connection is closed while replies are due.
	 *
	 * @param connection its number
	 * @param missing how many
	 * @param took since the first octet went out
	 */
	record FlightFailed(long connection, int missing, Duration took) implements SmtpEvent {
	}

	/**
	 * The end of a message's content went out: the server may have the message.
	 *
	 * @param operationId of the send
	 * @param connection its number
	 */
	record Committed(String operationId, long connection) implements SmtpEvent {
	}

	/**
	 * A kept connection broke before the server looked at the message, which goes over
	 * another one as if nothing had happened.
	 *
	 * @param operationId of the send
	 * @param connection the one that broke
	 */
	record Replaced(String operationId, long connection) implements SmtpEvent {
	}

	/**
	 * An attempt failed, and there will be another one.
	 *
	 * @param operationId of the send
	 * @param attempt the one that failed; the first is 1
	 * @param delay until the next
	 * @param failure why
	 */
	record Retried(String operationId, int attempt, Duration delay, Failure failure) implements SmtpEvent {
	}

	/**
	 * A send has its result.
	 *
	 * @param operationId of the send
	 * @param status a final one
	 * @param queued how long it waited for the lane that had it last
	 * @param sending how long that one worked on it
	 * @param reply the code of the server's reply to the whole message, or null if none
	 * was read
	 * @param failure why it is no success, or null if it is one or was cancelled
	 */
	record Completed(String operationId, SendStatus status, Duration queued, Duration sending,
			@Nullable SmtpStatusCode reply, @Nullable Failure failure) implements SmtpEvent {

		/**
		 * The code that decided: the failure's if it has one, else the one of the final
		 * reply.
		 * @return the code, or {@code null} if the server said nothing that counts
		 */
		public @Nullable SmtpStatusCode decidingReply() {
			if (this.failure != null && !this.failure.statusCode().equals(SmtpStatusCode.GENERAL_FAILURE)) {
				return this.failure.statusCode();
			}
			return this.reply;
		}

	}

	/**
	 * A failure without its text.
	 *
	 * @param type the simple name of the exception's class, as in
	 * {@code SmtpTlsException}: a small, fixed number of values
	 * @param statusCode the server's, or {@link SmtpStatusCode#GENERAL_FAILURE}
	 * @param isTransient whether the same may succeed later
	 */
	record Failure(String type, SmtpStatusCode statusCode, boolean isTransient) {

		/**
		 * What of an exception may be told.
		 * @param failure the exception
		 * @return type and code
		 */
		public static Failure of(Throwable failure) {
			String type = failure.getClass().getSimpleName();
			return (failure instanceof SmtpException known) ? new Failure(type, known.statusCode(), known.isTransient())
					: new Failure(type, SmtpStatusCode.GENERAL_FAILURE, false);
		}

	}

}
