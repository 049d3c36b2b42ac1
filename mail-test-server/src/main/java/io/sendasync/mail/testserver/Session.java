package io.sendasync.mail.testserver;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/**
 * The state of one connection. Confined to the connection's thread.
 */
final class Session implements Wire.Listener {

	private final int number;

	private final ServerContext context;

	private final SessionLog log;

	private final Wire wire;

	private final Linter linter;

	private final Steps steps;

	private final List<AcceptedMessage> unanswered = new ArrayList<>();

	/** The keywords of the last reply to EHLO, as it was sent. */
	private Set<String> offered = Set.of();

	private String clientName = "";

	private String tlsProtocol = "";

	private String clientCertificate = "";

	private String user = "";

	private boolean authenticated;

	private @Nullable Transaction transaction;

	Session(int number, Socket socket, ServerContext context, SessionLog log) throws IOException {
		this.number = number;
		this.context = context;
		this.log = log;
		this.wire = new Wire(socket, context, this);
		this.linter = new Linter(number, context.violations(), log);
		this.steps = new Steps(this);
	}

	int number() {
		return this.number;
	}

	ServerContext context() {
		return this.context;
	}

	ServerSettings settings() {
		return this.context.settings();
	}

	SessionLog log() {
		return this.log;
	}

	Wire wire() {
		return this.wire;
	}

	Linter linter() {
		return this.linter;
	}

	Steps steps() {
		return this.steps;
	}

	boolean offers(SmtpExtension extension) {
		return this.offered.contains(extension.keyword());
	}

	Set<String> offered() {
		return this.offered;
	}

	boolean isTls() {
		return !this.tlsProtocol.isEmpty();
	}

	boolean isGreeted() {
		return !this.clientName.isEmpty();
	}

	boolean isAuthenticated() {
		return this.authenticated;
	}

	@Nullable Transaction transaction() {
		return this.transaction;
	}

	void transaction(@Nullable Transaction transaction) {
		this.transaction = transaction;
	}

	List<String> recipients() {
		return (this.transaction != null) ? this.transaction.recipients() : List.of();
	}

	/** The client said its name, which also ends a transaction (RFC 5321 §4.1.4). */
	void greet(String name) {
		this.clientName = name.isEmpty() ? "?" : name;
		this.transaction = null;
		publish();
	}

	/** Reads the offer from the reply, because a fault may have changed it. */
	void offer(List<String> reply) {
		this.offered = reply.stream()
			.skip(1)
			.filter((line) -> line.length() > 4)
			.map((line) -> line.substring(4).split("[ =]", 2)[0].toUpperCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
	}

	/** Forgets everything from before TLS (RFC 3207 §4.2). */
	void tlsStarted(SSLSession tls) {
		this.tlsProtocol = tls.getProtocol();
		this.clientCertificate = subject(tls);
		this.offered = Set.of();
		this.clientName = "";
		this.transaction = null;
		this.log.remark(this.tlsProtocol + " established");
		publish();
	}

	private static String subject(SSLSession tls) {
		try {
			return tls.getPeerPrincipal().getName();
		}
		catch (SSLPeerUnverifiedException ex) {
			return "";
		}
	}

	void authenticated(String name) {
		this.authenticated = true;
		this.user = name;
		publish();
	}

	private void publish() {
		this.log.session(snapshot());
	}

	SmtpSession snapshot() {
		return new SmtpSession(this.number, this.tlsProtocol, this.clientCertificate, this.user, this.clientName);
	}

	/** A reply line; with the enhanced code only if the client knows that it comes. */
	String line(int code, String enhanced, String text) {
		return code + " " + (offers(SmtpExtension.ENHANCEDSTATUSCODES) ? enhanced + " " : "") + text;
	}

	List<String> reply(int code, String enhanced, String text) {
		return List.of(line(code, enhanced, text));
	}

	/** The positive reply to that message has been queued. */
	void answering(AcceptedMessage message) {
		if (this.wire.hasPending()) {
			this.unanswered.add(message);
		}
		else {
			message.replySent(true);
		}
	}

	@Override
	public void flightEnded() {
		this.log.endFlight();
		this.linter.flightEnded();
	}

	@Override
	public void repliesLeaving() {
		this.unanswered.forEach((message) -> message.replySent(true));
		this.unanswered.clear();
	}

}
