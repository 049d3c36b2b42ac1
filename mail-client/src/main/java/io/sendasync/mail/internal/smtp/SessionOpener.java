package io.sendasync.mail.internal.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpAuthenticationException;
import io.sendasync.mail.delivery.SmtpConnectException;
import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.delivery.SmtpReply;
import io.sendasync.mail.delivery.SmtpStatusCode;
import io.sendasync.mail.delivery.SmtpTimeoutException;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.internal.net.CertificateNames;
import io.sendasync.mail.internal.net.Connector;
import io.sendasync.mail.internal.net.Cut;
import io.sendasync.mail.internal.net.StepTimeoutException;
import io.sendasync.mail.internal.net.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions: connect, greeting, EHLO, TLS, log in. What is demanded and not to be
 * had fails here, before anything of a message has been said.
 *
 * <p>
 * Thread contract: any thread, several at once; blocks.
 */
public final class SessionOpener {

	private static final Set<Integer> EHLO_NOT_KNOWN = Set.of(500, 502, 504, 550);

	private final Connector connector;

	private final DialogueSettings settings;

	/**
	 * Creates an opener.
	 * @param connector gives the connections
	 * @param settings how to greet, secure and log in
	 */
	public SessionOpener(Connector connector, DialogueSettings settings) {
		this.connector = connector;
		this.settings = settings;
	}

	/**
	 * Opens a session.
	 * @param cut may abort the connection from outside, until it is detached
	 * @return the session, ready for its first transaction
	 * @throws SmtpException if there is none to be had; the connection is closed then
	 */
	public Session open(Cut cut) {
		SmtpCredentials credentials = credentials();
		try {
			return open(cut, credentials);
		}
		catch (SmtpAuthenticationException refused) {
			SmtpCredentials others = others(credentials, refused);
			if (others == null) {
				throw refused;
			}
			return openAgain(cut, others, refused);
		}
	}

	/**
	 * On a new connection: many servers close the one that saw a refusal, or count it.
	 */
	private Session openAgain(Cut cut, SmtpCredentials others, SmtpAuthenticationException refused) {
		try {
			return open(cut, others);
		}
		catch (SmtpException ex) {
			ex.addSuppressed(refused);
			throw ex;
		}
	}

	/**
	 * What the provider has in place of refused credentials.
	 * @return credentials that the server has not refused, or null
	 */
	private @Nullable SmtpCredentials others(@Nullable SmtpCredentials credentials,
			SmtpAuthenticationException refused) {
		if (credentials == null || this.settings.credentials() == null
				|| !refused.statusCode().equals(SmtpStatusCode.AUTHENTICATION_FAILED)) {
			return null;
		}
		SmtpCredentials others;
		try {
			others = this.settings.credentials().refresh(this.settings.host(), this.settings.port(), credentials);
		}
		catch (RuntimeException ex) {
			refused.addSuppressed(ex);
			return null;
		}
		return credentials.equals(others) ? null : others;
	}

	private Session open(Cut cut, @Nullable SmtpCredentials credentials) {
		ConnectionEvents events = new ConnectionEvents(this.settings.events(), this.settings.host(),
				this.settings.port());
		events.connectStart();
		try {
			Session session = open(this.connector.connect(cut), credentials, events);
			events.connected();
			return session;
		}
		catch (SmtpTlsException ex) {
			SmtpTlsException explained = CertificateNames.explain(ex) ? withNames(ex, cut, credentials) : ex;
			events.connectFailed(explained);
			throw explained;
		}
		catch (RuntimeException | Error ex) {
			events.connectFailed(ex);
			throw ex;
		}
	}

	/**
	 * Adds the names for which the server's certificate does hold. They take another
	 * connection, over which nothing is said but what leads to the handshake.
	 */
	private SmtpTlsException withNames(SmtpTlsException failure, Cut cut, @Nullable SmtpCredentials credentials) {
		try {
			ConnectionEvents nobody = new ConnectionEvents(Events.NONE, this.settings.host(), this.settings.port());
			return CertificateNames.add(failure,
					new Opening(this.connector.connect(cut), credentials, nobody).certificateNames());
		}
		catch (IOException | SmtpException ex) {
			failure.addSuppressed(ex);
			return failure;
		}
	}

	private Session open(Wire wire, @Nullable SmtpCredentials credentials, ConnectionEvents events) {
		boolean open = false;
		try {
			Session session = new Opening(wire, credentials, events).open();
			open = true;
			return session;
		}
		catch (IOException ex) {
			wire.abort();
			SmtpException refused = wire.handshakeFailure(ex);
			throw (refused != null) ? refused
					: Failures.of("Opening a session with " + server(), SendOutcome.NOT_SENT, ex);
		}
		finally {
			if (!open) {
				sayGoodbye(wire);
			}
		}
	}

	private @Nullable SmtpCredentials credentials() {
		return (this.settings.credentials() != null)
				? this.settings.credentials().credentials(this.settings.host(), this.settings.port()) : null;
	}

	/**
	 * RFC 5321 §3.1 wants a QUIT even after a refusing greeting. If the connection is
	 * broken, closing it is all that happens.
	 */
	private void sayGoodbye(Wire wire) {
		try {
			Command.QUIT.writeTo(wire);
		}
		catch (IOException ex) {
			wire.abort();
			return;
		}
		wire.close(this.settings.timeouts().close());
	}

	private String server() {
		return this.settings.host() + ":" + this.settings.port();
	}

	/**
	 * One session on its way.
	 */
	private final class Opening {

		private final DialogueSettings settings = SessionOpener.this.settings;

		private final SmtpTimeouts timeouts = this.settings.timeouts();

