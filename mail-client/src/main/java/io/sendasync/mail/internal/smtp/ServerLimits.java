package io.sendasync.mail.internal.smtp;

import java.util.regex.Pattern;

/**
 * What a server takes, as it says with LIMITS (RFC 9422). Each is
 * {@code Integer.MAX_VALUE} if it was not said.
 *
 * @param transactions MAIL commands in a session
 * @param recipients RCPT commands in a transaction
 * @param recipientDomains different domains among the recipients of a session
 */
public record ServerLimits(int transactions, int recipients, int recipientDomains) {

	// RFC 9422 §3: up to six digits, of which the first is not 0.
	private static final Pattern VALUE = Pattern.compile("[1-9][0-9]{0,5}");

	/**
	 * Reads the parameters of the keyword; what is unknown or malformed is no limit.
	 */
	static ServerLimits parse(String parameters) {
		return new ServerLimits(limit(parameters, "MAILMAX="), limit(parameters, "RCPTMAX="),
				limit(parameters, "RCPTDOMAINMAX="));
	}

	private static int limit(String parameters, String name) {
		for (String parameter : parameters.split(" +", -1)) {
			if (parameter.regionMatches(true, 0, name, 0, name.length())) {
				String value = parameter.substring(name.length());
				if (VALUE.matcher(value).matches()) {
					return Integer.parseInt(value);
				}
			}
		}
		return Integer.MAX_VALUE;
	}

}
