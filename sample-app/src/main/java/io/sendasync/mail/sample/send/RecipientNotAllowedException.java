package io.sendasync.mail.sample.send;

import java.util.List;
import java.util.stream.Collectors;

import io.sendasync.mail.message.MailAddress;

/**
 * The application does not send to everybody.
 */
public final class RecipientNotAllowedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	RecipientNotAllowedException(List<MailAddress> recipients) {
		super("With an external mail server this application sends only to the addresses listed in the property"
				+ " sample.allowed-recipients. Add "
				+ recipients.stream().map(MailAddress::address).collect(Collectors.joining(", "))
				+ " there (or to SAMPLE_ALLOWED_RECIPIENTS) and restart, or send to a listed address.");
	}

}
