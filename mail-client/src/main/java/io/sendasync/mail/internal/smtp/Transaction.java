package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * One mail transaction (RFC 5321 §3.3): envelope, content, verdict. Its caller sends the
 * parts and reads their replies in separate steps, so that the envelope of the next
 * message can travel behind the content of this one.
 */
public final class Transaction {

	private final Session session;

	private final Flight flight;

	private final Mail mail;

	private final MailParameters parameters;

	private final @Nullable SmtpReply[] rcptReplies;

	private EnvelopeCommands commands;

	private ContentPhase content;

	private @Nullable SmtpReply mailReply;

	private @Nullable SmtpException failure;

	Transaction(Session session, Mail mail) {
		this.session = session;
		this.flight = session.flight();
		this.mail = mail;
		this.parameters = new MailParameters(mail, session.capabilities(), session.isSecured());
		this.commands = new EnvelopeCommands(mail, this.parameters);
		this.rcptReplies = new SmtpReply[mail.envelope().recipients().size()];
		this.content = ContentPhase.of(session, mail.content());
	}

	/**
	 * Whether the whole envelope may be written behind a content whose verdict is still
	 * due.
	 * @return true if the server takes groups and this one is small
	 */
	public boolean canRideAlong() {
		return this.parameters.refusal() == null && dataMayJoin() && envelopeFits();
	}

	private boolean envelopeFits() {
		Command companion = this.content.companion();
		int others = Command.RSET.length() + ((companion != null) ? companion.length() : 0);
		return this.commands.fit(others, this.flight::fits);
	}

	/**
	 * Writes the envelope's commands, led by RSET.
	 * @throws IOException if the connection broke
	 */
	public void offerBehindContent() throws IOException {
		this.session.needsReset();
		offer();
	}

	/**
	 * Writes the envelope's commands, in one group where the server allows that, together
	 * with DATA where nothing can go wrong by it.
	 * @throws IOException if the connection broke
	 */
	public void offer() throws IOException {
		this.failure = this.parameters.refusal();
		if (this.failure != null) {
			return;
		}
		Duration limit = this.session.timeouts().command();
		if (this.session.takeReset()) {
			this.flight.send(Command.RSET, Flight.Kind.COMPLETION, limit, (reply) -> {
				if (!reply.isPositive()) {
					this.session.spoil();
				}
			});
		}
		this.session.mailSent(this.mail);
		this.flight.send(this.commands.mail(), Flight.Kind.COMPLETION, limit, (reply) -> this.mailReply = reply);
		for (int i = 0; i < this.rcptReplies.length; i++) {
			settleIfLockstep();
			if (isRefused(this.mailReply)) {
				return;
			}
			int index = i;
			this.flight.send(this.commands.rcpt(i), Flight.Kind.COMPLETION, limit,
					(reply) -> this.rcptReplies[index] = reply);
		}
		if (this.content.companion() != null && dataMayJoin() && this.flight.isPipelining()) {
			this.content.request();
		}
	}

	private void settleIfLockstep() throws IOException {
		if (!this.flight.isPipelining()) {
			this.flight.drain();
		}
	}

	/**
	 * With all-or-nothing, DATA must wait for the last RCPT: once a 354 is there, only
	 * dropping the connection keeps the accepted ones from getting the message.
	 */
	private boolean dataMayJoin() {
		return this.rcptReplies.length == 1 || this.mail.policy() == RecipientPolicy.DELIVER_TO_ACCEPTED;
	}

	/**
	 * Reads the replies to the envelope.
	 * @return true if the content is to follow; otherwise this transaction is over
	 * @throws IOException if the connection broke
	 */
	public boolean settleEnvelope() throws IOException {
		if (this.failure != null) {
			return false;
		}
		this.flight.drain();
		if (!isRefused(this.mailReply) && wantsContent()) {
			this.content.request();
			this.flight.drain();
		}
		boolean granted = this.content.isGranted();
		if (granted && accepted() == 0) {
			this.content.takeBack();
			granted = false;
		}
		if (granted && (isRefused(this.mailReply) || this.session.isSpoiled())) {
			// Whatever the server would do with the content: this is not the transaction
			// that was asked for, and a lone dot would deliver an empty message.
			throw new ReplyException(
					"The server goes on although " + (isRefused(this.mailReply) ? "MAIL" : "RSET") + " was refused");
		}
		if (granted) {
			return true;
		}
		this.session.needsReset();
		return offeredAgain();
	}

	/**
	 * A server that offered an extension and does not know its parameters gets the
	 * envelope once again without them, if the message may go without.
	 */
	private boolean offeredAgain() throws IOException {
		boolean byMail = isUnknownParameter(this.mailReply);
		boolean byRcpt = Arrays.stream(this.rcptReplies).anyMatch(Transaction::isUnknownParameter);
		if (!(byMail || byRcpt) || !this.session.isUsable() || this.session.isUsedUp()
				|| !this.parameters.drop(byMail)) {
			return false;
		}
		this.commands = new EnvelopeCommands(this.mail, this.parameters);
		this.mailReply = null;
		Arrays.fill(this.rcptReplies, null);
		this.content = ContentPhase.of(this.session, this.mail.content());
		offer();
		return settleEnvelope();
	}

	private boolean wantsContent() {
		return (this.mail.policy() == RecipientPolicy.ALL_OR_NOTHING) ? accepted() == this.rcptReplies.length
				: accepted() > 0;
	}

	/**
	 * Writes the content and, if allowed, what ends it.
	 * @param commit asked right before that; false forbids it for good
	 * @return whether the end was written; otherwise this transaction is over
	 * @throws IOException if the connection broke
	 */
	public boolean sendContent(BooleanSupplier commit) throws IOException {
		boolean sent = this.content.send(commit);
		this.failure = this.content.failure();
		return sent;
	}

