package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.message.MailAddress;
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

	private final @Nullable SmtpReply[] rcptReplies;

	private @Nullable SmtpReply mailReply;

	private @Nullable SmtpReply dataReply;

	private @Nullable SmtpReply finalReply;

	private boolean dataSent;

	private boolean committed;

	private @Nullable SmtpException failure;

	Transaction(Session session, Mail mail) {
		this.session = session;
		this.flight = session.flight();
		this.mail = mail;
		this.rcptReplies = new SmtpReply[mail.envelope().recipients().size()];
	}

	/**
	 * Whether the whole envelope may be written behind a content whose verdict is still
	 * due.
	 * @return true if the server takes groups and this one is small
	 */
	public boolean canRideAlong() {
		return localRefusal() == null && this.flight.fits(envelopeOctets()) && dataMayJoin();
	}

	private int envelopeOctets() {
		int octets = Command.RSET.length() + Command.DATA.length() + mailCommand().length();
		for (MailAddress recipient : this.mail.envelope().recipients()) {
			octets += rcptCommand(recipient).length();
		}
		return octets;
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
		this.failure = localRefusal();
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
		this.flight.send(mailCommand(), Flight.Kind.COMPLETION, limit, (reply) -> this.mailReply = reply);
		List<MailAddress> recipients = this.mail.envelope().recipients();
		for (int i = 0; i < recipients.size(); i++) {
			settleIfLockstep();
			if (isRefused(this.mailReply)) {
				return;
			}
			int index = i;
			this.flight.send(rcptCommand(recipients.get(i)), Flight.Kind.COMPLETION, limit,
					(reply) -> this.rcptReplies[index] = reply);
		}
		settleIfLockstep();
		if (dataMayJoin() && (this.flight.isPipelining() || accepted() > 0)) {
			sendData();
		}
	}

	private Command mailCommand() {
		return Command.mail(this.mail, this.session.capabilities());
	}

	private Command rcptCommand(MailAddress recipient) {
		return Command.rcpt(recipient, this.mail, this.session.capabilities());
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

	private void sendData() throws IOException {
		this.dataSent = true;
		this.flight.send(Command.DATA, Flight.Kind.INTERMEDIATE, this.session.timeouts().data(),
				(reply) -> this.dataReply = reply);
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
		if (!this.dataSent && !isRefused(this.mailReply) && wantsData()) {
			sendData();
			this.flight.drain();
		}
		boolean granted = this.dataReply != null && this.dataReply.isIntermediate();
		if (granted && accepted() == 0) {
			takeBackData();
			granted = false;
		}
		if (granted && (isRefused(this.mailReply) || this.session.isSpoiled())) {
			// Whatever it would do with the content: this is not the transaction that was
			// asked for, and a lone dot would deliver an empty message.
			throw new ReplyException(
					"DATA was granted although " + (isRefused(this.mailReply) ? "MAIL" : "RSET") + " was refused");
		}
		if (!granted) {
			this.session.needsReset();
		}
		return granted;
	}

	private boolean wantsData() {
		return (this.mail.policy() == RecipientPolicy.ALL_OR_NOTHING) ? accepted() == this.rcptReplies.length
				: accepted() > 0;
	}

	/**
	 * DATA was granted although nobody was accepted: a lone dot ends it (RFC 2920 §3.1),
	 * and whatever the server answers, nothing was delivered.
	 */
	private void takeBackData() throws IOException {
		byte[] dot = { '.', '\r', '\n' };
		this.session.wire().write(dot, 0, dot.length);
		this.flight.expect("reply to an empty content", this.session.timeouts().endOfData(), (reply) -> {
		});
		this.flight.drain();
	}

	/**
	 * Writes the content and, if allowed, the mark that ends it.
	 * @param commit asked right before the mark; false forbids it for good
	 * @return whether the mark was written; otherwise the connection must be dropped
	 * @throws IOException if the connection broke
	 */
	public boolean sendContent(BooleanSupplier commit) throws IOException {
		if (this.flight.hasUnasked()) {
			// It would be taken for the verdict on the content.
			this.session.spoil();
			takeLastWords(new ReplyException("A reply that nobody asked for"));
			return false;
		}
		DotStuffing stuffing = new DotStuffing(this.session.wire());
		try {
			this.mail.content().writeTo(stuffing);
			stuffing.finish();
		}
		catch (IOException ex) {
			this.session.spoil();
			if (!stuffing.causedByNetwork(ex)) {
				this.failure = new SmtpException("The content could not be sent: " + ex.getMessage(),
						SendOutcome.NOT_SENT, null, new UncheckedIOException(ex));
				return false;
			}
			takeLastWords(ex);
			return false;
		}
		if (!commit.getAsBoolean()) {
			this.session.spoil();
			return false;
		}
		this.committed = true;
		this.flight.expect("reply to the end of the content", this.session.timeouts().endOfData(),
				(reply) -> this.finalReply = reply);
		try {
			stuffing.end();
		}
		catch (IOException ex) {
			// What the server said before it stopped reading is read as the verdict.
			this.session.spoil();
		}
		return true;
	}

	private void takeLastWords(IOException broken) throws IOException {
		SmtpReply lastWords = this.flight.lastWords();
		if (lastWords == null || !(lastWords.isTransient() || lastWords.isPermanent())) {
			throw broken;
		}
		this.finalReply = lastWords;
	}

	/**
	 * Reads the server's verdict.
	 * @throws IOException if the connection broke, which leaves the outcome unknown
	 */
	public void settleContent() throws IOException {
		this.flight.readOne();
		if (!isPositive(this.finalReply)) {
			this.session.needsReset();
		}
	}

	/**
	 * Whether the server said goodbye instead of looking at this message.
	 * @return true if the message may be offered on another connection
	 */
	public boolean wasTurnedAway() {
		return this.mailReply != null && this.mailReply.code() == 421;
	}

	/**
	 * Whether the server has said anything about this message but goodbye.
	 * @return false if a lost connection leaves the message untouched
	 */
	public boolean wasAnswered() {
		return this.committed || (this.mailReply != null && !wasTurnedAway());
	}

	/**
	 * Whether the server may have the message: the mark that ends it was written.
	 * @return true behind the commit point
	 */
	public boolean isCommitted() {
		return this.committed;
	}

	/**
	 * Ends this transaction because the connection broke.
	 * @param cause how
	 * @return what became of the recipients
	 */
	public TransactionResult broken(IOException cause) {
		this.session.spoil();
		boolean open = this.committed && this.finalReply == null;
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
		Verdict verdict = new Verdict(this.mail, this.mailReply, Arrays.asList(this.rcptReplies), this.dataReply,
				this.finalReply, this.committed);
		return verdict.result(this.failure);
	}

	/**
	 * Whether the server refused it for everybody before the connection broke.
	 */
	private boolean wasRefused() {
		return isRefused(this.mailReply) || Arrays.stream(this.rcptReplies).allMatch(Transaction::isRefused)
				|| (this.dataReply != null && !this.dataReply.isIntermediate());
	}

	private @Nullable SmtpException localRefusal() {
		MailContent content = this.mail.content();
		Capabilities capabilities = this.session.capabilities();
		List<String> reasons = new ArrayList<>(1);
		if (content.size() > capabilities.maxSize()) {
			reasons.add("it has " + content.size() + " octets, and the server takes at most " + capabilities.maxSize());
		}
		if (content.eightBit() && !capabilities.has("8BITMIME")) {
			reasons.add("it has 8-bit content, and the server does not offer 8BITMIME");
		}
		if (content.smtpUtf8() && !capabilities.has("SMTPUTF8")) {
			reasons.add("an address is not ASCII, and the server does not offer SMTPUTF8");
		}
		return reasons.isEmpty() ? null
				: new SmtpException("The message cannot be sent to this server: " + String.join("; ", reasons),
						SendOutcome.NOT_SENT, null, null);
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

	private static boolean isRefused(@Nullable SmtpReply reply) {
		return reply != null && !reply.isPositive();
	}

}
