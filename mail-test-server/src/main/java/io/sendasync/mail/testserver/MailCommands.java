package io.sendasync.mail.testserver;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

import io.sendasync.mail.testserver.At.Place;
import io.sendasync.mail.testserver.At.Step;
import io.sendasync.mail.testserver.SessionRecord.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Mail transactions: MAIL, RCPT, DATA, BDAT, RSET. Confined to the connection's thread.
 */
final class MailCommands {

	private final Session session;

	private final Wire wire;

	private final Steps steps;

	private final Linter linter;

	private final EnvelopeRules rules;

	private boolean hadTransaction;

	private boolean chunkFailed;

	private boolean lastChunkCame;

	MailCommands(Session session) {
		this.session = session;
		this.wire = session.wire();
		this.steps = session.steps();
		this.linter = session.linter();
		this.rules = new EnvelopeRules(session);
	}

	/** Whether a transaction is over and none is open. */
	boolean isIdle() {
		return this.hadTransaction && this.session.transaction() == null;
	}

	void mail(CommandLine line) throws IOException {
		if (this.session.transaction() != null) {
			this.linter.report(LintRule.NESTED_TRANSACTION, line.text());
		}
		else if (!this.session.isGreeted()) {
			this.linter.report(LintRule.OUT_OF_ORDER, "MAIL before EHLO");
		}
		else if (this.chunkFailed) {
			this.linter.report(LintRule.OUT_OF_ORDER, "MAIL without RSET after a failed BDAT");
		}
		PathArgument argument = PathArgument.parse("FROM:", line.argument());
		if (argument != null) {
			this.linter.path(line, argument, this.session.offered(), argument.parameters().containsKey("SMTPUTF8"));
		}
		this.rules.countMail();
		List<String> addresses = (argument != null) ? List.of(argument.path()) : List.of();
		List<String> sent = this.steps.take(Step.MAIL, addresses, '2', () -> {
			List<String> refusal = this.rules.checkMail(argument);
			if (refusal != null || argument == null) {
				return (refusal != null) ? refusal : List.of();
			}
			this.session.transaction(new Transaction(argument));
			this.chunkFailed = false;
			this.lastChunkCame = false;
			return this.session.reply(250, "2.1.0", "Sender OK");
		});
		if (this.rules.isOverMessages() && !sent.isEmpty() && sent.get(0).startsWith("421")) {
			this.wire.closeGently();
			throw new SessionEnd(Ending.CLOSED_BY_SERVER);
		}
	}

	void rcpt(CommandLine line) throws IOException {
		Transaction transaction = this.session.transaction();
		if (transaction == null && !this.linter.isInFlight("MAIL")) {
			this.linter.report(LintRule.OUT_OF_ORDER, "RCPT without MAIL");
		}
		PathArgument argument = PathArgument.parse("TO:", line.argument());
		if (argument != null) {
			boolean utf8 = transaction == null || transaction.isUtf8();
			this.linter.path(line, argument, this.session.offered(), utf8);
		}
		List<String> addresses = (argument != null) ? List.of(argument.path()) : List.of();
		this.steps.take(Step.RCPT, addresses, '2', () -> {
			List<String> refusal = this.rules.checkRecipient(argument);
			if (refusal != null || argument == null || transaction == null) {
				return (refusal != null) ? refusal : List.of();
			}
			transaction.addRecipient(argument);
			return this.session.reply(250, "2.1.5", "Recipient OK");
		});
	}

	void rset() throws IOException {
		this.steps.take(Step.RSET, '2', () -> {
			closeTransaction();
			this.chunkFailed = false;
			this.lastChunkCame = false;
			return this.session.reply(250, "2.0.0", "Reset");
		});
	}

	void data() throws IOException {
		Transaction transaction = this.session.transaction();
		boolean noMail = transaction == null && !this.linter.isInFlight("MAIL");
		boolean noRecipients = transaction != null && transaction.recipients().isEmpty()
				&& !this.linter.isInFlight("RCPT");
		boolean mixed = transaction != null && transaction.chunks() != null;
		if (noMail || noRecipients || mixed) {
			this.linter.report(LintRule.OUT_OF_ORDER, mixed ? "DATA after BDAT" : "DATA without MAIL and RCPT");
		}
		List<String> sent = this.steps.take(Step.DATA, '3', this.rules::dataReply);
		if (!sent.isEmpty() && sent.get(0).startsWith("3")) {
			if (this.wire.hasPending() && this.wire.inputReady()) {
				this.linter.report(LintRule.COMMAND_BEHIND_GROUP_END, "octets behind DATA, before the 354");
			}
			this.wire.flushFlight();
			content(transaction);
		}
	}

	private void content(@Nullable Transaction transaction) throws IOException {
		boolean eightBit = transaction == null || transaction.allowsEightBit();
		ContentCollector content = ContentCollector.forData(this.linter, eightBit, maxSize());
		boolean answered = readContent(content);
		this.session.log().client("<" + content.size() + " octets of content>");
		this.linter.content();
		if (this.session.recipients().isEmpty() && content.size() > 0) {
			this.linter.report(LintRule.CONTENT_WITHOUT_RECIPIENTS,
					"no recipient was accepted, so only a dot may come");
		}
		if (answered) {
			closeTransaction();
		}
		else {
			end(content);
		}
	}

