package io.sendasync.mail.internal.smtp;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.internal.net.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * Makes the mechanisms for one connection.
 */
final class Mechanisms {

	private static final SecureRandom random = new SecureRandom();

	// More than any server has; an answer to EHLO may name thousands.
	private static final int MAX_SHOWN = 20;

	private final String host;

	private final int port;

	private final MechanismChoice choice;

	private final @Nullable ChannelBinding channel;

	private final Supplier<String> nonces;

	/**
	 * Makes mechanisms.
	 * @param host the server's configured name
	 * @param port its port
	 * @param choice which ones may be used
	 * @param channel the connection's binding, or null if it has none
	 */
	Mechanisms(String host, int port, MechanismChoice choice, @Nullable ChannelBinding channel) {
		this(host, port, choice, channel, Mechanisms::nonce);
	}

	Mechanisms(String host, int port, MechanismChoice choice, @Nullable ChannelBinding channel,
			Supplier<String> nonces) {
		this.host = host;
		this.port = port;
		this.choice = choice;
		this.channel = channel;
		this.nonces = nonces;
	}

	private static String nonce() {
		byte[] octets = new byte[24];
		random.nextBytes(octets);
		return Base64.getEncoder().encodeToString(octets);
	}

	List<String> candidates(SmtpCredentials credentials, Set<String> offered) {
		return this.choice.candidates(credentials, offered, this.channel != null);
	}

	/**
	 * Why there is no candidate, and what to do.
	 */
	String explainNone(SmtpCredentials credentials, Set<String> offered) {
		if (offered.isEmpty()) {
			return "Credentials are set, but the server does not offer AUTH on this connection."
					+ " Remove them, or use the server's submission port (587 or 465)";
		}
		List<String> possible = this.choice.possible(credentials);
		return "Credentials are set, but "
				+ (possible.isEmpty() ? "the allowed SASL mechanisms have none for their kind; the server offers "
						: "the server offers none of the mechanisms " + String.join(", ", possible) + ", only ")
				+ offered.stream().sorted().limit(MAX_SHOWN).toList();
	}

	SaslMechanism create(String name, SmtpCredentials credentials, Set<String> offered) throws SaslFailure {
		if (credentials instanceof SmtpCredentials.Password password) {
			return switch (name) {
				case "PLAIN" -> new PlainMechanism(password);
				case "LOGIN" -> new LoginMechanism(password);
				case "CRAM-MD5" -> new CramMd5Mechanism(password);
				default -> scram(name, password, offered);
			};
		}
		if (credentials instanceof SmtpCredentials.Bearer bearer) {
			return name.equals("XOAUTH2") ? BearerMechanism.xoauth2(bearer)
					: BearerMechanism.oauthBearer(bearer, this.host, this.port);
		}
		if (credentials instanceof SmtpCredentials.External external) {
			return new ExternalMechanism(external);
		}
		return new GssapiMechanism(this.host);
	}

	private SaslMechanism scram(String name, SmtpCredentials.Password credentials, Set<String> offered)
			throws SaslFailure {
		boolean used = MechanismChoice.isBound(name);
		return new ScramMechanism(name, credentials, this.nonces.get(),
				used ? ScramMechanism.Binding.USED : unusedBinding(name, offered), used ? this.channel : null);
	}

	/**
	 * A client that could bind says so, and a server that offered to, and whose offer
	 * somebody took out on the way, notices. Not where the server's offer was seen and
	 * did not work, or the binding is not wanted.
	 */
	private ScramMechanism.Binding unusedBinding(String name, Set<String> offered) {
		boolean wanted = this.channel != null && this.choice.allowed().contains(name + "-PLUS");
		return (wanted && offered.stream().noneMatch(MechanismChoice::isBound)) ? ScramMechanism.Binding.NOT_OFFERED
				: ScramMechanism.Binding.UNSUPPORTED;
	}

}
