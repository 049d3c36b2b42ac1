package io.sendasync.mail;

/**
 * The server that a client is for. May be unusable: a client without a host can be built,
 * and says what is missing when it is to send.
 *
 * @param host empty if not set
 * @param port as set, or the default
 */
record Target(String host, int port) {

	static Target of(SmtpClient.Builder builder) {
		return new Target((builder.host != null) ? builder.host : "",
				(builder.port != null) ? builder.port : defaultPort(builder));
	}

	private static int defaultPort(SmtpClient.Builder builder) {
		return switch (builder.tls) {
			case IMPLICIT -> 465;
			case STARTTLS -> 587;
			case AUTO, NONE -> (builder.effectiveCredentials() != null) ? 587 : 25;
		};
	}

	void requireUsable() {
		if (this.host.isEmpty()) {
			throw new IllegalStateException("The SMTP host is not set: set mail.smtp.host, or host(…) on the builder");
		}
		if (this.port < 1 || this.port > 65535) {
			throw new IllegalStateException("The SMTP port must be 1 to 65535, not " + this.port
					+ ": set mail.smtp.port, or port(…) on the builder");
		}
	}

	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
