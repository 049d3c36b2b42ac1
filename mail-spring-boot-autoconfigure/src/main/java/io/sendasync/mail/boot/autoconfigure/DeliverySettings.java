package io.sendasync.mail.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientProperties;
import io.sendasync.mail.boot.SmtpDeliveryProperties;
import io.sendasync.mail.boot.SmtpDeliveryProperties.Method;
import io.sendasync.mail.boot.SmtpTimeoutProperties;
import io.sendasync.mail.delivery.SmtpTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go, in which form, and how long each step may last.
 *
 * @param keys names the properties in failures
 * @param client the properties
 */
record DeliverySettings(ClientKeys keys, SmtpClientProperties client) {

	void applyTo(SmtpClient.Builder builder) {
		SmtpDeliveryProperties delivery = this.client.getDelivery();
		if (delivery.getFormat() != null) {
			builder.deliveryFormat(delivery.getFormat());
		}
		if (toDirectory()) {
			Path directory = delivery.getPickupDirectory();
			if (directory == null) {
				throw new SmtpConfigurationException("Messages are to go into a pickup directory, but none is named.",
						"Set '" + this.keys.key("delivery.pickup-directory") + "'.", null);
			}
			checked("delivery.pickup-directory", directory, () -> builder.pickupDirectory(directory));
		}
		builder.timeouts(timeouts(this.client.getTimeouts()));
	}

	/** Whether no server is needed. */
	boolean toDirectory() {
		SmtpDeliveryProperties delivery = this.client.getDelivery();
		return (delivery.getMethod() != null) ? delivery.getMethod() == Method.PICKUP_DIRECTORY
				: delivery.getPickupDirectory() != null;
	}

	private SmtpTimeouts timeouts(SmtpTimeoutProperties timeouts) {
		SmtpTimeouts.Builder limits = SmtpTimeouts.defaults().toBuilder();
		limit(limits::greeting, "greeting", timeouts.getGreeting());
		limit(limits::tls, "tls", timeouts.getTls());
		limit(limits::command, "command", timeouts.getCommand());
		limit(limits::data, "data", timeouts.getData());
		limit(limits::write, "write", timeouts.getWrite());
		limit(limits::endOfData, "end-of-data", timeouts.getEndOfData());
		limit(limits::close, "close", timeouts.getClose());
		return limits.build();
	}

	/** Builds after each, so that a failure can name its property. */
	private void limit(Function<Duration, SmtpTimeouts.Builder> setter, String name, @Nullable Duration limit) {
		if (limit != null) {
			checked("timeouts." + name, limit, () -> setter.apply(limit).build());
		}
	}

	private void checked(String name, Object value, Runnable setter) {
		try {
			setter.run();
		}
		catch (IllegalArgumentException ex) {
			throw this.keys.invalid(name, value, ex.getMessage() + ".", ex);
		}
	}

}