	/** Reads up to the final dot; {@code true} if a fault has replied already. */
	private boolean readContent(ContentCollector content) throws IOException {
		boolean answered = false;
		long stop = nextStop(0);
		while (true) {
			if (content.read() == stop) {
				answered |= passContent(stop);
				stop = nextStop(stop + 1);
			}
			int octet = this.wire.read();
			if (octet < 0) {
				this.session.log().client("<" + content.size() + " octets of content, then nothing more>");
				throw new SessionEnd(Ending.CLOSED_BY_CLIENT);
			}
			if (!content.add(octet)) {
				return answered;
			}
		}
	}

	private long nextStop(long from) {
		OptionalLong octets = this.session.context().plan().nextContentOctets(contentPlace(from));
		return octets.orElse(-1);
	}

	private Place contentPlace(long octets) {
		return new Place(Step.CONTENT, this.session.number(), this.session.recipients(), octets);
	}

	/** Answers the end of the message, and accepts it if nothing speaks against. */
	private List<String> end(ContentCollector content) throws IOException {
		AcceptedMessage[] accepted = new AcceptedMessage[1];
		List<String> sent = this.steps.take(Step.END_OF_DATA, '2', () -> {
			List<String> refusal = this.rules.checkMessage(content);
			Transaction transaction = this.session.transaction();
			if (refusal != null || transaction == null) {
				return (refusal != null) ? refusal : List.of();
			}
			accepted[0] = new AcceptedMessage(transaction, content.content(), this.session.snapshot());
			int number = this.session.context().journal().add(accepted[0]);
			return this.session.reply(250, "2.0.0", "Accepted as " + number);
		});
		if (accepted[0] != null && !sent.isEmpty() && sent.get(0).startsWith("2")) {
			this.session.answering(accepted[0]);
		}
		closeTransaction();
		return sent;
	}

	private void closeTransaction() {
		this.hadTransaction = true;
		this.session.transaction(null);
	}

	void bdat(CommandLine line) throws IOException {
		Transaction transaction = this.session.transaction();
		lintChunk(transaction);
		long size = EnvelopeRules.chunkSize(line.firstWord());
		if (size < 0) {
			this.steps.take(Step.BDAT, '2', () -> this.session.reply(501, "5.5.4", "BDAT needs a size"));
			return;
		}
		boolean last = line.argument().regionMatches(true, line.firstWord().length(), " LAST", 0, 5);
		ContentCollector chunks = chunks(transaction);
		boolean answered = readChunk(chunks, size);
		this.session.log().client("<" + size + " octets of a chunk>");
		this.lastChunkCame |= last;
		if (answered || !isPositive(answerChunk(chunks, last))) {
			this.chunkFailed = true;
			closeTransaction();
		}
	}

	private void lintChunk(@Nullable Transaction transaction) {
		if (!this.session.offers(SmtpExtension.CHUNKING)) {
			this.linter.report(LintRule.PARAMETER_NOT_OFFERED, "BDAT");
		}
		if (transaction == null && this.lastChunkCame) {
			this.linter.report(LintRule.OUT_OF_ORDER, "BDAT behind the last chunk");
		}
		// The refusal of an earlier chunk in the same flight cannot be known to the
		// client.
		else if (transaction == null && !this.linter.isInFlight("MAIL") && this.linter.countInFlight("BDAT") < 2) {
			this.linter.report(LintRule.OUT_OF_ORDER,
					this.chunkFailed ? "BDAT after a failed BDAT" : "BDAT without MAIL and RCPT");
		}
		else if (transaction != null && transaction.recipients().isEmpty() && !this.linter.isInFlight("RCPT")) {
			this.linter.report(LintRule.OUT_OF_ORDER, "BDAT without an accepted RCPT");
		}
	}

	private List<String> answerChunk(ContentCollector chunks, boolean last) throws IOException {
		if (!last) {
			return this.steps.take(Step.BDAT, '2', () -> this.rules.chunkReply(chunks));
		}
		chunks.finish();
		return end(chunks);
	}

	private static boolean isPositive(List<String> reply) {
		return !reply.isEmpty() && reply.get(0).startsWith("2");
	}

	private ContentCollector chunks(@Nullable Transaction transaction) {
		if (transaction != null && transaction.chunks() != null) {
			return transaction.chunks();
		}
		boolean eightBit = transaction == null || transaction.allowsEightBit();
		ContentCollector chunks = ContentCollector.forChunks(this.linter, eightBit, maxSize());
		if (transaction != null) {
			transaction.chunks(chunks);
		}
		return chunks;
	}

	/** Reads a chunk; {@code true} if a fault has replied already. */
	private boolean readChunk(ContentCollector chunks, long size) throws IOException {
		boolean answered = false;
		long stop = nextStop(chunks.read());
		for (long i = 0; i < size; i++) {
			if (chunks.read() == stop) {
				answered |= passContent(stop);
				stop = nextStop(stop + 1);
			}
			int octet = this.wire.read();
			if (octet < 0) {
				this.session.log().client("<" + i + " octets of a chunk, then nothing more>");
				throw new SessionEnd(Ending.CLOSED_BY_CLIENT);
			}
			chunks.add(octet);
		}
		return answered;
	}

	/** Does what is planned within the content; {@code true} if that replied. */
	private boolean passContent(long octets) throws IOException {
		boolean answered = !this.steps.take(contentPlace(octets), '2', List::of).isEmpty();
		this.wire.flush();
		return answered;
	}

	private long maxSize() {
		return this.session.settings().limits().maxSize();
	}

}