		private final Wire wire;

		private final Flight flight;

		private final @Nullable SmtpCredentials credentials;

		private final ConnectionEvents events;

		Opening(Wire wire, @Nullable SmtpCredentials credentials, ConnectionEvents events) {
			this.wire = wire;
			this.flight = new Flight(wire);
			this.credentials = credentials;
			this.events = events;
		}

		Session open() throws IOException {
			boolean implicit = isImplicitTls();
			if (implicit) {
				secure();
			}
			SmtpReply greeting = greeting(implicit);
			if (greeting.code() != 220) {
				throw new SmtpConnectException("The server " + server() + " refused the connection: " + greeting,
						greeting, null);
			}
			Capabilities capabilities = greet(demandsExtensions());
			if (!implicit && wantsStartTls(capabilities)) {
				startTls();
				// RFC 3207 §4.2: nothing that was said before counts.
				capabilities = greet(true);
			}
			if (this.credentials != null) {
				logIn(this.credentials, capabilities.authMechanisms());
			}
			this.flight.pipelining(capabilities.has("PIPELINING"));
			this.flight.tell(this.events);
			return new Session(this.wire, this.flight, this.settings, capabilities, this.events);
		}

		List<String> certificateNames() throws IOException {
			try {
				if (!isImplicitTls()) {
					greeting(false);
					greet(true);
					this.flight.exchange(Command.STARTTLS, this.timeouts.command());
				}
				this.wire.startStep("TLS handshake", this.timeouts.tls());
				return this.wire.certificateNames();
			}
			finally {
				this.wire.abort();
			}
		}

		private SmtpReply greeting(boolean secured) throws IOException {
			try {
				return this.flight.receive("greeting", this.timeouts.greeting());
			}
			catch (StepTimeoutException ex) {
				// Servers that wait for a handshake are silent.
				throw new SmtpTimeoutException(
						"Opening a session with " + server() + ": " + ex.getMessage() + (secured ? ""
								: ". If the server speaks TLS from the start on this port, use the TLS mode IMPLICIT"),
						SendOutcome.NOT_SENT, ex.elapsed(), ex);
			}
		}

		private boolean isImplicitTls() {
			return this.settings.tls() == TlsMode.IMPLICIT
					|| (this.settings.tls() == TlsMode.AUTO && this.settings.port() == 465);
		}

		private boolean isStartTlsDemanded() {
			return this.settings.tls() == TlsMode.STARTTLS
					|| (this.settings.tls() == TlsMode.AUTO && this.credentials != null);
		}

		private boolean demandsExtensions() {
			return this.credentials != null || (!isImplicitTls() && isStartTlsDemanded());
		}

		private void secure() {
			this.events.secureStart();
			try {
				this.wire.startStep("TLS handshake", this.timeouts.tls());
				this.wire.startTls();
				this.wire.endStep();
			}
			catch (RuntimeException | Error ex) {
				this.events.secureFailed(ex);
				throw ex;
			}
			this.events.secured(String.valueOf(this.wire.tlsProtocol()), String.valueOf(this.wire.tlsCipher()));
		}

		private void logIn(SmtpCredentials credentials, Set<String> offered) throws IOException {
			Mechanisms mechanisms = new Mechanisms(this.settings.host(), this.settings.port(),
					this.settings.mechanisms(), this.wire.channelBinding());
			this.events.authenticateStart();
			String mechanism;
			try {
				mechanism = new Authentication(this.flight, this.timeouts.command(), mechanisms).logIn(credentials,
						offered);
			}
			catch (IOException | RuntimeException | Error ex) {
				this.events.authenticateFailed(ex);
				throw ex;
			}
			this.events.authenticated(mechanism);
		}

		private Capabilities greet(boolean extensionsDemanded) throws IOException {
			String name = (this.settings.heloName() != null) ? this.settings.heloName()
					: this.wire.localAddressLiteral();
			SmtpReply reply = this.flight.exchange(Command.ehlo(name), this.timeouts.command());
			if (reply.code() == 250) {
				return Capabilities.parse(reply);
			}
			if (!extensionsDemanded && EHLO_NOT_KNOWN.contains(reply.code())) {
				reply = this.flight.exchange(Command.helo(name), this.timeouts.command());
				if (reply.code() == 250) {
					return Capabilities.NONE;
				}
			}
			throw new SmtpConnectException("The server " + server() + " refused the greeting '" + name + "': " + reply,
					reply, null);
		}

		private boolean wantsStartTls(Capabilities capabilities) {
			if (this.settings.tls() == TlsMode.NONE) {
				return false;
			}
			if (capabilities.has("STARTTLS")) {
				return true;
			}
			if (isStartTlsDemanded()) {
				throw new SmtpTlsException("The server " + server() + " does not offer STARTTLS, which is required"
						+ (this.settings.tls() == TlsMode.AUTO ? " because credentials are set" : "")
						+ ". If the server is right, use its port for implicit TLS (465);"
						+ " only the TLS mode NONE sends in clear text", null, null);
			}
			return false;
		}

		private void startTls() throws IOException {
			SmtpReply reply = this.flight.exchange(Command.STARTTLS, this.timeouts.command());
			if (reply.code() != 220) {
				throw new SmtpTlsException("The server " + server() + " offers STARTTLS and refused it: " + reply,
						reply, null);
			}
			if (this.wire.hasBuffered()) {
				this.wire.abort();
				throw new SmtpTlsException("The server " + server()
						+ " sent more in clear text behind its answer to STARTTLS. Someone may be tampering with the"
						+ " connection; it was dropped", null, null);
			}
			secure();
		}

	}

}