	/**
	 * Reads the server's verdict.
	 * @throws IOException if the connection broke, which leaves the outcome unknown
	 */
	public void settleContent() throws IOException {
		this.content.settle();
		if (!isPositive(this.content.verdict())) {
			this.session.needsReset();
		}
	}

	/**
	 * The recipients that a transaction of their own may find welcome: refused with 452,
	 * or in a server's old way with 552, behind accepted ones (RFC 5321 §4.5.3.1.10).
	 * @return their places in the envelope; none if it is all or nothing
	 */
	public List<Integer> deferred() {
		if (this.mail.policy() == RecipientPolicy.ALL_OR_NOTHING) {
			return List.of();
		}
		List<Integer> deferred = new ArrayList<>();
		for (int i = firstAccepted(); i < this.rcptReplies.length; i++) {
			if (meansTooMany(this.rcptReplies[i])) {
				deferred.add(i);
			}
		}
		return deferred;
	}

	/**
	 * How many recipients were accepted until all others had to wait.
	 * @param deferred those that wait
	 * @return the number, or 0 if it was not like that
	 */
	public int acceptedBefore(List<Integer> deferred) {
		boolean wasLast = !deferred.isEmpty()
				&& IntStream.range(deferred.get(0), this.rcptReplies.length).noneMatch(this::isAccepted);
		return wasLast ? accepted() : 0;
	}

	/**
	 * Whether the server accepted a recipient.
	 * @param place in the envelope
	 * @return true if the reply to RCPT was positive
	 */
	public boolean isAccepted(int place) {
		return isPositive(this.rcptReplies[place]);
	}

	private int firstAccepted() {
		int first = 0;
		while (first < this.rcptReplies.length && !isAccepted(first)) {
			first++;
		}
		return first;
	}

	/**
	 * Another enhanced code than X.5.3 (RFC 3463 §3.6) speaks of the recipient.
	 */
	private static boolean meansTooMany(@Nullable SmtpReply reply) {
		return reply != null && (reply.code() == 452 || reply.code() == 552)
				&& reply.enhancedStatusCode()
					.map((enhanced) -> enhanced.subject() == 5 && enhanced.detail() == 3)
					.orElse(true);
	}

	/**
	 * Whether another transaction for the same message makes sense: the server took this
	 * one, or refused nothing but its recipients.
	 * @return false if the message itself was refused, or could not be sent
	 */
	public boolean mayBeFollowed() {
		return this.failure == null && isPositive(this.mailReply) && (isPositive(this.content.verdict())
				|| Arrays.stream(this.rcptReplies).allMatch(Transaction::isRefused));
	}

	/**
	 * Whether the server said goodbye instead of looking at this message.
	 * @return true if the message may be offered on another connection
	 */
	public boolean wasTurnedAway() {
		return this.mailReply != null && this.mailReply.code() == 421;
	}

	/**
	 * Whether the server refused the message because the login no longer holds (RFC 4954
	 * §6), as when a token expired while the connection was kept.
	 * @return what it said, or null
	 */
	public @Nullable SmtpAuthenticationException loggedOut() {
		SmtpReply reply = this.mailReply;
		if (reply == null || !this.session.isLoggedIn() || !(reply.code() == 530 || reply.code() == 535)) {
			return null;
		}
		return new SmtpAuthenticationException("The server no longer accepts the login of this connection: " + reply
				+ ". Check whether the credentials expired or were withdrawn", reply);
	}

	/**
	 * Whether the server has said anything about this message but goodbye.
	 * @return false if a lost connection leaves the message untouched
	 */
	public boolean wasAnswered() {
		return isCommitted() || (this.mailReply != null && !wasTurnedAway());
	}

	/**
	 * Whether the server may have the message: what ends it was written.
	 * @return true behind the commit point
	 */
	public boolean isCommitted() {
		return this.content.isCommitted();
	}

	/**
	 * Ends this transaction because the connection broke.
	 * @param cause how
	 * @return what became of the recipients
	 */
	public TransactionResult broken(IOException cause) {
		this.session.spoil();
		boolean open = isCommitted() && this.content.verdict() == null;
		if (open || !wasRefused()) {
			this.failure = Failures.of("Sending the message", open ? SendOutcome.UNKNOWN : SendOutcome.NOT_SENT, cause);
		}
		return result();
	}

	/**
	 * What became of the recipients.
	 * @return the result, to be asked for once the transaction is over
	 */
	public TransactionResult result() {
		Verdict verdict = new Verdict(this.mail, this.mailReply, Arrays.asList(this.rcptReplies),
				this.content.dataReply(), this.content.verdict(), isCommitted());
		return verdict.result(this.failure);
	}

	/**
	 * Whether the server refused it for everybody before the connection broke.
	 */
	private boolean wasRefused() {
		SmtpReply dataReply = this.content.dataReply();
		return isRefused(this.mailReply) || Arrays.stream(this.rcptReplies).allMatch(Transaction::isRefused)
				|| (dataReply != null && !dataReply.isIntermediate());
	}

	private int accepted() {
		int accepted = 0;
		for (SmtpReply reply : this.rcptReplies) {
			if (isPositive(reply)) {
				accepted++;
			}
		}
		return accepted;
	}

	private static boolean isPositive(@Nullable SmtpReply reply) {
		return reply != null && reply.isPositive();
	}

	private static boolean isUnknownParameter(@Nullable SmtpReply reply) {
		return reply != null && reply.code() == 555;
	}

	private static boolean isRefused(@Nullable SmtpReply reply) {
		return reply != null && !reply.isPositive();
	}

}
