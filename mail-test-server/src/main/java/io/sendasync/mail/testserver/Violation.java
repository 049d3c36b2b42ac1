package io.sendasync.mail.testserver;

import java.util.Objects;

/**
 * A client's mistake.
 *
 * @param connection the number of the connection, from 1
 * @param rule the rule that was broken
 * @param detail what was seen; never a secret
 */
public record Violation(int connection, LintRule rule, String detail) {

	public Violation {
		Objects.requireNonNull(rule, "rule");
		Objects.requireNonNull(detail, "detail");
	}

	@Override
	public String toString() {
		return "connection " + this.connection + ": " + this.rule + ": " + this.detail;
	}

}
