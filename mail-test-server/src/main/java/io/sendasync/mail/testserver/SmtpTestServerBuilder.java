package io.sendasync.mail.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Switches of a {@link SmtpTestServer}. A builder may start several servers. Not safe for
 * use by several threads.
 */
public final class SmtpTestServerBuilder {

	private final Set<SmtpExtension> extensions = EnumSet.range(SmtpExtension.PIPELINING,
			SmtpExtension.ENHANCEDSTATUSCODES);

	private final List<String> otherKeywords = new ArrayList<>();

	private final Map<String, String> passwords = new LinkedHashMap<>();

	private List<String> mechanisms = List.of("PLAIN", "LOGIN");

	private String hostName = "mx.test";

	private ServerTls tls = ServerTls.NONE;

	private @Nullable TestCertificates certificates;

	private @Nullable TestCertificates clientCertificates;

	private boolean tlsRequired;

	private boolean clearTextAuth;

	private boolean optionalAuth;

	private long maxSize = Long.MAX_VALUE;

	private int maxRecipients = Integer.MAX_VALUE;

	private Predicate<String> knownRecipients = (address) -> true;

	private int maxMessages = Integer.MAX_VALUE;

	private int maxRecipientDomains = Integer.MAX_VALUE;

	private Duration minDeliverBy = Duration.ZERO;

	private Duration maxHold = Duration.ofDays(7);

	private Duration latency = Duration.ZERO;

	private int receiveBuffer;

	private int sendBuffer;

	SmtpTestServerBuilder() {
	}

	/**
	 * Offers exactly these extensions.
	 * @param extensions replaces the default set; may be empty
	 * @return this
	 */
	public SmtpTestServerBuilder extensions(SmtpExtension... extensions) {
		this.extensions.clear();
		Collections.addAll(this.extensions, extensions);
		return this;
	}

	/**
	 * Offers these as well.
	 * @param extensions what to add
	 * @return this
	 */
	public SmtpTestServerBuilder with(SmtpExtension... extensions) {
		Collections.addAll(this.extensions, extensions);
		return this;
	}

	/**
	 * Does not offer these.
	 * @param extensions what to take away
	 * @return this
	 */
	public SmtpTestServerBuilder without(SmtpExtension... extensions) {
		Arrays.asList(extensions).forEach(this.extensions::remove);
		return this;
	}

	/**
	 * Adds a line to the EHLO reply that means nothing to this server, such as
	 * {@code XFOO 1}.
	 * @param line keyword and parameters
	 * @return this
	 */
	public SmtpTestServerBuilder ehloKeyword(String line) {
		this.otherKeywords.add(Objects.requireNonNull(line, "line"));
		return this;
	}

	/**
	 * The largest message: announced with SIZE, and enforced with or without it (552
	 * 5.3.4).
	 * @param octets the limit
	 * @return this
	 */
	public SmtpTestServerBuilder maxSize(long octets) {
		if (octets < 0) {
			throw new IllegalArgumentException("octets must not be negative: " + octets);
		}
		this.maxSize = octets;
		return this;
	}

	/**
	 * How many recipients a transaction may have; more get 452 4.5.3.
	 * @param count the limit
	 * @return this
	 */
	public SmtpTestServerBuilder maxRecipients(int count) {
		this.maxRecipients = notNegative(count);
		return this;
	}

	/**
	 * How many MAIL commands a connection may bring; the next gets 421 4.7.0 and the end
	 * of the connection.
	 * @param count the limit
	 * @return this
	 */
	public SmtpTestServerBuilder maxMessages(int count) {
		this.maxMessages = notNegative(count);
		return this;
	}

	/**
	 * How many different domains the recipients of a connection may have; more get 452
	 * 4.5.3.
	 * @param count the limit
	 * @return this
	 */
	public SmtpTestServerBuilder maxRecipientDomains(int count) {
		this.maxRecipientDomains = notNegative(count);
		return this;
	}

	private static int notNegative(int count) {
		if (count < 0) {
			throw new IllegalArgumentException("count must not be negative: " + count);
		}
		return count;
	}

	/**
	 * The shortest time that is announced with DELIVERBY, and taken in mode R (501
	 * 5.5.4).
	 * @param minimum in whole seconds; zero, the default, announces none
	 * @return this
	 */
	public SmtpTestServerBuilder minDeliverBy(Duration minimum) {
		this.minDeliverBy = Objects.requireNonNull(minimum, "minimum");
		return this;
	}

	/**
	 * How long a message may be held: announced with FUTURERELEASE, and enforced (501
	 * 5.5.4).
	 * @param maximum in whole seconds; seven days by default
	 * @return this
	 */
	public SmtpTestServerBuilder maxHold(Duration maximum) {
		this.maxHold = Objects.requireNonNull(maximum, "maximum");
		return this;
	}

	/**
	 * Refuses recipients that are not known (550 5.1.1).
	 * @param known tells whether an address is known
	 * @return this
	 */
	public SmtpTestServerBuilder rejectUnknownRecipients(Predicate<String> known) {
		this.knownRecipients = Objects.requireNonNull(known, "known");
		return this;
	}

	/**
	 * Whether and when to speak TLS.
	 * @param tls the mode
	 * @return this
	 */
	public SmtpTestServerBuilder tls(ServerTls tls) {
		this.tls = Objects.requireNonNull(tls, "tls");
		return this;
	}

