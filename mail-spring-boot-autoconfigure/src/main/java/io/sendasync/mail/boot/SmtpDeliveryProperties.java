package io.sendasync.mail.boot;

import java.nio.file.Path;

import io.sendasync.mail.delivery.SmtpDeliveryFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go and in which form, as configuration properties.
 */
public class SmtpDeliveryProperties {

	/**
	 * Where messages go. By default into the pickup directory if one is named, else to
	 * the server.
	 */
	private @Nullable Method method;

	/**
	 * Absolute path of an existing directory to write messages into, from which another
	 * program takes them.
	 */
	private @Nullable Path pickupDirectory;

	/**
	 * How far messages may leave ASCII.
	 */
	private @Nullable SmtpDeliveryFormat format;

	public @Nullable Method getMethod() {
		return this.method;
	}

	public void setMethod(@Nullable Method method) {
		this.method = method;
	}

	public @Nullable Path getPickupDirectory() {
		return this.pickupDirectory;
	}

	public void setPickupDirectory(@Nullable Path pickupDirectory) {
		this.pickupDirectory = pickupDirectory;
	}

	public @Nullable SmtpDeliveryFormat getFormat() {
		return this.format;
	}

	public void setFormat(@Nullable SmtpDeliveryFormat format) {
		this.format = format;
	}

	/**
	 * Where messages go.
	 */
	public enum Method {

		/** To the server. */
		NETWORK,

		/** Into a directory, from which another program takes them. */
		PICKUP_DIRECTORY

	}

}
