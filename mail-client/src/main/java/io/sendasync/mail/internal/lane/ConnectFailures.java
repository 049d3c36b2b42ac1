package io.sendasync.mail.internal.lane;

import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpProtocolException;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.delivery.SmtpTlsException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the last attempt to connect failed, and keeps questions whether the
 * server answers from being attempts too often. They have a back-off of their own: it
 * never makes messages wait, while that of messages makes questions wait.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
final class ConnectFailures {

	private final LaneLimit messages;

	private final LaneLimit questions = new LaneLimit(1);

	private volatile @Nullable Failure last;

	private record Failure(long at, SmtpException cause) {
	}

	ConnectFailures(LaneLimit messages) {
		this.messages = messages;
	}

	/**
	 * Takes note of a message's failed attempt.
	 */
	void add(SmtpException failure) {
		this.last = new Failure(System.nanoTime(), failure);
	}

	/**
	 * Takes note of a question's failed attempt.
	 * @param askedAt when it had leave
	 */
	void addOfProbe(SmtpException failure, long askedAt) {
		add(failure);
		this.questions.connectFailed(System.nanoTime(), askedAt, 0,
				failure instanceof SmtpAuthenticationException && !failure.isTransient());
	}

	/**
	 * A connection came about.
	 */
	void connected() {
		this.questions.connected();
	}

	/**
	 * Asks to connect for a question.
	 * @return null for leave, else the failure after which it is too early
	 */
	@Nullable SmtpException askToConnect(long now) {
		Failure known = this.last;
		boolean early = !this.messages.mayConnect(now) || this.questions.askToConnect(now) > 0;
		return (early && known != null) ? copy(known.cause()) : null;
	}

	/**
	 * How an attempt failed that ended then or later.
	 * @return the failure, or null if there was none
	 */
	@Nullable SmtpException since(long nanos) {
		Failure known = this.last;
		return (known != null && known.at() - nanos >= 0) ? copy(known.cause()) : null;
	}

	/**
	 * The same failure, without the receipt of the message that met it.
	 */
	private static SmtpException copy(SmtpException failure) {
		String message = String.valueOf(failure.getMessage());
		Throwable cause = failure.getCause();
		if (failure instanceof SmtpAuthenticationException) {
			return new SmtpAuthenticationException(message, failure.reply().orElse(null), cause);
		}
		if (failure instanceof SmtpTlsException) {
			return new SmtpTlsException(message, failure.reply().orElse(null), cause);
		}
		if (failure instanceof SmtpConnectException) {
			return new SmtpConnectException(message, failure.reply().orElse(null), cause);
		}
		if (failure instanceof SmtpTimeoutException timeout) {
			return new SmtpTimeoutException(message, failure.outcome(), timeout.elapsed(), cause);
		}
		if (failure instanceof SmtpProtocolException) {
			return new SmtpProtocolException(message, failure.outcome(), cause);
		}
		return new SmtpException(message, failure.outcome(), failure.reply().orElse(null), cause);
	}

}
