package io.sendasync.mail.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.boot.SmtpClientProperties;
import io.sendasync.mail.boot.SmtpConnectionDetails;
import io.sendasync.mail.boot.SmtpConnectionProperties;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.message.MailAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.CollectionUtils;
import org.springframework.util.ObjectUtils;

/**
 * Applies connection details and properties to a builder. What is not set stays the
 * client's default; what the client refuses is reported under the property's name.
 */
final class SmtpClientConfigurer {

	static final Duration RATE_PERIOD = Duration.ofMinutes(1);

	private final ClientKeys keys;

	private final SmtpClientProperties properties;

	private final SmtpConnectionDetails details;

	private final @Nullable SmtpCredentialsProvider credentialsProvider;

	/**
	 * Creates a configurer.
	 * @param keys names the properties in failures
	 * @param properties everything but the connection details
	 * @param details host, port, credentials and TLS
	 * @param credentialsProvider replaces the details' credentials, or {@code null}
	 */
	SmtpClientConfigurer(ClientKeys keys, SmtpClientProperties properties, SmtpConnectionDetails details,
			@Nullable SmtpCredentialsProvider credentialsProvider) {
		this.keys = keys;
		this.properties = properties;
		this.details = details;
		this.credentialsProvider = credentialsProvider;
	}

	void configure(SmtpClient.Builder builder) {
		applyServer(builder);
		applyCredentials(builder);
		applyTls(builder);
		applyMessages(builder);
		applyQueue(builder, this.properties.getQueue());
		applyConnection(builder, this.properties.getConnection());
		new DeliverySettings(this.keys, this.properties).applyTo(builder);
		new RetrySettings(this.keys, this.properties.getRetry()).applyTo(builder);
	}

	private void applyServer(SmtpClient.Builder builder) {
		try {
			builder.host(this.details.getHost());
		}
		catch (IllegalArgumentException ex) {
			throw new SmtpConfigurationException("The SMTP host cannot be used: " + ex.getMessage() + ".",
					"Set '" + this.keys.key("host")
							+ "' to the name or the address of the server, without scheme, user and port.",
					ex);
		}
		Integer port = this.details.getPort();
		if (port != null) {
			builder.port(port);
		}
	}

	private void applyCredentials(SmtpClient.Builder builder) {
		apply("use-default-credentials", this.properties.getUseDefaultCredentials(), builder::useDefaultCredentials);
		if (!CollectionUtils.isEmpty(this.properties.getCredentials().getMechanisms())) {
			apply("credentials.mechanisms", this.properties.getCredentials().getMechanisms(), builder::saslMechanisms);
		}
		if (this.credentialsProvider != null) {
			builder.credentialsProvider(this.credentialsProvider);
			return;
		}
		String username = this.details.getUsername();
		String password = this.details.getPassword();
		if (username == null && password == null) {
			return;
		}
		String keys = "'" + this.keys.key("credentials.username") + "' and '" + this.keys.key("credentials.password")
				+ "'";
		if (username == null || password == null) {
			throw new SmtpConfigurationException(
					(username != null) ? "There is a user name for the SMTP server, but no password."
							: "There is a password for the SMTP server, but no user name.",
					"Set both " + keys + ", or none to send without logging in.", null);
		}
		try {
			builder.credentials(username, password);
		}
		catch (IllegalArgumentException ex) {
			throw new SmtpConfigurationException(
					"The credentials for the SMTP server cannot be used: " + ex.getMessage() + ".",
					"Change " + keys + ".", ex);
		}
	}

	private void applyTls(SmtpClient.Builder builder) {
		builder.tls(this.details.getTlsMode());
		SslBundle bundle = this.details.getSslBundle();
		if (bundle == null) {
			return;
		}
		builder.sslContext(new BundleSslContext(this.details::getSslBundle));
		try {
			applyOptions(builder, bundle.getOptions());
		}
		catch (IllegalArgumentException ex) {
			throw new SmtpConfigurationException(
					"The options of the SSL bundle for the SMTP server cannot be used: " + ex.getMessage() + ".",
					"Change ciphers and protocols of the bundle under 'spring.ssl.bundle', or name another one with '"
							+ this.keys.key("tls.bundle") + "'.",
					ex);
		}
	}

	private static void applyOptions(SmtpClient.Builder builder, SslOptions options) {
		String[] protocols = options.getEnabledProtocols();
		if (!ObjectUtils.isEmpty(protocols)) {
			builder.sslProtocols(protocols);
		}
		String[] ciphers = options.getCiphers();
		if (!ObjectUtils.isEmpty(ciphers)) {
			builder.sslCiphers(ciphers);
		}
	}

	private void applyMessages(SmtpClient.Builder builder) {
		apply("from", this.properties.getFrom(), (from) -> builder.from(MailAddress.parse(from)));
		apply("helo-name", this.properties.getHeloName(), builder::heloName);
		apply("timeout", this.properties.getTimeout(), builder::timeout);
		apply("deadline", this.properties.getDeadline(), builder::deadline);
		apply("exclusive", this.properties.getExclusive(), builder::exclusive);
		apply("recipient-policy", this.properties.getRecipientPolicy(), builder::recipientPolicy);
		apply("chunking", this.properties.getChunking(), builder::chunking);
		apply("shutdown.drain-timeout", this.properties.getShutdown().getDrainTimeout(), builder::drainTimeout);
	}

	private void applyQueue(SmtpClient.Builder builder, SmtpClientProperties.Queue queue) {
		apply("queue.capacity", queue.getCapacity(), builder::queueCapacity);
		apply("queue.max-size", queue.getMaxSize(), (size) -> builder.queueOctets(size.toBytes()));
		apply("queue.admission-timeout", queue.getAdmissionTimeout(), builder::admissionTimeout);
		Duration period = queue.getRatePeriod();
		if (period != null && queue.getRateLimit() == null) {
			throw this.keys.invalid("queue.rate-period", period,
					"It has no effect without '" + this.keys.key("queue.rate-limit") + "'.", null);
		}
		apply("queue.rate-period", period, (span) -> builder.rateLimit(1, span));
		apply("queue.rate-limit", queue.getRateLimit(),
				(limit) -> builder.rateLimit(limit, (period != null) ? period : RATE_PERIOD));
	}

	private void applyConnection(SmtpClient.Builder builder, SmtpConnectionProperties connection) {
		apply("connection.max", connection.getMax(), builder::maxConnections);
		apply("connection.idle-timeout", connection.getIdleTimeout(), builder::idleTimeout);
		apply("connection.max-age", connection.getMaxAge(), builder::maxAge);
		apply("connection.max-messages", connection.getMaxMessages(), builder::maxMessages);
		apply("connection.connect-timeout", connection.getConnectTimeout(), builder::connectTimeout);
	}

	private <T> void apply(String name, @Nullable T value, Consumer<T> setter) {
		if (value == null || (value instanceof String text && text.isBlank())) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw this.keys.invalid(name, value, ex.getMessage() + ".", ex);
		}
	}

}
