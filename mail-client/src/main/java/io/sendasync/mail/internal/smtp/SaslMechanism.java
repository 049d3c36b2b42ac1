package io.sendasync.mail.internal.smtp;

import org.jspecify.annotations.Nullable;

/**
 * The client's side of one SASL exchange (RFC 4422), in octets; base64 and SMTP are not
 * its business. An instance serves one exchange.
 */
sealed interface SaslMechanism permits PlainMechanism, LoginMechanism, CramMd5Mechanism, ScramMechanism,
		BearerMechanism, ExternalMechanism, GssapiMechanism {

	/**
	 * The registered name.
	 */
	String name();

	/**
	 * What the client says first.
	 * @return the octets, or null if the server speaks first
	 * @throws SaslFailure if the credentials cannot be used
	 */
	byte @Nullable [] initialResponse() throws SaslFailure;

	/**
	 * Answers a challenge.
	 * @param challenge the octets, maybe none
	 * @return the answer, maybe no octets
	 * @throws SaslFailure if the exchange must not go on
	 */
	byte[] evaluate(byte[] challenge) throws SaslFailure;

	/**
	 * Whether the server may say now that the login succeeded: everything was said, and
	 * the server proved what it has to.
	 */
	boolean isComplete();

	/**
	 * Whether the server has what it needs to judge the credentials. From then on a
	 * refusal is about them.
	 */
	boolean isJudged();

	/**
	 * The reason that the server gave within the exchange, if it did, without secrets.
	 */
	default @Nullable String serverError() {
		return null;
	}

}
