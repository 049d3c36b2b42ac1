package io.sendasync.mail.testserver;

/**
 * A service extension that the server can offer in its answer to EHLO. STARTTLS and AUTH
 * have switches of their own in {@link SmtpTestServerBuilder}.
 */
public enum SmtpExtension {

	/** RFC 2920. */
	PIPELINING("PIPELINING"),

	/** RFC 1870; with a limit if {@link SmtpTestServerBuilder#maxSize(long)} is set. */
	SIZE("SIZE"),

	/** RFC 6152; printed as {@code 8BITMIME}. */
	EIGHTBITMIME("8BITMIME"),

	/** RFC 6531. */
	SMTPUTF8("SMTPUTF8"),

	/** RFC 3461. */
	DSN("DSN"),

	/** RFC 2034; without it the replies carry no enhanced codes. */
	ENHANCEDSTATUSCODES("ENHANCEDSTATUSCODES"),

	/** RFC 3030, BDAT; like the following ones not in the default set. */
	CHUNKING("CHUNKING"),

	/** RFC 8689; offered inside TLS only. */
	REQUIRETLS("REQUIRETLS"),

	/** RFC 2852; with {@link SmtpTestServerBuilder#minDeliverBy(java.time.Duration)}. */
	DELIVERBY("DELIVERBY"),

	/** RFC 6710; printed as {@code MT-PRIORITY}. */
	MT_PRIORITY("MT-PRIORITY"),

	/** RFC 4865; with {@link SmtpTestServerBuilder#maxHold(java.time.Duration)}. */
	FUTURERELEASE("FUTURERELEASE"),

	/**
	 * RFC 9422; announces {@link SmtpTestServerBuilder#maxMessages(int)},
	 * {@link SmtpTestServerBuilder#maxRecipients(int)} and
	 * {@link SmtpTestServerBuilder#maxRecipientDomains(int)}.
	 */
	LIMITS("LIMITS");

	private final String keyword;

	SmtpExtension(String keyword) {
		this.keyword = keyword;
	}

	/**
	 * The word in the EHLO reply.
	 * @return the keyword
	 */
	public String keyword() {
		return this.keyword;
	}

}
