package io.sendasync.mail.boot.autoconfigure;

import java.util.List;

import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.SmtpClientProperties;
import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The connection details that a client's properties give. Empty ones count as not set.
 */
final class PropertiesSmtpConnectionDetails implements SmtpConnectionDetails {

	private final ClientKeys keys;

	private final SmtpClientProperties properties;

	private final @Nullable SslBundles sslBundles;

	/**
	 * Creates connection details.
	 * @param keys whose they are
	 * @param properties its properties
	 * @param sslBundles the bundles, or {@code null} if there are none
	 * @throws InvalidConfigurationPropertyValueException if the port is none, or if there
	 * is no SSL bundle of that name
	 */
	PropertiesSmtpConnectionDetails(ClientKeys keys, SmtpClientProperties properties, @Nullable SslBundles sslBundles) {
		this.keys = keys;
		this.properties = properties;
		this.sslBundles = sslBundles;
		checkPort(keys, properties.getPort());
		getSslBundle();
	}

	private static void checkPort(ClientKeys keys, @Nullable Integer port) {
		if (port != null && (port < 1 || port > 65535)) {
			throw keys.invalid("port", port, "A port is 1 to 65535.", null);
		}
	}

	@Override
	public @Nullable String getHost() {
		return StringUtils.hasText(this.properties.getHost()) ? this.properties.getHost() : null;
	}

	@Override
	public @Nullable Integer getPort() {
		return this.properties.getPort();
	}

	@Override
	public @Nullable String getUsername() {
		return emptyToNull(this.properties.getCredentials().getUsername());
	}

	@Override
	public @Nullable String getPassword() {
		return emptyToNull(this.properties.getCredentials().getPassword());
	}

	private static @Nullable String emptyToNull(@Nullable String value) {
		return StringUtils.hasLength(value) ? value : null;
	}

	@Override
	public TlsMode getTlsMode() {
		TlsMode mode = this.properties.getTls().getMode();
		return (mode != null) ? mode : SmtpConnectionDetails.super.getTlsMode();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String name = sslBundleName();
		if (name == null) {
			return null;
		}
		if (this.sslBundles == null) {
			throw noSuchBundle(name, List.of(), null);
		}
		try {
			return this.sslBundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw noSuchBundle(name, this.sslBundles.getBundleNames(), ex);
		}
	}

	/** The name of the bundle, or {@code null} for those of the JVM. */
	@Nullable String sslBundleName() {
		String name = this.properties.getTls().getBundle();
		return StringUtils.hasText(name) ? name : null;
	}

	private InvalidConfigurationPropertyValueException noSuchBundle(String name, List<String> known,
			@Nullable Throwable cause) {
		String others = known.isEmpty() ? "and no other" : "only " + known;
		return this.keys.invalid("tls.bundle", name,
				"There is no SSL bundle of that name, " + others + ". Bundles are defined under 'spring.ssl.bundle'.",
				cause);
	}

}
