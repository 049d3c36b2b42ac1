package io.sendasync.mail.internal.smtp;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.MailAddress;

/**
 * The parameters of RCPT that ask for delivery status notifications (RFC 3461 §4).
 */
final class DeliveryStatus {

	private DeliveryStatus() {
	}

	/**
	 * The parameters for one recipient.
	 * @param conditions when to notify, empty to leave it to the servers
	 * @param recipient the recipient, which on submission is also the original one
	 * @return the parameters with leading spaces, or nothing
	 */
	static String parameters(Collection<DeliveryNotification> conditions, MailAddress recipient) {
		if (conditions.isEmpty()) {
			return "";
		}
		String notify = conditions.stream()
			.sorted()
			.map((condition) -> condition.name().toUpperCase(Locale.ROOT))
			.collect(Collectors.joining(",", " NOTIFY=", ""));
		// An address of RFC 6531 would need the form of RFC 6533.
		return recipient.needsSmtpUtf8() ? notify : notify + " ORCPT=rfc822;" + xtext(recipient.wireAddress());
	}

	/**
	 * RFC 3461 §4: what is not printable ASCII, and {@code +} and {@code =}, in hex.
	 */
	static String xtext(String ascii) {
		StringBuilder text = new StringBuilder(ascii.length());
		for (int i = 0; i < ascii.length(); i++) {
			char c = ascii.charAt(i);
			if (c > ' ' && c < 0x7F && c != '+' && c != '=') {
				text.append(c);
			}
			else {
				text.append(String.format(Locale.ROOT, "+%02X", (int) c));
			}
		}
		return text.toString();
	}

}
