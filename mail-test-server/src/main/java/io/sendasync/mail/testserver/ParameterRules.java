package io.sendasync.mail.testserver;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Parameters of MAIL and RCPT: the extensions that they belong to, and what their values
 * look like.
 */
final class ParameterRules {

	private static final String XTEXT = "(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+";

	private static final Map<String, Rule> RULES = Map.ofEntries(
			// Values are checked by the server's limit or not at all.
			rule("SIZE", "SIZE", ".*"), rule("AUTH", "AUTH", ".*"),
			rule("BODY", "8BITMIME", "(?i)7BIT|8BITMIME|BINARYMIME"), rule("SMTPUTF8", "SMTPUTF8", ""),
			rule("RET", "DSN", "(?i)FULL|HDRS"), rule("ENVID", "DSN", "(?=.{1,100}$)" + XTEXT),
			rule("NOTIFY", "DSN", "(?i)NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY)){0,2}"),
			rule("ORCPT", "DSN", "(?i)(?=.{1,500}$)[a-z0-9-]+;.+"), rule("REQUIRETLS", "REQUIRETLS", ""),
			rule("BY", "DELIVERBY", "(?i)(?:[1-9][0-9]{0,8};R|[+-]?[0-9]{1,9};N)T?"),
			rule("MT-PRIORITY", "MT-PRIORITY", "0|-?[1-9]"), rule("HOLDFOR", "FUTURERELEASE", "[1-9][0-9]{0,8}"),
			rule("HOLDUNTIL", "FUTURERELEASE", "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"));

	private record Rule(String extension, Pattern value) {
	}

	private ParameterRules() {
	}

	private static Map.Entry<String, Rule> rule(String keyword, String extension, String value) {
		return Map.entry(keyword, new Rule(extension, Pattern.compile(value)));
	}

	/** The EHLO keyword of the extension that has this parameter. */
	static String extension(String keyword) {
		Rule rule = RULES.get(keyword);
		return (rule != null) ? rule.extension() : keyword;
	}

	/** Whether the value is one; true for an unknown parameter. */
	static boolean isValid(String keyword, @Nullable String value) {
		Rule rule = RULES.get(keyword);
		return rule == null || rule.value().matcher((value != null) ? value : "").matches();
	}

}
