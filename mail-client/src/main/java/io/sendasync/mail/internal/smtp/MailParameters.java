package io.sendasync.mail.internal.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.message.DeliverBy;
import io.sendasync.mail.message.DeliveryExtension;
import io.sendasync.mail.message.DeliveryOptions;
import io.sendasync.mail.message.MailAddress;
import io.sendasync.mail.message.ReturnedContent;
import io.sendasync.mail.message.WhenNotOffered;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of MAIL and RCPT with which a message goes out in one session, and what
 * speaks against its going out there at all.
 */
final class MailParameters {

	private final Mail mail;

	private final DeliveryOptions options;

	private final Capabilities capabilities;

	private final boolean secured;

	// Null if none is wanted or it is over: the same for all commands of a transaction.
	private final @Nullable Instant holdUntil;

	// Whether the message asks for any extension of delivery: most do not.
	private final boolean demanding;

	// Offered, wanted, and yet not known to the server.
	private final Set<DeliveryExtension> dropped = EnumSet.noneOf(DeliveryExtension.class);

	/**
	 * Creates the parameters.
	 * @param mail what is to be sent
	 * @param capabilities what the server offered in this session
	 * @param secured whether the session has TLS
	 */
	MailParameters(Mail mail, Capabilities capabilities, boolean secured) {
		this.mail = mail;
		this.options = mail.options();
		this.capabilities = capabilities;
		this.secured = secured;
		Instant until = this.options.holdUntil();
		this.holdUntil = (until != null && until.isAfter(Instant.now())) ? until : null;
		this.demanding = !mail.notifications().isEmpty() || !this.options.equals(DeliveryOptions.NONE);
	}

	/**
	 * Appends the parameters of MAIL, each with a leading space.
	 */
	void appendToMail(StringBuilder parameters) {
		MailContent content = this.mail.content();
		if (this.capabilities.has("SIZE")) {
			parameters.append(" SIZE=").append(content.size());
		}
		if (content.eightBit() && this.capabilities.has("8BITMIME")) {
			parameters.append(" BODY=8BITMIME");
		}
		if (content.smtpUtf8()) {
			parameters.append(" SMTPUTF8");
		}
		if (!this.demanding) {
			return;
		}
		for (DeliveryExtension extension : DeliveryExtension.values()) {
			if (isUsable(extension)) {
				parameters.append(ofMail(extension));
			}
		}
	}

	/**
	 * Appends the parameters of RCPT, each with a leading space.
	 */
	void appendToRecipient(StringBuilder parameters, MailAddress recipient) {
		if (this.demanding && isUsable(DeliveryExtension.DSN)) {
			parameters.append(DeliveryStatus.parameters(this.mail.notifications(), recipient));
		}
	}

	private String ofMail(DeliveryExtension extension) {
		return switch (extension) {
			case DSN -> deliveryStatus();
			case REQUIRETLS -> this.options.requireTls() ? " REQUIRETLS" : "";
			case DELIVERBY -> deliverBy();
			case MT_PRIORITY ->
				(this.options.transferPriority() != null) ? " MT-PRIORITY=" + this.options.transferPriority() : "";
			case FUTURERELEASE -> hold();
		};
	}

	private String deliveryStatus() {
		ReturnedContent returned = this.options.returnedContent();
		String envelopeId = this.options.envelopeId();
		return ((returned != null) ? ((returned == ReturnedContent.FULL) ? " RET=FULL" : " RET=HDRS") : "")
				+ ((envelopeId != null) ? " ENVID=" + DeliveryStatus.xtext(envelopeId) : "");
	}

	private String deliverBy() {
		DeliverBy limit = this.options.deliverBy();
		if (limit == null) {
			return "";
		}
		return " BY=" + limit.time().toSeconds() + ((limit.ifLate() == DeliverBy.IfLate.RETURN) ? ";R" : ";N")
				+ (limit.trace() ? "T" : "");
	}

	private String hold() {
		Duration length = this.options.holdFor();
		if (length != null) {
			return " HOLDFOR=" + length.toSeconds();
		}
		return (this.holdUntil != null) ? " HOLDUNTIL=" + this.holdUntil : "";
	}

	private boolean isUsable(DeliveryExtension extension) {
		return this.capabilities.has(extension.keyword()) && !this.dropped.contains(extension);
	}

