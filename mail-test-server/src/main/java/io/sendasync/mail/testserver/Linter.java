package io.sendasync.mail.testserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for mistakes in what one client sends. Confined to the connection's thread.
 */
final class Linter {

	/** Must be the last of their group: RFC 2920 §3.1, RFC 3207 §4, RFC 4954 §4. */
	private static final Set<String> GROUP_ENDS = Set.of("EHLO", "HELO", "DATA", "VRFY", "EXPN", "QUIT", "NOOP",
			"STARTTLS", "AUTH");

	private static final int COMMAND_LIMIT = 512;

	/** What a parameter may add to the length of its command, with the space. */
	private static final Map<String, Integer> ALLOWANCES = Map.ofEntries(Map.entry("SIZE", 26), Map.entry("BODY", 17),
			Map.entry("SMTPUTF8", 10), Map.entry("AUTH", 500), Map.entry("RET", 9), Map.entry("ENVID", 107),
			Map.entry("NOTIFY", 29), Map.entry("ORCPT", 507), Map.entry("REQUIRETLS", 11), Map.entry("BY", 17),
			Map.entry("MT-PRIORITY", 15), Map.entry("HOLDFOR", 34), Map.entry("HOLDUNTIL", 34));

	private static final Pattern CLIENT_NAME = Pattern.compile(
			"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Za-z:.]+]");

	private static final String CONTENT = "content";

	private final int connection;

	private final List<Violation> findings;

	private final SessionLog log;

	/** The verbs of the flight that is being read. */
	private final List<String> flight = new ArrayList<>();

	private String lastVerb = "";

	Linter(int connection, List<Violation> findings, SessionLog log) {
		this.connection = connection;
		this.findings = findings;
		this.log = log;
	}

	void report(LintRule rule, String detail) {
		Violation violation = new Violation(this.connection, rule, detail);
		this.log.remark("violation: " + rule + ": " + detail);
		this.findings.add(violation);
	}

	void flightEnded() {
		this.flight.clear();
	}

	/** Whether that command stands earlier in the flight, so its reply is not known. */
	boolean isInFlight(String verb) {
		return this.flight.contains(verb);
	}

	long countInFlight(String verb) {
		return this.flight.stream().filter(verb::equals).count();
	}

	/** Content was read; what follows it in the flight is pipelined. */
	void content() {
		this.flight.add(CONTENT);
	}

	/**
	 * Checks any command.
	 * @param line the command
	 * @param visible the command without secrets
	 * @param session the state before the command
	 */
	void command(CommandLine line, String visible, Session session) {
		grouping(line, visible, session);
		if (this.lastVerb.equals("BDAT") && !Dialogue.KNOWN_VERBS.contains(line.verb())) {
			report(LintRule.WRONG_CHUNK_SIZE, "behind the chunk stands \"" + visible + "\"");
		}
		this.lastVerb = line.verb();
		if (!line.endedByCrLf()) {
			report(LintRule.BARE_LF, "behind " + visible);
		}
		if (line.text().indexOf('\r') >= 0) {
			report(LintRule.BARE_CR, "in " + line.verb());
		}
		if (line.text().chars().anyMatch((c) -> (c < ' ' && c != '\r') || c == 127)) {
			report(LintRule.CONTROL_CHARACTER, "in " + line.verb());
		}
		if (!line.is("MAIL") && !line.is("RCPT")) {
			length(line, COMMAND_LIMIT);
			eightBit(line, false);
		}
		this.flight.add(line.verb());
	}

	private void grouping(CommandLine line, String visible, Session session) {
		if (this.flight.isEmpty()) {
			return;
		}
		String previous = this.flight.get(this.flight.size() - 1);
		if (GROUP_ENDS.contains(previous)) {
			report(LintRule.COMMAND_BEHIND_GROUP_END, visible + " behind " + previous);
		}
		else if (previous.equals("BDAT") && !line.is("BDAT")) {
			// RFC 3030 §2 allows chunks behind chunks, and nothing else, so RFC 2920 §3.1
			// makes BDAT the last of its group.
			report(LintRule.COMMAND_BEHIND_GROUP_END, visible + " behind BDAT");
		}
		else if (!session.offers(SmtpExtension.PIPELINING)) {
			report(LintRule.PIPELINING_NOT_OFFERED, visible + " behind " + previous);
		}
		if (line.is("BDAT") && (isInFlight("MAIL") || isInFlight("RCPT"))) {
			report(LintRule.BDAT_BEFORE_REPLIES, "in one group with the envelope");
		}
	}

	void clientName(String name) {
		if (!CLIENT_NAME.matcher(name).matches()) {
			report(LintRule.CLIENT_NAME, "\"" + name + "\" is neither a domain nor an address literal");
		}
	}

	private void length(CommandLine line, int limit) {
		if (line.wireLength() > limit) {
			report(LintRule.COMMAND_TOO_LONG,
					line.verb() + " has " + line.wireLength() + " octets, allowed are " + limit);
		}
	}

	private void eightBit(CommandLine line, boolean utf8) {
		if (line.eightBit() && !utf8) {
			report(LintRule.EIGHT_BIT_NOT_ANNOUNCED, "in " + line.verb() + " without SMTPUTF8");
		}
	}

	/** Checks MAIL or RCPT once their argument could be read. */
	void path(CommandLine line, PathArgument argument, Set<String> offered, boolean utf8) {
		int limit = COMMAND_LIMIT;
		for (String keyword : argument.parameters().keySet()) {
			limit += ALLOWANCES.getOrDefault(keyword, 0);
			if (!offered.contains(ParameterRules.extension(keyword))) {
				report(LintRule.PARAMETER_NOT_OFFERED, keyword + " on " + line.verb());
			}
			else if (!ParameterRules.isValid(keyword, argument.parameters().get(keyword))) {
				report(LintRule.PARAMETER_VALUE, keyword + " on " + line.verb());
			}
		}
		length(line, limit);
		eightBit(line, utf8);
		if (argument.spaceAfterColon()) {
			report(LintRule.SPACE_AFTER_COLON, line.text());
		}
	}

}
