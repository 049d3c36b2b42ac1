package io.sendasync.mail.internal.smtp;

import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.concurrent.CompletionException;

import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;

import org.jspecify.annotations.Nullable;

/**
 * GSSAPI (RFC 4752): Kerberos, with mutual authentication, without a security layer,
 * which TLS is.
 */
final class GssapiMechanism implements SaslMechanism {

	private final KerberosTicket ticket;

	private final SaslClient client;

	/**
	 * Begins an exchange.
	 * @param host the server's configured name: the service ticket is for {@code smtp} at
	 * it
	 * @throws SaslFailure if this process has no ticket
	 */
	GssapiMechanism(String host) throws SaslFailure {
		this.ticket = KerberosTicket.read();
		SaslClient created = use(() -> Sasl.createSaslClient(new String[] { "GSSAPI" }, null, "smtp", host,
				Map.of(Sasl.QOP, "auth", Sasl.SERVER_AUTH, "true"), null));
		if (created == null) {
			throw new SaslFailure("this JVM has no GSSAPI; it needs the module jdk.security.jgss");
		}
		this.client = created;
	}

	@Override
	public String name() {
		return "GSSAPI";
	}

	@Override
	public byte[] initialResponse() throws SaslFailure {
		return evaluate(new byte[0]);
	}

	@Override
	public byte[] evaluate(byte[] challenge) throws SaslFailure {
		if (this.client.isComplete()) {
			throw SaslFailure.unasked();
		}
		byte[] answer = use(() -> this.client.evaluateChallenge(challenge));
		return (answer != null) ? answer : new byte[0];
	}

	@Override
	public boolean isComplete() {
		return this.client.isComplete();
	}

	@Override
	public boolean isJudged() {
		return this.client.isComplete();
	}

	private <T extends @Nullable Object> T use(PrivilegedExceptionAction<T> action) throws SaslFailure {
		try {
			return this.ticket.use(action);
		}
		catch (Exception ex) {
			Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
			throw new SaslFailure("Kerberos failed: " + reason(cause), cause);
		}
	}

	/**
	 * The last cause says what is wrong: clock, service name, ticket.
	 */
	private static String reason(Throwable failure) {
		Throwable current = failure;
		while (current.getCause() != null) {
			current = current.getCause();
		}
		return (current == failure) ? String.valueOf(failure.getMessage())
				: failure.getMessage() + " (" + current.getMessage() + ")";
	}

}
