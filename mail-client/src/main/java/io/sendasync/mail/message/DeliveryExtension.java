package io.sendasync.mail.message;

/**
 * An SMTP extension with which a message tells the server how to deliver it.
 */
public enum DeliveryExtension {

	/**
	 * Delivery status notifications (RFC 3461). By default a message goes without: it
	 * matters more than the report.
	 */
	DSN("DSN", WhenNotOffered.GO_WITHOUT),

	/**
	 * Only over TLS, all the way (RFC 8689). A message that asks for it never goes
	 * without.
	 */
	REQUIRETLS("REQUIRETLS", WhenNotOffered.FAIL),

	/** A time to deliver within (RFC 2852). By default a message fails without. */
	DELIVERBY("DELIVERBY", WhenNotOffered.FAIL),

	/** Priority among the server's messages (RFC 6710). By default one goes without. */
	MT_PRIORITY("MT-PRIORITY", WhenNotOffered.GO_WITHOUT),

	/**
	 * Release at a later time (RFC 4865). By default a message fails without: it would
	 * arrive too early.
	 */
	FUTURERELEASE("FUTURERELEASE", WhenNotOffered.FAIL);

	private final String keyword;

	private final WhenNotOffered whenNotOffered;

	DeliveryExtension(String keyword, WhenNotOffered whenNotOffered) {
		this.keyword = keyword;
		this.whenNotOffered = whenNotOffered;
	}

	/**
	 * The word with which servers offer it.
	 * @return the keyword in the reply to EHLO
	 */
	public String keyword() {
		return this.keyword;
	}

	/**
	 * What happens without it unless a message says otherwise.
	 * @return the default policy
	 */
	public WhenNotOffered whenNotOffered() {
		return this.whenNotOffered;
	}

}
