package io.sendasync.mail.testserver;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a well-behaved server refuses, and with which reply. Changes nothing.
 */
final class EnvelopeRules {

	private final Session session;

	EnvelopeRules(Session session) {
		this.session = session;
	}

	boolean isTlsMissing() {
		return this.session.settings().tls().required() && !this.session.isTls();
	}

	List<String> tlsMissing() {
		return this.session.reply(530, "5.7.0", "Must issue a STARTTLS command first");
	}

	@Nullable List<String> checkMail(@Nullable PathArgument argument) {
		if (!this.session.isGreeted()) {
			return this.session.reply(503, "5.5.1", "Say EHLO first");
		}
		if (isTlsMissing()) {
			return tlsMissing();
		}
		if (this.session.settings().auth().isRequired() && !this.session.isAuthenticated()) {
			return this.session.reply(530, "5.7.0", "Authentication required");
		}
		if (this.session.transaction() != null) {
			return this.session.reply(503, "5.5.1", "Nested MAIL");
		}
		if (argument == null) {
			return this.session.reply(501, "5.5.4", "Syntax: MAIL FROM:<address>");
		}
		return checkMailParameters(argument.parameters());
	}

	private @Nullable List<String> checkMailParameters(Map<String, String> parameters) {
		for (String keyword : parameters.keySet()) {
			boolean offered = switch (keyword) {
				case "SIZE" -> this.session.offers(SmtpExtension.SIZE);
				case "BODY" -> this.session.offers(SmtpExtension.EIGHTBITMIME);
				case "SMTPUTF8" -> this.session.offers(SmtpExtension.SMTPUTF8);
				case "RET", "ENVID" -> this.session.offers(SmtpExtension.DSN);
				default -> this.session.offered().contains(keyword);
			};
			if (!offered) {
				return this.session.reply(555, "5.5.4", "Unsupported parameter " + keyword);
			}
		}
		String size = parameters.get("SIZE");
		if (size != null && chunkSize(size) < 0) {
			return this.session.reply(501, "5.5.4", "SIZE needs a number");
		}
		if (size != null && chunkSize(size) > this.session.settings().limits().maxSize()) {
			return tooLarge();
		}
		return null;
	}

	@Nullable List<String> checkRecipient(@Nullable PathArgument argument) {
		Transaction transaction = this.session.transaction();
		if (transaction == null) {
			return this.session.reply(503, "5.5.1", "Say MAIL first");
		}
		if (argument == null || argument.path().isEmpty()) {
			return this.session.reply(501, "5.1.3", "Syntax: RCPT TO:<address>");
		}
		for (String keyword : argument.parameters().keySet()) {
			boolean dsn = keyword.equals("NOTIFY") || keyword.equals("ORCPT");
			if (!(dsn ? this.session.offers(SmtpExtension.DSN) : this.session.offered().contains(keyword))) {
				return this.session.reply(555, "5.5.4", "Unsupported parameter " + keyword);
			}
		}
		ServerSettings.Limits limits = this.session.settings().limits();
		if (transaction.recipients().size() >= limits.maxRecipients()) {
			return this.session.reply(452, "4.5.3", "Too many recipients");
		}
		if (!limits.knownRecipients().test(argument.path())) {
			return this.session.reply(550, "5.1.1", "No such user");
		}
		return null;
	}

	List<String> dataReply() {
		Transaction transaction = this.session.transaction();
		if (transaction == null || transaction.chunks() != null) {
			return this.session.reply(503, "5.5.1", (transaction == null) ? "Say MAIL first" : "BDAT has begun");
		}
		if (transaction.recipients().isEmpty()) {
			return noRecipients();
		}
		return List.of("354 End the message with a dot on a line of its own");
	}

	List<String> chunkReply(ContentCollector chunks) {
		List<String> refusal = checkMessage(chunks);
		return (refusal != null) ? refusal
				: this.session.reply(250, "2.0.0", chunks.size() + " octets of the message so far");
	}

	@Nullable List<String> checkMessage(ContentCollector content) {
		Transaction transaction = this.session.transaction();
		if (transaction == null) {
			return this.session.reply(503, "5.5.1", "No transaction");
		}
		if (transaction.recipients().isEmpty()) {
			return noRecipients();
		}
		return content.isTooLarge() ? tooLarge() : null;
	}

	private List<String> noRecipients() {
		return this.session.reply(554, "5.5.1", "No valid recipients");
	}

	private List<String> tooLarge() {
		return this.session.reply(552, "5.3.4", "Message is larger than the limit");
	}

	/** Reads a size; -1 if it is none, the largest number if it is too long. */
	static long chunkSize(String text) {
		if (text.isEmpty() || text.length() > 20 || !text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return -1;
		}
		return (text.length() > 18) ? Long.MAX_VALUE : Long.parseLong(text);
	}

}
