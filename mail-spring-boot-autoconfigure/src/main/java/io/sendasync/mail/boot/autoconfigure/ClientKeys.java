package io.sendasync.mail.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * A client's name, and the properties that are its own.
 *
 * @param name the bean name
 * @param prefix of the properties, with a dot at the end
 */
record ClientKeys(String name, String prefix) {

	private static final String ROOT = "mail.smtp.";

	/** The client without a name. */
	static final ClientKeys DEFAULT = new ClientKeys("smtpClient", ROOT);

	static final String CLIENTS = ROOT + "clients";

	static ClientKeys named(String name) {
		boolean simple = name.chars().allMatch((c) -> Character.isLetterOrDigit(c) || c == '-');
		return new ClientKeys(name, CLIENTS + (simple ? "." + name : "[" + name + "]") + ".");
	}

	String key(String property) {
		return this.prefix + property;
	}

	InvalidConfigurationPropertyValueException invalid(String property, @Nullable Object value, String reason,
			@Nullable Throwable cause) {
		return new InvalidConfigurationPropertyValueException(key(property), value, reason, cause);
	}

}
