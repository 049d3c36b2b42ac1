package io.sendasync.mail.boot.autoconfigure;

import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Jakarta Mail's {@code mail.smtp.*} keys that the clients do not know under that name.
 * People bring them along, and must learn that they have no effect: a
 * {@code starttls.required} that nobody obeys is worse than none. The same keys stand as
 * deprecated in the configuration metadata.
 */
final class JakartaMailKeys {

	private static final Log logger = LogFactory.getLog(JakartaMailKeys.class);

	private static final String VERIFIED = "certificate and host name are always verified; trust more with an SSL bundle";

	private static final String STRONGEST = "the client chooses the mechanism itself";

	private static final String DIRECT = "the client connects directly";

	private static final String NOTHING = "the client has no such setting";

	/** What is known, with what to do instead. */
	static final List<Key> ALL = List.of(
	// @formatter:off
			key("allow8bitmime", null, "8BITMIME is used when the message needs it"),
			key("auth", null, "set {prefix}credentials.username and {prefix}credentials.password to log in"),
			key("auth.digest-md5.disable", null, STRONGEST),
			key("auth.login.disable", "credentials.mechanisms", "those that may be used"),
			key("auth.mechanisms", "credentials.mechanisms", "separated by commas"),
			key("auth.ntlm.disable", null, STRONGEST),
			key("auth.ntlm.domain", null, STRONGEST),
			key("auth.ntlm.flags", null, STRONGEST),
			key("auth.plain.disable", "credentials.mechanisms", "those that may be used"),
			key("auth.xoauth2.disable", "credentials.mechanisms", "those that may be used"),
			key("chunksize", "chunking", "true; the client chooses the size"),
			key("connectiontimeout", "connection.connect-timeout", null),
			key("dsn.notify", null, "set the delivery notification on the message"),
			key("dsn.ret", null, "set the returned content in the delivery options of the message"),
			key("ehlo", null, NOTHING),
			key("executor.writetimeout", null, NOTHING),
			key("localaddress", null, NOTHING),
			key("localhost", "helo-name", null),
			key("localport", null, NOTHING),
			key("mailextension", null, NOTHING),
			key("noop.strict", null, NOTHING),
			key("password", "credentials.password", null),
			key("proxy.host", null, DIRECT),
			key("proxy.password", null, DIRECT),
			key("proxy.port", null, DIRECT),
			key("proxy.user", null, DIRECT),
			key("quitonsessionreject", null, NOTHING),
			key("quitwait", null, NOTHING),
			key("reportsuccess", null, "the receipt shows each recipient"),
			key("sasl.authorizationid", null, STRONGEST),
			key("sasl.enable", null, STRONGEST),
			key("sasl.mechanisms", "credentials.mechanisms", "separated by commas"),
			key("sasl.realm", null, STRONGEST),
			key("sasl.usecanonicalhostname", null, STRONGEST),
			key("sendpartial", "recipient-policy", "deliver-to-accepted or all-or-nothing"),
			key("socket-factory", null, DIRECT),
			key("socket-factory.class", null, DIRECT),
			key("socket-factory.fallback", null, DIRECT),
			key("socket-factory.port", "port", null),
			key("socks.host", null, DIRECT),
			key("socks.port", null, DIRECT),
			key("ssl.checkserveridentity", null, VERIFIED),
			key("ssl.ciphersuites", "tls.bundle", "the name of an SSL bundle with the option ciphers"),
			key("ssl.enable", "tls.mode", "implicit"),
			key("ssl.hostnameverifier", null, VERIFIED),
			key("ssl.hostnameverifier.class", null, VERIFIED),
			key("ssl.protocols", "tls.bundle", "the name of an SSL bundle with the option enabled-protocols"),
			key("ssl.socket-factory", "tls.bundle", "the name of an SSL bundle"),
			key("ssl.socket-factory.class", "tls.bundle", "the name of an SSL bundle"),
			key("ssl.socket-factory.port", "port", null),
			key("ssl.trust", "tls.bundle", "the name of an SSL bundle with the authorities to trust"),
			key("starttls.enable", "tls.mode", "starttls, or auto to use it when offered"),
			key("starttls.required", "tls.mode", "starttls"),
			key("submitter", null, NOTHING),
			key("user", "credentials.username", null),
			key("username", "credentials.username", null),
			key("userset", null, NOTHING),
			key("writetimeout", "timeouts.write", "as a duration: 60s"));
	// @formatter:on

	private JakartaMailKeys() {
	}

	/**
	 * A key.
	 *
	 * @param name without the prefix
	 * @param replacement the key to use instead, without the prefix, or {@code null}
	 * @param hint the values of the replacement, or why there is none
	 */
	record Key(String name, @Nullable String replacement, @Nullable String hint) {

		private String advice(ClientKeys keys) {
			if (this.replacement == null) {
				return String.valueOf(this.hint).replace("{prefix}", keys.prefix());
			}
			return "use " + keys.key(this.replacement) + ((this.hint != null) ? " (" + this.hint + ")" : "");
		}

	}

	private static Key key(String name, @Nullable String replacement, @Nullable String hint) {
		return new Key(name, replacement, hint);
	}

	/**
	 * Logs one warning with all such keys that are set, without their values.
	 * @param environment where to look
	 * @param keys the client that has no use for them
	 */
	static void warnAbout(Environment environment, ClientKeys keys) {
		if (!logger.isWarnEnabled() || !(environment instanceof ConfigurableEnvironment configurable)) {
			return;
		}
		List<ConfigurationPropertySource> sources = StreamSupport
			.stream(ConfigurationPropertySources.from(configurable.getPropertySources()).spliterator(), false)
			.toList();
		StringBuilder found = new StringBuilder();
		for (Key key : ALL) {
			sources.stream()
				.map((source) -> source.getConfigurationProperty(ConfigurationPropertyName.of(keys.key(key.name()))))
				.filter((property) -> property != null && !isEmpty(property))
				.findFirst()
				.ifPresent((property) -> append(found, keys, key, property));
		}
		if (!found.isEmpty()) {
			logger.warn("Properties of Jakarta Mail have no effect on the SmtpClient:" + found);
		}
	}

	private static boolean isEmpty(ConfigurationProperty property) {
		return property.getValue() instanceof CharSequence text && text.isEmpty();
	}

	private static void append(StringBuilder found, ClientKeys keys, Key key, ConfigurationProperty property) {
		found.append(System.lineSeparator())
			.append("  ")
			.append(keys.key(key.name()))
			.append(": ")
			.append(key.advice(keys));
		Origin origin = property.getOrigin();
		if (origin != null) {
			found.append(" [").append(origin).append(']');
		}
	}

}
