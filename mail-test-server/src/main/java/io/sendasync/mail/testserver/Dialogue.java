package io.sendasync.mail.testserver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLException;

import io.sendasync.mail.testserver.At.Step;
import io.sendasync.mail.testserver.SessionRecord.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Talks SMTP on one connection: everything about the session; transactions are in
 * {@link MailCommands}. Confined to the connection's thread.
 */
final class Dialogue implements Talk {

	static final Set<String> KNOWN_VERBS = Set.of("EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "BDAT",
			"RSET", "NOOP", "QUIT", "VRFY", "EXPN", "HELP");

	private final Session session;

	private final Wire wire;

	private final Steps steps;

	private final MailCommands mail;

	private final EnvelopeRules rules;

	private final IdleGate idleGate;

	private boolean refused;

	private boolean sawAuth;

	Dialogue(Session session, IdleGate idleGate) {
		this.session = session;
		this.wire = session.wire();
		this.steps = session.steps();
		this.mail = new MailCommands(session);
		this.rules = new EnvelopeRules(session);
		this.idleGate = idleGate;
	}

	@Override
	public void run() throws IOException {
		if (this.session.settings().tls().mode() == ServerTls.IMPLICIT) {
			handshake();
		}
		greet();
		while (true) {
			CommandLine line = next();
			if (line == null) {
				throw new SessionEnd(Ending.CLOSED_BY_CLIENT);
			}
			handle(line);
		}
	}

	private void greet() throws IOException {
		List<String> sent = this.steps.take(Step.CONNECT, '2',
				() -> List.of("220 " + this.session.settings().hostName() + " ESMTP test server"));
		this.refused = !sent.isEmpty() && !sent.get(0).startsWith("2");
		if (this.wire.inputReady()) {
			this.session.linter().report(LintRule.COMMAND_BEFORE_GREETING, "the client spoke first");
		}
		this.wire.flushFlight();
	}

	private @Nullable CommandLine next() throws IOException {
		if (this.mail.isIdle() && !this.wire.inputReady()) {
			this.idleGate.idle(this.session);
		}
		return this.wire.readLine();
	}

	private void handle(CommandLine line) throws IOException {
		String visible = visible(line);
		this.session.log().client(visible);
		this.session.linter().command(line, visible, this.session);
		if (this.refused && !line.is("QUIT")) {
			reply(503, "5.5.1", "No service here");
			return;
		}
		switch (line.verb()) {
			case "EHLO", "HELO" -> hello(line);
			case "STARTTLS" -> startTls(line);
			case "AUTH" -> auth(line);
			case "MAIL" -> this.mail.mail(line);
			case "RCPT" -> this.mail.rcpt(line);
			case "DATA" -> this.mail.data();
			case "BDAT" -> this.mail.bdat(line);
			case "RSET" -> this.mail.rset();
			case "NOOP" -> this.steps.take(Step.NOOP, '2', () -> this.session.reply(250, "2.0.0", "OK"));
			case "QUIT" -> quit();
			case "VRFY" -> reply(252, "2.5.2", "Send some mail and see");
			case "HELP" -> reply(214, "2.0.0", "RFC 5321");
			case "EXPN" -> reply(502, "5.5.1", "Not implemented");
			default -> reply(500, "5.5.2", "Command not recognized");
		}
	}

	/** A response that came at the wrong time must not end up in the transcript. */
	private String visible(CommandLine line) {
		return (this.sawAuth && !KNOWN_VERBS.contains(line.verb())) ? "****" : line.masked();
	}

	private void reply(int code, String enhanced, String text) {
		for (String line : this.session.reply(code, enhanced, text)) {
			this.session.log().server(line);
			this.wire.writeLine(line);
		}
	}

	private void hello(CommandLine line) throws IOException {
		boolean extended = line.is("EHLO");
		this.session.linter().clientName(line.argument());
		List<String> sent = this.steps.take(extended ? Step.EHLO : Step.HELO, '2', () -> {
			if (line.argument().isEmpty()) {
				return List.of("501 " + line.verb() + " needs a name");
			}
			this.session.greet(line.argument());
			return extended ? ehloReply() : List.of("250 " + this.session.settings().hostName());
		});
		if (!sent.isEmpty() && sent.get(0).startsWith("2")) {
			this.session.offer(extended ? sent : List.of());
		}
	}

