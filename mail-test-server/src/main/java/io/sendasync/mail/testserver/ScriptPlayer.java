package io.sendasync.mail.testserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.sendasync.mail.testserver.Script.Move;
import io.sendasync.mail.testserver.SessionRecord.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Plays a {@link Script} on one connection. Confined to the connection's thread.
 */
final class ScriptPlayer implements Talk {

	private final Script script;

	private final Session session;

	private final Wire wire;

	private boolean inAuth;

	private ScriptPlayer(Script script, Session session) {
		this.script = script;
		this.session = session;
		this.wire = session.wire();
	}

	static Connection.TalkFactory factory(List<Script> scripts) {
		if (scripts.isEmpty()) {
			throw new IllegalArgumentException("at least one script is needed");
		}
		return (session, gate) -> {
			int index = Math.min(session.number(), scripts.size()) - 1;
			return new ScriptPlayer(scripts.get(index), session);
		};
	}

	@Override
	public void run() throws IOException {
		for (Move move : this.script.moves()) {
			play(move);
		}
		while (this.wire.read() >= 0) {
			this.session.context().checkOpen();
		}
		throw new SessionEnd(Ending.CLOSED_BY_CLIENT);
	}

	private void play(Move move) throws IOException {
		if (move instanceof Move.Send send) {
			send(send.latin1().getBytes(StandardCharsets.ISO_8859_1));
		}
		else if (move instanceof Move.Expect expect) {
			expect(expect.pattern());
		}
		else if (move instanceof Move.ExpectContent) {
			expectContent();
		}
		else if (move instanceof Move.ExpectClose) {
			expectClose();
		}
		else if (move instanceof Move.StartTls) {
			this.wire.flushFlight();
			this.session.tlsStarted(this.wire.startTls(this.session.settings().tls()));
		}
		else {
			act(move);
		}
	}

	private void act(Move move) throws IOException {
		this.wire.flush();
		if (move instanceof Move.Pause pause) {
			this.session.context().pause(pause.duration());
		}
		else if (move instanceof Move.Stall) {
			this.session.log().remark("stalled");
			this.wire.stall(this.session.context().plan().stall());
		}
		else {
			if (move instanceof Move.Reset) {
				this.wire.reset();
			}
			else {
				this.wire.closeGently();
			}
			throw new SessionEnd(Ending.CLOSED_BY_SERVER);
		}
	}

	private void send(byte[] octets) {
		String text = new String(octets, StandardCharsets.UTF_8);
		text.lines().forEach(this.session.log()::server);
		this.inAuth = text.startsWith("334");
		this.wire.write(octets);
	}

	private void expect(String pattern) throws IOException {
		CommandLine line = this.wire.readLine();
		if (line == null) {
			throw mismatch(pattern, null);
		}
		String visible = this.inAuth ? "****" : line.masked();
		this.session.log().client(visible);
		if (!glob(pattern).matcher(line.text()).matches()) {
			throw mismatch(pattern, visible);
		}
	}

	private void expectContent() throws IOException {
		this.wire.flushFlight();
		ContentCollector content = ContentCollector.forData(this.session.linter(), true, 0);
		int octet = this.wire.read();
		while (octet >= 0 && content.add(octet)) {
			octet = this.wire.read();
		}
		this.session.log().client("<" + content.size() + " octets of content>");
		if (octet < 0) {
			throw mismatch("content with a final dot", null);
		}
	}

	private void expectClose() throws IOException {
		CommandLine line = this.wire.readLine();
		if (line != null) {
			this.session.log().client(line.masked());
			throw mismatch("the end of the connection", line.masked());
		}
		throw new SessionEnd(Ending.CLOSED_BY_CLIENT);
	}

	private SessionEnd mismatch(String expected, @Nullable String actual) throws IOException {
		String got = (actual != null) ? "\"" + actual + "\"" : "the end of the connection";
		this.session.linter().report(LintRule.SCRIPT_MISMATCH, "expected \"" + expected + "\" but got " + got);
		this.wire.closeGently();
		return new SessionEnd((actual != null) ? Ending.CLOSED_BY_SERVER : Ending.CLOSED_BY_CLIENT);
	}

	private static Pattern glob(String pattern) {
		return Pattern.compile(
				Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
				Pattern.CASE_INSENSITIVE);
	}

}
