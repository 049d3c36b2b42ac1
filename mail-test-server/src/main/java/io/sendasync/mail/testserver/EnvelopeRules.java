package io.sendasync.mail.testserver;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a well-behaved server refuses, and with which reply. Confined to the connection's
 * thread.
 */
final class EnvelopeRules {

	private static final Set<String> HOLDS = Set.of("HOLDFOR", "HOLDUNTIL");

	private final Session session;

	private int mails;

	/** Of the recipients that were accepted on this connection. */
	private final Set<String> domains = new HashSet<>();

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
		if (isOverMessages()) {
			return this.session.reply(421, "4.7.0", "Too many messages on this connection");
		}
		return checkMailParameters(argument.parameters());
	}

	boolean isOverMessages() {
		return this.mails > this.session.settings().limits().maxMessages();
	}

	/** Counts a MAIL command, whatever becomes of it. */
	void countMail() {
		this.mails++;
		if (isOverMessages()) {
			lintLimit("MAIL number " + this.mails);
		}
	}

	private @Nullable List<String> checkMailParameters(Map<String, String> parameters) {
		List<String> refusal = checkParameters(parameters);
		if (refusal != null) {
			return refusal;
		}
		String size = parameters.get("SIZE");
		if (size != null && chunkSize(size) < 0) {
			return this.session.reply(501, "5.5.4", "SIZE needs a number");
		}
		if (size != null && chunkSize(size) > this.session.settings().limits().maxSize()) {
			return tooLarge();
		}
		return checkTimes(parameters);
	}

	private @Nullable List<String> checkParameters(Map<String, String> parameters) {
		for (Map.Entry<String, String> parameter : parameters.entrySet()) {
			String keyword = parameter.getKey();
			if (!this.session.offered().contains(ParameterRules.extension(keyword))) {
				return this.session.reply(555, "5.5.4", "Unsupported parameter " + keyword);
			}
			if (!ParameterRules.isValid(keyword, parameter.getValue())) {
				return this.session.reply(501, "5.5.4", "Bad value of " + keyword);
			}
		}
		return null;
	}

	private @Nullable List<String> checkTimes(Map<String, String> parameters) {
		ServerSettings.Offer offer = this.session.settings().offer();
		String by = parameters.getOrDefault("BY", "");
		if (by.contains(";R") && Long.parseLong(by.substring(0, by.indexOf(';'))) < offer.minDeliverBy().toSeconds()) {
			return this.session.reply(501, "5.5.4", "BY is too short");
		}
		long holdFor = Long.parseLong(parameters.getOrDefault("HOLDFOR", "0"));
		String latest = Instant.now().plus(offer.maxHold()).truncatedTo(ChronoUnit.SECONDS).toString();
		// Both have the same form, so they compare as text.
		boolean tooLate = parameters.getOrDefault("HOLDUNTIL", "").compareTo(latest) > 0;
		if (holdFor > offer.maxHold().toSeconds() || tooLate || parameters.keySet().containsAll(HOLDS)) {
			return this.session.reply(501, "5.5.4", "No such hold");
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
		List<String> refusal = checkParameters(argument.parameters());
		if (refusal != null) {
			return refusal;
		}
		ServerSettings.Limits limits = this.session.settings().limits();
		if (transaction.recipients().size() >= limits.maxRecipients()) {
			lintLimit("RCPT number " + (transaction.recipients().size() + 1));
			return this.session.reply(452, "4.5.3", "Too many recipients");
		}
		if (isOneDomainTooMany(argument.path())) {
			lintLimit("another recipient domain");
			return this.session.reply(452, "4.5.3", "Too many recipient domains");
		}
		if (!limits.knownRecipients().test(argument.path())) {
			return this.session.reply(550, "5.1.1", "No such user");
		}
		this.domains.add(domain(argument.path()));
		return null;
	}

	private boolean isOneDomainTooMany(String path) {
		return this.domains.size() >= this.session.settings().limits().maxRecipientDomains()
				&& !this.domains.contains(domain(path));
	}

	private static String domain(String path) {
		return path.substring(path.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
	}

	private void lintLimit(String what) {
		if (this.session.offers(SmtpExtension.LIMITS)) {
			this.session.linter().report(LintRule.LIMIT_EXCEEDED, what);
		}
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