	private List<String> ehloReply() {
		ServerSettings settings = this.session.settings();
		boolean mechanisms = settings.auth().isOffered(this.session.isTls());
		List<String> lines = new ArrayList<>(List.of(settings.hostName()));
		lines.addAll(settings.keywords(this.session.isTls(), mechanisms));
		int last = lines.size() - 1;
		lines.replaceAll((text) -> "250-" + text);
		lines.set(last, "250 " + lines.get(last).substring(4));
		return lines;
	}

	private void startTls(CommandLine line) throws IOException {
		if (!this.session.offered().contains("STARTTLS")) {
			this.session.linter().report(LintRule.OUT_OF_ORDER, "STARTTLS was not offered");
		}
		List<String> sent = this.steps.take(Step.STARTTLS, '2', () -> startTlsReply(line));
		if (sent.isEmpty() || !sent.get(0).startsWith("220")) {
			return;
		}
		if (this.wire.inputReady()) {
			this.session.linter().report(LintRule.OCTETS_BEHIND_STARTTLS, "the client did not wait for the 220");
			this.wire.closeGently();
			throw new SessionEnd(Ending.CLOSED_BY_SERVER);
		}
		this.wire.flushFlight();
		handshake();
	}

	private List<String> startTlsReply(CommandLine line) {
		if (this.session.settings().tls().mode() != ServerTls.STARTTLS) {
			return this.session.reply(502, "5.5.1", "Not implemented");
		}
		if (this.session.isTls() || !this.session.isGreeted()) {
			return this.session.reply(503, "5.5.1", "No STARTTLS here");
		}
		if (!line.argument().isEmpty()) {
			return this.session.reply(501, "5.5.4", "No parameters allowed");
		}
		return this.session.reply(220, "2.0.0", "Ready to start TLS");
	}

	private void handshake() throws IOException {
		List<String> sent = this.steps.take(Step.TLS_HANDSHAKE, '2', List::of);
		if (!sent.isEmpty()) {
			this.wire.closeGently();
			throw new SessionEnd(Ending.CLOSED_BY_SERVER);
		}
		try {
			this.session.tlsStarted(this.wire.startTls(this.session.settings().tls()));
		}
		catch (SSLException ex) {
			this.session.log().remark("TLS handshake failed: " + ex.getMessage());
			letReadAlert();
			throw new SessionEnd(Ending.HANDSHAKE_FAILED);
		}
	}

	private void letReadAlert() {
		try {
			this.wire.closeGently();
		}
		catch (IOException ex) {
			this.session.log().remark("The client did not wait for the alert: " + ex.getMessage());
		}
	}

	private void auth(CommandLine line) throws IOException {
		this.sawAuth = true;
		boolean clearText = !this.session.isTls() && !this.session.settings().auth().clearText();
		if (clearText && AuthExchange.isClearText(line.firstWord())) {
			this.session.linter().report(LintRule.CLEAR_TEXT_AUTH, line.masked());
		}
		AuthExchange exchange = new AuthExchange(this.session);
		List<String> sent = this.steps.take(Step.AUTH, '2', () -> requiresTls(() -> exchange.start(line)));
		while (!sent.isEmpty() && sent.get(0).startsWith("3")) {
			CommandLine response = this.wire.readLine();
			if (response == null) {
				throw new SessionEnd(Ending.CLOSED_BY_CLIENT);
			}
			this.session.log().client("****");
			sent = this.steps.take(Step.AUTH_RESPONSE, '2', () -> exchange.respond(response.text()));
		}
		if (!sent.isEmpty() && sent.get(0).startsWith("2") && !this.session.isAuthenticated()) {
			// A fault let the client in.
			this.session.authenticated("");
		}
	}

	private List<String> requiresTls(Steps.Effect effect) throws IOException {
		return this.rules.isTlsMissing() ? this.rules.tlsMissing() : effect.perform();
	}

	private void quit() throws IOException {
		this.steps.take(Step.QUIT, '2', () -> this.session.reply(221, "2.0.0", "Bye"));
		this.wire.closeGently();
		throw new SessionEnd(Ending.QUIT);
	}

}
