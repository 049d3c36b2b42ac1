package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * The part of a transaction in which the content travels and the server judges it, in the
 * way of DATA or in that of BDAT, never both.
 */
abstract class ContentPhase {

	private final Session session;

	private final MailContent content;

	private @Nullable SmtpReply verdict;

	private @Nullable SmtpException failure;

	private boolean committed;

	ContentPhase(Session session, MailContent content) {
		this.session = session;
		this.content = content;
	}

	static ContentPhase of(Session session, MailContent content) {
		return (session.chunkSize() > 0) ? new ChunkPhase(session, content) : new DataPhase(session, content);
	}

	/**
	 * The command that may travel with the envelope.
	 * @return the command, or null if there is none
	 */
	abstract @Nullable Command companion();

	/**
	 * Asks for leave to send the content, unless that was done.
	 */
	abstract void request() throws IOException;

	/**
	 * Whether the server gave leave.
	 */
	abstract boolean isGranted();

	/**
	 * Ends a content that was granted although no recipient was accepted.
	 */
	abstract void takeBack() throws IOException;

	/**
	 * The reply to DATA.
	 * @return the reply, or null if there is none
	 */
	abstract @Nullable SmtpReply dataReply();

	abstract ContentStream open(Session session, MailContent content);

	/**
	 * Notes that the next reply to come is the one to the end of the content.
	 */
	abstract void expectVerdict();

	/**
	 * Writes the content and, if allowed, what ends it.
	 * @param commit asked right before that; false forbids it for good
	 * @return whether the end was written
	 * @throws IOException if the connection broke
	 */
	final boolean send(BooleanSupplier commit) throws IOException {
		if (this.session.flight().hasUnasked()) {
			// It would be taken for the verdict on the content.
			takeLastWords(new ReplyException("A reply that nobody asked for"));
			return false;
		}
		ContentStream stream = open(this.session, this.content);
		try {
			this.content.writeTo(stream);
			stream.finish();
		}
		catch (IOException ex) {
			stopped(stream.failure(), ex);
			return false;
		}
		if (!commit.getAsBoolean()) {
			this.session.spoil();
			return false;
		}
		this.committed = true;
		expectVerdict();
		try {
			stream.end();
		}
		catch (IOException ex) {
			// What the server said before it stopped reading is read as the verdict.
			this.session.spoil();
		}
		return true;
	}

	private void stopped(@Nullable IOException cause, IOException thrown) throws IOException {
		if (cause instanceof RefusalException refusal) {
			this.verdict = refusal.reply();
			this.session.needsReset();
		}
		else if (cause == null || cause instanceof ContentException) {
			this.session.spoil();
			IOException reason = (cause != null) ? cause : thrown;
			this.failure = new SmtpException("The content could not be sent: " + reason.getMessage(),
					SendOutcome.NOT_SENT, null, new UncheckedIOException(reason));
		}
		else {
			takeLastWords(cause);
		}
	}

	/**
	 * A refusal that the server left before it broke the connection counts.
	 */
	private void takeLastWords(IOException broken) throws IOException {
		this.session.spoil();
		SmtpReply lastWords = this.session.flight().lastWords();
		if (lastWords == null || !(lastWords.isTransient() || lastWords.isPermanent())) {
			throw broken;
		}
		this.verdict = lastWords;
	}

	/**
	 * Reads the server's verdict.
	 * @throws IOException if the connection broke, which leaves the outcome unknown
	 */
	final void settle() throws IOException {
		this.session.flight().readOne();
	}

	final void verdict(SmtpReply reply) {
		this.verdict = reply;
	}

	/**
	 * What the server said to the content.
	 * @return the reply, or null if there is none
	 */
	final @Nullable SmtpReply verdict() {
		return this.verdict;
	}

	/**
	 * Why the content could not be sent, if the network is not to blame.
	 * @return the failure, or null if there is none
	 */
	final @Nullable SmtpException failure() {
		return this.failure;
	}

	/**
	 * Whether the commit point is passed.
	 */
	final boolean isCommitted() {
		return this.committed;
	}

}
