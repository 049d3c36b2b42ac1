package io.sendasync.mail.testserver;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A step of the dialogue at which the server can be told to misbehave or to wait. The
 * constants mean "whenever that step is reached"; {@link #of(String)},
 * {@link #after(long)} and {@link #onConnection(int)} narrow them. Immutable.
 */
public final class At {

	/** Before the greeting. */
	public static final At CONNECT = new At(Step.CONNECT, null, 0, 0);

	/** In place of the TLS handshake: after the 220 to STARTTLS, or at once. */
	public static final At TLS_HANDSHAKE = new At(Step.TLS_HANDSHAKE, null, 0, 0);

	/** The reply to EHLO. */
	public static final At EHLO = new At(Step.EHLO, null, 0, 0);

	/** The reply to HELO. */
	public static final At HELO = new At(Step.HELO, null, 0, 0);

	/** The reply to STARTTLS. */
	public static final At STARTTLS = new At(Step.STARTTLS, null, 0, 0);

	/** The reply to AUTH. */
	public static final At AUTH = new At(Step.AUTH, null, 0, 0);

	/** The reply to each line with which a client answers a 334. */
	public static final At AUTH_RESPONSE = new At(Step.AUTH_RESPONSE, null, 0, 0);

	/** The reply to MAIL. */
	public static final At MAIL = new At(Step.MAIL, null, 0, 0);

	/** The reply to RCPT. */
	public static final At RCPT = new At(Step.RCPT, null, 0, 0);

	/** The reply to DATA, normally 354. */
	public static final At DATA = new At(Step.DATA, null, 0, 0);

	/** Within the content, by DATA or by BDAT: before its first octet. */
	public static final At CONTENT = new At(Step.CONTENT, null, 0, 0);

	/** The reply to the final dot, or to {@code BDAT … LAST}. */
	public static final At END_OF_DATA = new At(Step.END_OF_DATA, null, 0, 0);

	/** The reply to each BDAT but the last. */
	public static final At BDAT = new At(Step.BDAT, null, 0, 0);

	/** The reply to RSET. */
	public static final At RSET = new At(Step.RSET, null, 0, 0);

	/** The reply to NOOP. */
	public static final At NOOP = new At(Step.NOOP, null, 0, 0);

	/** The reply to QUIT. */
	public static final At QUIT = new At(Step.QUIT, null, 0, 0);

	/**
	 * A connection that has ended a transaction and waits for the next command. A fault
	 * here happens unasked; if a connection is idle already, then it has happened when
	 * {@link SmtpTestServer#fault(At, Fault)} returns.
	 */
	public static final At IDLE = new At(Step.IDLE, null, 0, 0);

	private final Step step;

	private final @Nullable String address;

	private final long octets;

	private final int connection;

	private At(Step step, @Nullable String address, long octets, int connection) {
		this.step = step;
		this.address = address;
		this.octets = octets;
		this.connection = connection;
	}

	/**
	 * Narrows this step to one address: the reverse-path of MAIL, the recipient of RCPT,
	 * elsewhere any recipient of the open transaction.
	 * @param address the address without angle brackets; case does not matter
	 * @return the narrowed step
	 */
	public At of(String address) {
		Objects.requireNonNull(address, "address");
		return new At(this.step, address, this.octets, this.connection);
	}

	/**
	 * Moves {@link #CONTENT} to the moment when that many octets have been read.
	 * @param octets octets as they came over the wire, with stuffed dots, without BDAT
	 * commands
	 * @return the moved step
	 * @throws IllegalStateException if this is another step than {@code CONTENT}
	 */
	public At after(long octets) {
		if (this.step != Step.CONTENT) {
			throw new IllegalStateException("after(" + octets + ") makes sense for CONTENT only, not for " + this.step);
		}
		if (octets < 0) {
			throw new IllegalArgumentException("octets must not be negative: " + octets);
		}
		return new At(this.step, this.address, octets, this.connection);
	}

	/**
	 * Narrows this step to one connection.
	 * @param number 1 for the first connection the server got
	 * @return the narrowed step
	 */
	public At onConnection(int number) {
		if (number < 1) {
			throw new IllegalArgumentException("connections are counted from 1: " + number);
		}
		return new At(this.step, this.address, this.octets, number);
	}

	Step step() {
		return this.step;
	}

	long octets() {
		return this.octets;
	}

	boolean matches(Place place) {
		return this.step == place.step() && this.octets == place.octets() && matchesSession(place);
	}

	boolean matchesSession(Place place) {
		return (this.connection == 0 || this.connection == place.connection())
				&& (this.address == null || contains(place.addresses(), this.address));
	}

	private static boolean contains(Collection<String> addresses, String address) {
		return addresses.stream().anyMatch(address::equalsIgnoreCase);
	}

	@Override
	public String toString() {
		return this.step + ((this.octets > 0) ? " after " + this.octets + " octets" : "")
				+ ((this.address != null) ? " of " + this.address.toLowerCase(Locale.ROOT) : "")
				+ ((this.connection > 0) ? " on connection " + this.connection : "");
	}

	/** The steps, for switches. */
	enum Step {

		CONNECT, TLS_HANDSHAKE, EHLO, HELO, STARTTLS, AUTH, AUTH_RESPONSE, MAIL, RCPT, DATA, CONTENT, END_OF_DATA, BDAT,
		RSET, NOOP, QUIT, IDLE

	}

	/** Where a connection is at the moment. */
	record Place(Step step, int connection, Collection<String> addresses, long octets) {
	}

}
