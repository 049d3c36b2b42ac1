package io.sendasync.mail.boot;

import java.time.Duration;

import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the SMTP client. What is not set, or is empty, is left to
 * the client's own default.
 */
@ConfigurationProperties("mail.smtp")
public class SmtpProperties {

	/**
	 * SMTP server to send through. Without one, the client refuses to send.
	 */
	private @Nullable String host;

	/**
	 * Port of the SMTP server. By default 465 with implicit TLS, 587 with credentials or
	 * STARTTLS, else 25.
	 */
	private @Nullable Integer port;

	/**
	 * Sender of messages that have none.
	 */
	private @Nullable String from;

	/**
	 * How long a blocking send waits at most.
	 */
	private @Nullable Duration timeout;

	/**
	 * Whether a send is refused while another one is in progress.
	 */
	private @Nullable Boolean exclusive;

	/**
	 * Whether to log in with the Kerberos ticket of the process. Other credentials are
	 * not used then.
	 */
	private @Nullable Boolean useDefaultCredentials;

	/**
	 * What to do if the server accepts only some of the recipients.
	 */
	private @Nullable RecipientPolicy recipientPolicy;

	/**
	 * Name to greet the server with. By default the address of this end of the
	 * connection.
	 */
	private @Nullable String heloName;

	private final Credentials credentials = new Credentials();

	private final Tls tls = new Tls();

	private final Connection connection = new Connection();

	private final Queue queue = new Queue();

	private final Shutdown shutdown = new Shutdown();

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public @Nullable String getFrom() {
		return this.from;
	}

	public void setFrom(@Nullable String from) {
		this.from = from;
	}

	public @Nullable Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(@Nullable Duration timeout) {
		this.timeout = timeout;
	}

	public @Nullable Boolean getExclusive() {
		return this.exclusive;
	}

	public void setExclusive(@Nullable Boolean exclusive) {
		this.exclusive = exclusive;
	}

	public @Nullable Boolean getUseDefaultCredentials() {
		return this.useDefaultCredentials;
	}

	public void setUseDefaultCredentials(@Nullable Boolean useDefaultCredentials) {
		this.useDefaultCredentials = useDefaultCredentials;
	}

	public @Nullable RecipientPolicy getRecipientPolicy() {
		return this.recipientPolicy;
	}

	public void setRecipientPolicy(@Nullable RecipientPolicy recipientPolicy) {
		this.recipientPolicy = recipientPolicy;
	}

	public @Nullable String getHeloName() {
		return this.heloName;
	}

	public void setHeloName(@Nullable String heloName) {
		this.heloName = heloName;
	}

	public Credentials getCredentials() {
		return this.credentials;
	}

	public Tls getTls() {
		return this.tls;
	}

	public Connection getConnection() {
		return this.connection;
	}

	public Queue getQueue() {
		return this.queue;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	/**
	 * Who logs in.
	 */
	public static class Credentials {

		/**
		 * User name to log in with on each connection.
		 */
		private @Nullable String username;

		/**
		 * Password to log in with on each connection.
		 */
		private @Nullable String password;

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

	}

	/**
	 * How connections are secured.
	 */
	public static class Tls {

		/**
		 * How connections are secured. Certificate and host name are always verified.
		 */
		private @Nullable TlsMode mode;

		/**
		 * Name of the SSL bundle with the authorities to trust and the own key. By
		 * default those of the JVM.
		 */
		private @Nullable String bundle;

		public @Nullable TlsMode getMode() {
			return this.mode;
		}

		public void setMode(@Nullable TlsMode mode) {
			this.mode = mode;
		}

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * Number and life of connections.
	 */
	public static class Connection {

		/**
		 * Maximum number of connections that are open at once. They are opened when work
		 * waits.
		 */
		private @Nullable Integer max;

		/**
		 * How long a connection is kept without work.
		 */
		private @Nullable Duration idleTimeout;

		/**
		 * How long a connection is used, less a random part up to a tenth.
		 */
		private @Nullable Duration maxAge;

		/**
		 * Maximum number of messages that go over one connection.
		 */
		private @Nullable Integer maxMessages;

		/**
		 * How long to try each address of the host.
		 */
		private @Nullable Duration connectTimeout;

		public @Nullable Integer getMax() {
			return this.max;
		}

		public void setMax(@Nullable Integer max) {
			this.max = max;
		}

		public @Nullable Duration getIdleTimeout() {
			return this.idleTimeout;
		}

		public void setIdleTimeout(@Nullable Duration idleTimeout) {
			this.idleTimeout = idleTimeout;
		}

		public @Nullable Duration getMaxAge() {
			return this.maxAge;
		}

		public void setMaxAge(@Nullable Duration maxAge) {
			this.maxAge = maxAge;
		}

		public @Nullable Integer getMaxMessages() {
			return this.maxMessages;
		}

		public void setMaxMessages(@Nullable Integer maxMessages) {
			this.maxMessages = maxMessages;
		}

		public @Nullable Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(@Nullable Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

	}

	/**
	 * What waits for a connection.
	 */
	public static class Queue {

		/**
		 * Maximum number of sends that wait for a connection. One more is refused.
		 */
		private @Nullable Integer capacity;

		public @Nullable Integer getCapacity() {
			return this.capacity;
		}

		public void setCapacity(@Nullable Integer capacity) {
			this.capacity = capacity;
		}

	}

	/**
	 * How the client ends.
	 */
	public static class Shutdown {

		/**
		 * How long pending sends may go on when the application stops, before they are
		 * cancelled. Has to be less than "spring.lifecycle.timeout-per-shutdown-phase".
		 */
		private @Nullable Duration drainTimeout;

		public @Nullable Duration getDrainTimeout() {
			return this.drainTimeout;
		}

		public void setDrainTimeout(@Nullable Duration drainTimeout) {
			this.drainTimeout = drainTimeout;
		}

	}

}