	/**
	 * Drops what the server offered and does not know after all, as far as the message
	 * may go without it.
	 * @param byMail whether MAIL was refused for it, not RCPT
	 * @return whether there was anything
	 */
	boolean drop(boolean byMail) {
		boolean any = false;
		for (DeliveryExtension extension : DeliveryExtension.values()) {
			boolean said = byMail ? !ofMail(extension).isEmpty()
					: extension == DeliveryExtension.DSN && !this.mail.notifications().isEmpty();
			if (said && isUsable(extension) && this.options.whenNotOffered(extension) == WhenNotOffered.GO_WITHOUT) {
				any |= this.dropped.add(extension);
			}
		}
		return any;
	}

	/**
	 * Why the message must not go out in this session.
	 * @return the failure, or null if it may
	 */
	@Nullable SmtpException refusal() {
		if (this.options.requireTls() && !this.secured) {
			return new SmtpTlsException("The message requires TLS, and the connection to this server has none."
					+ " Use the TLS mode STARTTLS or IMPLICIT", null, null);
		}
		List<String> reasons = new ArrayList<>(1);
		content(reasons);
		if (this.demanding) {
			extensions(reasons);
		}
		return reasons.isEmpty() ? null
				: new SmtpException("The message cannot be sent to this server: " + String.join("; ", reasons),
						SendOutcome.NOT_SENT, null, null);
	}

	private void content(List<String> reasons) {
		MailContent content = this.mail.content();
		if (content.size() > this.capabilities.maxSize()) {
			reasons.add("it has " + content.size() + " octets, and the server takes at most "
					+ this.capabilities.maxSize());
		}
		int recipients = this.mail.envelope().recipients().size();
		int limit = this.capabilities.limits().recipients();
		if (recipients > limit) {
			reasons.add("it has " + recipients + " recipients who are to get it all or nothing, and the server takes "
					+ limit + " at once (send it to fewer at a time, or with DELIVER_TO_ACCEPTED)");
		}
		if (content.eightBit() && !this.capabilities.has("8BITMIME")) {
			reasons.add("it has 8-bit content, and the server does not offer 8BITMIME");
		}
		if (content.smtpUtf8() && !this.capabilities.has("SMTPUTF8")) {
			reasons.add("an address is not ASCII, and the server does not offer SMTPUTF8");
		}
	}

	private void extensions(List<String> reasons) {
		for (DeliveryExtension extension : DeliveryExtension.values()) {
			String reason = reason(extension);
			if (reason != null) {
				reasons.add(reason);
			}
		}
	}

	private boolean isWanted(DeliveryExtension extension) {
		return !ofMail(extension).isEmpty()
				|| (extension == DeliveryExtension.DSN && !this.mail.notifications().isEmpty());
	}

	/**
	 * What the message asks for and cannot do without.
	 */
	List<DeliveryExtension> demands() {
		return Arrays.stream(DeliveryExtension.values())
			.filter((extension) -> isWanted(extension) && this.options.whenNotOffered(extension) == WhenNotOffered.FAIL)
			.toList();
	}

	private @Nullable String reason(DeliveryExtension extension) {
		if (!isWanted(extension)) {
			return null;
		}
		if (this.capabilities.has(extension.keyword())) {
			return switch (extension) {
				case DELIVERBY -> tooSoon();
				case FUTURERELEASE -> tooLate();
				default -> null;
			};
		}
		if (this.options.whenNotOffered(extension) == WhenNotOffered.GO_WITHOUT) {
			return null;
		}
		return "it asks for " + extension.keyword() + ", and the server does not offer that ("
				+ ((extension == DeliveryExtension.REQUIRETLS) ? "only a message without requireTls goes there)"
						: "whenNotOffered lets a message go without)");
	}

	private @Nullable String tooSoon() {
		DeliverBy limit = this.options.deliverBy();
		long minimum = this.capabilities.minDeliverBy();
		if (limit == null || limit.ifLate() != DeliverBy.IfLate.RETURN || limit.time().toSeconds() >= minimum) {
			return null;
		}
		return "it is to be delivered within " + limit.time().toSeconds()
				+ " s or returned, and the server takes no less than " + minimum + " s";
	}

	private @Nullable String tooLate() {
		long limit = this.capabilities.maxHold();
		Duration length = this.options.holdFor();
		if (limit > 0 && length != null && length.toSeconds() > limit) {
			return "it is to be held for " + length.toSeconds() + " s, and the server holds for at most " + limit
					+ " s";
		}
		Instant last = this.capabilities.maxHoldUntil();
		Instant until = this.options.holdUntil();
		return (last != null && until != null && until.isAfter(last))
				? "it is to be held until " + until + ", and the server holds until " + last + " at most" : null;
	}

}
