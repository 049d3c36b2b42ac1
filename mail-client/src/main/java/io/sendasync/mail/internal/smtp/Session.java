package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.net.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SMTP session that is greeted, secured and logged in as configured, and takes one
 * transaction after the other.
 *
 * <p>
 * Thread contract: confined to its lane's thread, except {@link #abort()} and
 * {@link #aliveAt()}.
 */
public final class Session {

	private static final Logger logger = LoggerFactory.getLogger(Session.class);

	private final Wire wire;

	private final Flight flight;

	private final SmtpTimeouts timeouts;

	private final Capabilities capabilities;

	private final int chunkSize;

	private final boolean loggedIn;

	private final ConnectionEvents events;

	private final ServerLimits limits;

	// Where the server limits them.
	private final Set<String> recipientDomains = new HashSet<>();

	// What it says, or what was seen.
	private int recipientLimit;

	private int mails;

	private boolean needsReset;

	private boolean spoiled;

	Session(Wire wire, Flight flight, DialogueSettings settings, Capabilities capabilities, ConnectionEvents events) {
		this.wire = wire;
		this.flight = flight;
		this.timeouts = settings.timeouts();
		this.capabilities = capabilities;
		this.chunkSize = capabilities.has("CHUNKING") ? settings.chunkSize() : 0;
		this.loggedIn = settings.credentials() != null;
		this.events = events;
		this.limits = capabilities.limits();
		this.recipientLimit = this.limits.recipients();
	}

	/**
	 * Tells the rest of this connection's life.
	 * @return the connection's events
	 */
	public ConnectionEvents events() {
		return this.events;
	}

	/**
	 * A transaction for one message, of which nothing has been sent yet.
	 * @param mail what to carry
	 * @return the transaction
	 */
	public Transaction begin(Mail mail) {
		return new Transaction(this, mail.fitting(this.capabilities));
	}

	/**
	 * Whether another transaction may be begun.
	 * @return false once the connection is lost, out of step or about to be closed
	 */
	public boolean isUsable() {
		return !this.spoiled && !this.flight.isClosing() && !this.flight.hasUnasked();
	}

	/**
	 * Whether the envelope of the next message may travel behind the content of this one.
	 * @return true if the server offered PIPELINING and the content does not travel in
	 * chunks, whose last reply has to be waited for
	 */
	public boolean takesGroups() {
		return this.flight.isPipelining() && this.chunkSize == 0;
	}

	/**
	 * What the server said that it takes.
	 * @return the limits of this session
	 */
	public ServerLimits limits() {
		return this.limits;
	}

	/**
	 * How many recipients an envelope may have here, as far as is known.
	 * @return at least one
	 */
	public int recipientLimit() {
		return this.recipientLimit;
	}

	/**
	 * Remembers how many recipients the server took before it wanted no more.
	 * @param recipients at least one
	 */
	public void learnRecipientLimit(int recipients) {
		this.recipientLimit = Math.min(this.recipientLimit, recipients);
	}

	/**
	 * Whether the server takes no other MAIL in this session.
	 * @return true once its limit is reached
	 */
	public boolean isUsedUp() {
		return this.mails >= this.limits.transactions();
	}

	/**
	 * Whether a message may go here rather than in a new session.
	 * @param mail the message
	 * @return false if it exceeds a limit of the session that a new one may bear
	 */
	public boolean hasRoomFor(Mail mail) {
		if (this.mails == 0 || this.limits.recipientDomains() == Integer.MAX_VALUE) {
			return !isUsedUp();
		}
		Set<String> domains = new HashSet<>(this.recipientDomains);
		domains.addAll(domains(mail));
		return !isUsedUp() && domains.size() <= this.limits.recipientDomains();
	}

	/**
	 * Takes note of a MAIL command.
	 */
	void mailSent(Mail mail) {
		this.mails++;
		if (this.limits.recipientDomains() < Integer.MAX_VALUE) {
			this.recipientDomains.addAll(domains(mail));
		}
	}

	private static Set<String> domains(Mail mail) {
		return mail.envelope()
			.recipients()
			.stream()
			.map((recipient) -> recipient.domain().toLowerCase(Locale.ROOT))
			.collect(Collectors.toSet());
	}

	/**
	 * Whether the server went away while nothing was sent; costs a millisecond.
	 * @return true if the session must not be used
	 */
	public boolean isStale() {
		return this.wire.isStale();
	}

	/**
	 * Asks the server for a sign of life (RFC 5321 §4.1.1.9); any reply is one.
	 * @param limit how long it may take
	 * @throws IOException if there is none
	 */
	public void noop(Duration limit) throws IOException {
		this.flight.exchange(Command.NOOP, limit);
	}

	/**
	 * When the server was heard last, or took much content. From any thread.
	 * @return of {@code System.nanoTime()}
	 */
	public long aliveAt() {
		return this.wire.aliveAt();
	}

	/**
	 * Lets the cut abort this session's connection until it is detached.
	 * @param cut the cut of the send that depends on this session
	 */
	public void attach(Cut cut) {
		this.wire.attach(cut);
	}

	/**
	 * Closes at once. From any thread.
	 */
	public void abort() {
		this.wire.abort();
	}

	/**
	 * Says goodbye where that makes sense, without waiting for the answer, and closes.
	 */
	public void close() {
		if (!isUsable()) {
			this.wire.abort();
			return;
		}
		try {
			Command.QUIT.writeTo(this.wire);
		}
		catch (IOException ex) {
			logger.debug("The server was gone before QUIT: {}", ex.toString());
		}
		this.wire.close(this.timeouts.close());
	}

	/**
	 * Marks the connection as one that must not be used again.
	 */
	public void spoil() {
		this.spoiled = true;
	}

	boolean isSpoiled() {
		return this.spoiled;
	}

	/**
	 * Marks the transaction as one that the server may still think is open.
	 */
	void needsReset() {
		this.needsReset = true;
	}

	boolean takeReset() {
		boolean needed = this.needsReset;
		this.needsReset = false;
		return needed;
	}

	boolean isLoggedIn() {
		return this.loggedIn;
	}

	boolean isSecured() {
		return this.wire.tlsProtocol() != null;
	}

	Wire wire() {
		return this.wire;
	}

	Flight flight() {
		return this.flight;
	}

	SmtpTimeouts timeouts() {
		return this.timeouts;
	}

	Capabilities capabilities() {
		return this.capabilities;
	}

	/**
	 * How many octets a chunk of content has at most.
	 * @return the size, or 0 if content goes by DATA
	 */
	int chunkSize() {
		return this.chunkSize;
	}

}
