package io.sendasync.mail.internal.smtp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;

import io.sendasync.mail.delivery.SmtpCredentials;
import io.sendasync.mail.internal.net.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677): proves the password without showing it, and lets the server
 * prove that it knows it too.
 */
final class ScramMechanism implements SaslMechanism {

	/**
	 * What the client says about channel binding (RFC 5802 §6).
	 */
	enum Binding {

		/** It has none, or does not want it. */
		UNSUPPORTED("n"),

		/** It would, but the server did not offer it. A server that did will object. */
		NOT_OFFERED("y"),

		/** It uses it. */
		USED("p=");

		private final String flag;

		Binding(String flag) {
			this.flag = flag;
		}

	}

	private enum State {

		INITIAL, FIRST_SENT, PROOF_SENT, VERIFIED, FAILED

	}

	// RFC 7677 §4: fewer make guessing cheap for whoever poses as the server.
	private static final int MIN_ITERATIONS = 4096;

	// RFC 5802 §9: a hostile server could keep us busy.
	private static final int MAX_ITERATIONS = 1_000_000;

	private final String name;

	private final String digest;

	private final String username;

	private final String password;

	private final String nonce;

	private final byte[] header;

	private final byte[] bindingData;

	private State state = State.INITIAL;

	private byte[] serverSignature = {};

	private @Nullable String serverError;

	/**
	 * Begins an exchange.
	 * @param name the mechanism's
	 * @param credentials user name and password, prepared here
	 * @param nonce fresh, printable, without comma
	 * @param binding what to say about it
	 * @param channel the binding, if it is used
	 * @throws SaslFailure if the credentials cannot be prepared
	 */
	ScramMechanism(String name, SmtpCredentials.Password credentials, String nonce, Binding binding,
			@Nullable ChannelBinding channel) throws SaslFailure {
		this.name = name;
		this.digest = name.startsWith("SCRAM-SHA-256") ? "SHA-256" : "SHA-1";
		this.username = SaslPrep.prepare("user name", credentials.username());
		this.password = SaslPrep.prepare("password", credentials.password());
		this.nonce = nonce;
		this.header = utf8(binding.flag + ((channel != null) ? channel.type() : "") + ",,");
		this.bindingData = (channel != null) ? channel.data() : new byte[0];
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public byte[] initialResponse() {
		this.state = State.FIRST_SENT;
		return join(this.header, utf8(clientFirstBare()));
	}

	private String clientFirstBare() {
		return "n=" + saslName(this.username) + ",r=" + this.nonce;
	}

	/**
	 * A user name in SCRAM and OAUTHBEARER messages (RFC 5802 §5.1).
	 */
	static String saslName(String name) {
		return name.replace("=", "=3D").replace(",", "=2C");
	}

	@Override
	public byte[] evaluate(byte[] challenge) throws SaslFailure {
		String message = new String(challenge, StandardCharsets.UTF_8);
		return switch (this.state) {
			case FIRST_SENT -> message.startsWith("e=") ? fail(message) : prove(message);
			case PROOF_SENT -> message.startsWith("e=") ? fail(message) : verify(message);
			default -> throw SaslFailure.unasked();
		};
	}

	/**
	 * The server says 5yz when this is answered.
	 */
	private byte[] fail(String message) {
		this.state = State.FAILED;
		String value = message.substring(2).split(",", 2)[0];
		// RFC 5802 §7: server-error-value, of which the registered ones look like this.
		if (value.length() <= 64 && value.matches("[a-z-]+")) {
			this.serverError = value;
		}
		return new byte[0];
	}

	private byte[] prove(String serverFirst) throws SaslFailure {
		String[] attributes = serverFirst.split(",", -1);
		if (attributes[0].startsWith("m=")) {
			throw new SaslFailure("the server demands an extension that this client does not know (RFC 5802 §5.1)");
		}
		if (attributes.length < 3) {
			throw new SaslFailure("the server's first message is not one of RFC 5802 §7");
		}
		String serverNonce = value(attributes[0], "r=");
		if (!serverNonce.startsWith(this.nonce) || serverNonce.length() == this.nonce.length()) {
			throw new SaslFailure("the server did not continue the client's nonce; it may be repeating another login");
		}
		byte[] salt = StrictBase64.decode(value(attributes[1], "s="));
		int iterations = iterations(value(attributes[2], "i="));
		String withoutProof = "c=" + encode(join(this.header, this.bindingData)) + ",r=" + serverNonce;
		byte[] authMessage = utf8(clientFirstBare() + "," + serverFirst + "," + withoutProof);
		byte[] salted = Macs.iterate(mac(utf8(this.password)), salt, iterations);
		byte[] clientKey = mac(salted).doFinal(utf8("Client Key"));
		byte[] clientSignature = mac(Macs.digest(this.digest, clientKey)).doFinal(authMessage);
		this.serverSignature = mac(mac(salted).doFinal(utf8("Server Key"))).doFinal(authMessage);
		this.state = State.PROOF_SENT;
		return utf8(withoutProof + ",p=" + encode(xor(clientKey, clientSignature)));
	}

	private static int iterations(String text) throws SaslFailure {
		if (!text.matches("[0-9]{1,9}")) {
			throw new SaslFailure("the server's first message has no iteration count (RFC 5802 §7)");
		}
		int iterations = Integer.parseInt(text);
		if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
			throw new SaslFailure("the server asks for " + iterations + " iterations; " + MIN_ITERATIONS + " to "
					+ MAX_ITERATIONS + " are accepted");
		}
		return iterations;
	}

	private byte[] verify(String serverFinal) throws SaslFailure {
		byte[] signature = StrictBase64.decode(value(serverFinal.split(",", 2)[0], "v="));
		if (!MessageDigest.isEqual(signature, this.serverSignature)) {
			this.state = State.FAILED;
			throw new SaslFailure("the server could not prove that it knows the password: it may be an impostor");
		}
		this.state = State.VERIFIED;
		return new byte[0];
	}

	@Override
	public boolean isComplete() {
		return this.state == State.VERIFIED;
	}

	@Override
	public boolean isJudged() {
		return this.serverSignature.length > 0;
	}

	@Override
	public @Nullable String serverError() {
		return this.serverError;
	}

	private Mac mac(byte[] key) {
		return Macs.of("Hmac" + this.digest.replace("-", ""), key);
	}

	private static String value(String attribute, String prefix) throws SaslFailure {
		if (!attribute.startsWith(prefix) || attribute.length() == prefix.length()) {
			throw new SaslFailure("the server's message has no '" + prefix + "' where RFC 5802 §7 has it");
		}
		return attribute.substring(prefix.length());
	}

	private static String encode(byte[] octets) {
		return Base64.getEncoder().encodeToString(octets);
	}

	private static byte[] xor(byte[] one, byte[] other) {
		byte[] result = one.clone();
		for (int i = 0; i < result.length; i++) {
			result[i] ^= other[i];
		}
		return result;
	}

	private static byte[] join(byte[] first, byte[] second) {
		byte[] result = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, result, first.length, second.length);
		return result;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
