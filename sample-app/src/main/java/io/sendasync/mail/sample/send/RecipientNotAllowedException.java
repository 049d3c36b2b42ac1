package io.sendasync.mail.sample.send;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.sendasync.mail.message.MailAddress;

/**
 * The application does not send to everybody.
 */
public final class RecipientNotAllowedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Map<String, String> errors;

	RecipientNotAllowedException(Map<String, List<MailAddress>> recipients) {
		super("With an external mail server this application sends only to the addresses listed in the property"
				+ " sample.allowed-recipients. Add "
				+ recipients.values()
					.stream()
					.map(RecipientNotAllowedException::names)
					.collect(Collectors.joining(", "))
				+ " there (or to SAMPLE_ALLOWED_RECIPIENTS) and restart, or send to a listed address.");
		Map<String, String> all = new LinkedHashMap<>();
		recipients.forEach((field, names) -> all.put(field,
				"give addresses that are listed in sample.allowed-recipients (not " + names(names) + ")"));
		this.errors = Collections.unmodifiableMap(all);
	}

	/**
	 * What to do about each wrong field.
	 * @return the advice by the field's name
	 */
	public Map<String, String> errors() {
		return this.errors;
	}

	private static String names(List<MailAddress> recipients) {
		return recipients.stream().map(MailAddress::address).collect(Collectors.joining(", "));
	}

}
