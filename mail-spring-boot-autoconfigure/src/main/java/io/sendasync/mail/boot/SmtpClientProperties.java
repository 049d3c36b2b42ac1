package io.sendasync.mail.boot;

import java.time.Duration;

import io.sendasync.mail.delivery.RecipientPolicy;
import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of one SMTP client. What is not set, or is empty, is left to
 * the client's own default.
 */
public class SmtpClientProperties {

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
	 * How long a send may take in all, from the call to its result. By default as long as
	 * its steps may.
	 */
	private @Nullable Duration deadline;

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

	/**
	 * Whether content travels in chunks of known size (BDAT) to servers that offer
	 * CHUNKING. Busy connections need two round trips a message then instead of one.
	 */
	private @Nullable Boolean chunking;

	/**
	 * Name of the executor bean on which listeners, events and dependent stages of
	 * futures run. By default threads of the client.
	 */
	private @Nullable String callbackExecutor;

	@NestedConfigurationProperty
	private final SmtpCredentialsProperties credentials = new SmtpCredentialsProperties();

	private final Tls tls = new Tls();

	@NestedConfigurationProperty
	private final SmtpConnectionProperties connection = new SmtpConnectionProperties();

	@NestedConfigurationProperty
	private final SmtpTimeoutProperties timeouts = new SmtpTimeoutProperties();

	@NestedConfigurationProperty
	private final SmtpDeliveryProperties delivery = new SmtpDeliveryProperties();

	private final Queue queue = new Queue();

	@NestedConfigurationProperty
	private final SmtpRetryProperties retry = new SmtpRetryProperties();

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

	public @Nullable Duration getDeadline() {
		return this.deadline;
	}

	public void setDeadline(@Nullable Duration deadline) {
		this.deadline = deadline;
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

	public @Nullable Boolean getChunking() {
		return this.chunking;
	}

	public void setChunking(@Nullable Boolean chunking) {
		this.chunking = chunking;
	}

	public @Nullable String getCallbackExecutor() {
		return this.callbackExecutor;
	}

	public void setCallbackExecutor(@Nullable String callbackExecutor) {
		this.callbackExecutor = callbackExecutor;
	}

	public SmtpCredentialsProperties getCredentials() {
		return this.credentials;
	}

	public Tls getTls() {
		return this.tls;
	}

	public SmtpConnectionProperties getConnection() {
		return this.connection;
	}

	public SmtpTimeoutProperties getTimeouts() {
		return this.timeouts;
	}

	public SmtpDeliveryProperties getDelivery() {
		return this.delivery;
	}

	public Queue getQueue() {
		return this.queue;
	}

	public SmtpRetryProperties getRetry() {
		return this.retry;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
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
		 * Name of the SSL bundle with the authorities to trust, the own key, ciphers and
		 * protocols. By default those of the JVM.
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
	 * What waits for a connection.
	 */
	public static class Queue {

		/**
		 * Maximum number of sends that wait for a connection. One more is refused, at
		 * once or after the admission timeout.
		 */
		private @Nullable Integer capacity;

		/**
		 * Maximum size of the contents that wait for a connection, all messages together.
		 * Unlimited by default.
		 */
		private @Nullable DataSize maxSize;

		/**
		 * How long a call waits for room in a full queue before it is refused.
		 */
		private @Nullable Duration admissionTimeout;

		/**
		 * Maximum number of messages that leave the queue in any span of the rate period,
		 * all connections together. Unlimited by default.
		 */
		private @Nullable Integer rateLimit;

		/**
		 * Span of time that the rate limit is for.
		 */
		private @Nullable Duration ratePeriod;

		public @Nullable Integer getCapacity() {
			return this.capacity;
		}

		public void setCapacity(@Nullable Integer capacity) {
			this.capacity = capacity;
		}

		public @Nullable DataSize getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(@Nullable DataSize maxSize) {
			this.maxSize = maxSize;
		}

		public @Nullable Integer getRateLimit() {
			return this.rateLimit;
		}

		public void setRateLimit(@Nullable Integer rateLimit) {
			this.rateLimit = rateLimit;
		}

		public @Nullable Duration getRatePeriod() {
			return this.ratePeriod;
		}

		public void setRatePeriod(@Nullable Duration ratePeriod) {
			this.ratePeriod = ratePeriod;
		}

		public @Nullable Duration getAdmissionTimeout() {
			return this.admissionTimeout;
		}

		public void setAdmissionTimeout(@Nullable Duration admissionTimeout) {
			this.admissionTimeout = admissionTimeout;
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
