package io.sendasync.mail;

import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import io.sendasync.mail.internal.pickup.PickupDirectory;

/**
 * Where a client's messages go.
 */
sealed interface Destination {

	static Destination of(SmtpClient.Builder builder) {
		if (builder.pickupDirectory == null) {
			return Target.of(builder);
		}
		return new Directory(new PickupDirectory(builder.pickupDirectory,
				builder.deliveryFormat == SmtpDeliveryFormat.INTERNATIONAL));
	}

	/**
	 * Fails if nothing can be sent there as things are.
	 * @throws IllegalStateException that says what to do about it
	 */
	void requireUsable();

	/**
	 * The server that a client is for. May be unusable: a client without a host can be
	 * built, and says what is missing when it is to send.
	 *
	 * @param host empty if not set
	 * @param port as set, or the default
	 */
	record Target(String host, int port) implements Destination {

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

		@Override
		public void requireUsable() {
			if (this.host.isEmpty()) {
				throw new IllegalStateException(
						"The SMTP host is not set: set mail.smtp.host, or host(…) on the builder");
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

	/**
	 * A directory from which another program takes messages.
	 *
	 * @param pickup the directory
	 */
	record Directory(PickupDirectory pickup) implements Destination {

		@Override
		public void requireUsable() {
			this.pickup.requireUsable();
		}

		@Override
		public String toString() {
			return this.pickup.toString();
		}

	}

}
