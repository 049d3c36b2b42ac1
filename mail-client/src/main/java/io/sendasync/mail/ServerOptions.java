package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.internal.net.TlsSettings;
import io.sendasync.mail.internal.smtp.MechanismChoice;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@linkplain SmtpClient.Builder client's settings} that says where the
 * server is, how to secure connections to it, how to log in and how to talk to it. Not
 * safe for use by several threads.
 *
 * @param <B> the builder
 */
public abstract sealed class ServerOptions<B extends ServerOptions<B>> extends ContentOptions<B> permits LoadOptions {

	private static final SmtpCredentialsProvider PROCESS = (host, port) -> SmtpCredentials.kerberos();

	@Nullable String host;

	@Nullable Integer port;

	private @Nullable SmtpCredentialsProvider credentials;

	private boolean useDefaultCredentials;

	MechanismChoice saslMechanisms = MechanismChoice.DEFAULT;

	TlsMode tls = TlsMode.AUTO;

	@Nullable Supplier<SSLContext> sslContext;

	List<String> sslProtocols = TlsSettings.PROTOCOLS;

	List<String> sslCiphers = List.of();

	@Nullable String heloName;

	Duration connectTimeout = Duration.ofSeconds(10);

	SmtpTimeouts timeouts = SmtpTimeouts.defaults();

	boolean chunking;

	// A round trip for each is little against the time that its octets take.
	int chunkSize = 1024 * 1024;

	ServerOptions() {
	}

	/**
	 * The credentials in force.
	 */
	@Nullable SmtpCredentialsProvider effectiveCredentials() {
		return this.useDefaultCredentials ? PROCESS : this.credentials;
	}

	/**
	 * The server. Without one the client refuses to send.
	 * @param host a name or an address; certificates are checked against it
	 * @return this builder
	 * @throws IllegalArgumentException if it contains white space or control characters
	 */
	public B host(@Nullable String host) {
		this.host = Check.host(host);
		return self();
	}

	/**
	 * The server's port. The default is 465 with {@link TlsMode#IMPLICIT}, 587 with
	 * credentials or {@link TlsMode#STARTTLS}, else 25.
	 * @param port 1 to 65535; with another one the client refuses to send
	 * @return this builder
	 */
	public B port(int port) {
		this.port = port;
		return self();
	}

	/**
	 * Logs in on each connection (RFC 4954); nothing is sent if that fails.
	 * @param username the user name
	 * @param password the password
	 * @return this builder
	 * @throws IllegalArgumentException if one is empty or contains NUL
	 */
	public B credentials(String username, String password) {
		return credentials(SmtpCredentials.of(username, password));
	}

	/**
	 * The same, with any kind of credentials.
	 * @param credentials what to log in with
	 * @return this builder
	 */
	public B credentials(SmtpCredentials credentials) {
		Objects.requireNonNull(credentials, "'credentials' must not be null");
		return credentialsProvider((host, port) -> credentials);
	}

	/**
	 * The same, with credentials that are asked for at each new connection.
	 * @param provider gives them, on the connection's thread
	 * @return this builder
	 */
	public B credentialsProvider(SmtpCredentialsProvider provider) {
		this.credentials = Objects.requireNonNull(provider, "'provider' must not be null");
		return self();
	}

	/**
	 * Whether to log in with the Kerberos ticket of this process,
	 * {@link SmtpCredentials#kerberos()}; false by default. While true, other credentials
	 * are kept but not used.
	 * @param useDefaultCredentials true for the ticket
	 * @return this builder
	 */
	public B useDefaultCredentials(boolean useDefaultCredentials) {
		this.useDefaultCredentials = useDefaultCredentials;
		return self();
	}