	/**
	 * The certificate to show. The default is one for {@code localhost} and
	 * {@code 127.0.0.1}, the same for all servers of this JVM.
	 * @param certificates the certificates
	 * @return this
	 */
	public SmtpTestServerBuilder certificate(TestCertificates certificates) {
		this.certificates = Objects.requireNonNull(certificates, "certificates");
		return this;
	}

	/**
	 * Demands a certificate of the client in the handshake, signed by this authority;
	 * without one no TLS session comes about. {@link SmtpSession#clientCertificate()}
	 * tells whose was shown.
	 * @param trusted certificates of the authority that clients' certificates must have
	 * @return this
	 * @see TestCertificates#clientSslContext(TestCertificates)
	 */
	public SmtpTestServerBuilder requireClientCertificate(TestCertificates trusted) {
		this.clientCertificates = Objects.requireNonNull(trusted, "trusted");
		return this;
	}

	/**
	 * Refuses MAIL and AUTH before TLS (530 5.7.0).
	 * @return this
	 */
	public SmtpTestServerBuilder requireTls() {
		this.tlsRequired = true;
		return this;
	}

	/**
	 * Offers AUTH, and demands it before MAIL (530 5.7.0). May be called for several
	 * users.
	 * @param user the name
	 * @param password the password, which is the access token for OAUTHBEARER and XOAUTH2
	 * @return this
	 */
	public SmtpTestServerBuilder auth(String user, String password) {
		this.passwords.put(Objects.requireNonNull(user, "user"), Objects.requireNonNull(password, "password"));
		return this;
	}

	/**
	 * The mechanisms to offer; the default is PLAIN and LOGIN, OAUTHBEARER and XOAUTH2
	 * are understood too. Others can be offered, but refuse everybody.
	 * @param mechanisms the names
	 * @return this
	 */
	public SmtpTestServerBuilder authMechanisms(String... mechanisms) {
		this.mechanisms = Arrays.stream(mechanisms).map((name) -> name.toUpperCase(Locale.ROOT)).toList();
		return this;
	}

	/**
	 * Offers AUTH without TLS, too. Otherwise it is refused there (538 5.7.11).
	 * @return this
	 */
	public SmtpTestServerBuilder allowClearTextAuth() {
		this.clearTextAuth = true;
		return this;
	}

	/**
	 * Takes mail without a login, although AUTH is offered.
	 * @return this
	 */
	public SmtpTestServerBuilder optionalAuth() {
		this.optionalAuth = true;
		return this;
	}

	/**
	 * Simulates a round trip: the replies to each group of commands that arrived together
	 * are held back that long.
	 * @param latency the round trip time
	 * @return this
	 */
	public SmtpTestServerBuilder latency(Duration latency) {
		this.latency = Objects.requireNonNull(latency, "latency");
		return this;
	}

	/**
	 * The name in the greeting and in the EHLO reply.
	 * @param hostName the name; {@code mx.test} by default
	 * @return this
	 */
	public SmtpTestServerBuilder hostName(String hostName) {
		this.hostName = Objects.requireNonNull(hostName, "hostName");
		return this;
	}

	/**
	 * The size of the receive buffer (SO_RCVBUF). A small one makes a client's write
	 * block soon when the server {@linkplain Fault#stall() stalls}.
	 * @param octets the size; 0 leaves it to the system
	 * @return this
	 */
	public SmtpTestServerBuilder receiveBuffer(int octets) {
		this.receiveBuffer = octets;
		return this;
	}

	/**
	 * The size of the send buffer (SO_SNDBUF), with which the server also answers each
	 * command of a group before it reads the next one. So it stops reading when a client
	 * does not read what it is told.
	 * @param octets the size; 0 leaves it to the system and lets replies gather
	 * @return this
	 */
	public SmtpTestServerBuilder sendBuffer(int octets) {
		this.sendBuffer = octets;
		return this;
	}

	/**
	 * Binds a free port of 127.0.0.1 and takes connections.
	 * @return the running server
	 */
	public SmtpTestServer start() {
		return new SmtpTestServer(settings(), Dialogue::new).listen();
	}

	/**
	 * Like {@link SmtpTestServer#scripted(Script...)}, with this builder's certificate,
	 * latency and buffer.
	 * @param scripts at least one
	 * @return the running server
	 */
	public SmtpTestServer scripted(Script... scripts) {
		return new SmtpTestServer(settings(), ScriptPlayer.factory(List.of(scripts))).listen();
	}

	private ServerSettings settings() {
		if (this.certificates == null && this.tls != ServerTls.NONE) {
			// Now rather than in the first handshake, whose client has a time-out.
			this.certificates = TestCertificates.shared();
		}
		return new ServerSettings(this.hostName,
				new ServerSettings.Offer(this.extensions, this.otherKeywords, this.minDeliverBy, this.maxHold),
				ServerSettings.TlsPolicy.of(this.tls, this.certificates, this.clientCertificates, this.tlsRequired),
				new ServerSettings.AuthPolicy(this.passwords, this.mechanisms, this.clearTextAuth, this.optionalAuth),
				new ServerSettings.Limits(this.maxSize, this.maxRecipients, this.maxMessages, this.maxRecipientDomains,
						this.knownRecipients),
				new ServerSettings.Transport(this.latency, this.receiveBuffer, this.sendBuffer));
	}

}