	/**
	 * Which SASL mechanisms may be used, of those that the server offers and the
	 * credentials are for; the strongest of them is. By default
	 * {@code SCRAM-SHA-256-PLUS}, {@code SCRAM-SHA-1-PLUS}, {@code SCRAM-SHA-256},
	 * {@code SCRAM-SHA-1}, {@code PLAIN}, {@code LOGIN}; {@code OAUTHBEARER},
	 * {@code XOAUTH2}; {@code EXTERNAL}; {@code GSSAPI}. {@code CRAM-MD5} only if it is
	 * named here. Without {@code PLAIN}, {@code LOGIN} and {@code CRAM-MD5} a server that
	 * offers channel binding ({@code -PLUS}) must also succeed in it.
	 * @param mechanisms names, in either case
	 * @return this builder
	 * @throws IllegalArgumentException if it is empty or a name is not one of these
	 */
	public B saslMechanisms(Set<String> mechanisms) {
		this.saslMechanisms = MechanismChoice.only(mechanisms);
		return self();
	}

	/**
	 * How connections are secured; {@link TlsMode#AUTO} by default.
	 * @param mode the mode
	 * @return this builder
	 */
	public B tls(TlsMode mode) {
		this.tls = Objects.requireNonNull(mode, "'mode' must not be null");
		return self();
	}

	/**
	 * Own trust and keys instead of the JVM's. Certificate and host name are verified
	 * with them as well.
	 * @param sslContext the context
	 * @return this builder
	 */
	public B sslContext(SSLContext sslContext) {
		Objects.requireNonNull(sslContext, "'sslContext' must not be null");
		return sslContext(() -> sslContext);
	}

	/**
	 * The same, asked for at each new connection, so that renewed certificates count.
	 * @param sslContext gives the context, on the connection's thread
	 * @return this builder
	 */
	public B sslContext(Supplier<SSLContext> sslContext) {
		this.sslContext = Objects.requireNonNull(sslContext, "'sslContext' must not be null");
		return self();
	}

	/**
	 * Which versions of TLS may be used; {@code TLSv1.3} and {@code TLSv1.2} by default,
	 * and none below (RFC 8996).
	 * @param protocols one or both of them
	 * @return this builder
	 * @throws IllegalArgumentException if there is none, or another one
	 */
	public B sslProtocols(String... protocols) {
		this.sslProtocols = Check.sslProtocols(List.of(protocols));
		return self();
	}

	/**
	 * Which cipher suites may be used; by default those that the SSL context has enabled.
	 * Connections fail with {@link SmtpTlsException} if it does not know one of them.
	 * @param ciphers standard names, as in {@code TLS_AES_256_GCM_SHA384}
	 * @return this builder
	 * @throws IllegalArgumentException if there is none, or one that does not
	 * authenticate the server or does not encrypt
	 */
	public B sslCiphers(String... ciphers) {
		this.sslCiphers = Check.sslCiphers(List.of(ciphers));
		return self();
	}

	/**
	 * The name to greet the server with (RFC 5321 §4.1.1.1); by default the address of
	 * this end of the connection.
	 * @param heloName a domain name or an address literal, or null for the default
	 * @return this builder
	 * @throws IllegalArgumentException if it is neither
	 */
	public B heloName(@Nullable String heloName) {
		this.heloName = Check.heloName(heloName);
		return self();
	}

	/**
	 * Whether content travels in chunks of known size (BDAT, RFC 3030) to servers that
	 * offer CHUNKING; false by default. Chunks begin when the recipients' replies are
	 * there, so that no content is sent in vain, and spare the server the search for the
	 * final dot. But no envelope travels behind them: a busy connection needs two round
	 * trips a message instead of one.
	 * @param chunking true for BDAT where it is offered, false for DATA everywhere
	 * @return this builder
	 */
	public B chunking(boolean chunking) {
		this.chunking = chunking;
		return self();
	}

	/**
	 * How long each step of a dialogue may last; {@link SmtpTimeouts#defaults()} by
	 * default.
	 * @param timeouts the limits
	 * @return this builder
	 */
	public B timeouts(SmtpTimeouts timeouts) {
		this.timeouts = Objects.requireNonNull(timeouts, "'timeouts' must not be null");
		return self();
	}

	/**
	 * How long to try each address of the host; 10 seconds by default.
	 * @param connectTimeout a millisecond to 24 days
	 * @return this builder
	 */
	public B connectTimeout(Duration connectTimeout) {
		this.connectTimeout = Check.connectTimeout("connectTimeout", connectTimeout);
		return self();
	}

}
