package io.sendasync.mail.delivery;

import java.util.Objects;

/**
 * What to log in with (RFC 4954). The kind decides which mechanisms come into question;
 * of those that the server offers, the strongest is used. No kind shows names or secrets
 * in {@code toString()}.
 */
public sealed interface SmtpCredentials {

	/**
	 * A user name and a password, for SCRAM, PLAIN and LOGIN. SCRAM prepares both as RFC
	 * 4013 says; the other mechanisms send them as they are.
	 * @param username the user name, without NUL
	 * @param password the password, without NUL
	 * @return the credentials
	 * @throws IllegalArgumentException if one of them is empty or contains NUL
	 */
	static SmtpCredentials of(String username, String password) {
		return new Password(username, password);
	}

	/**
	 * An OAuth 2.0 access token, for OAUTHBEARER (RFC 7628) and XOAUTH2. Tokens expire: a
	 * {@link SmtpCredentialsProvider} gives a fresh one to each connection.
	 * @param username the mailbox or account that the token is for
	 * @param token the access token, without "Bearer"
	 * @return the credentials
	 * @throws IllegalArgumentException if one of them is empty, the user name contains
	 * control characters, or the token anything but printable ASCII characters
	 */
	static SmtpCredentials bearer(String username, String token) {
		return new Bearer(username, token);
	}

	/**
	 * What the server knows from outside the dialogue, that is, from the client's
	 * certificate (EXTERNAL, RFC 4422 appendix A). The certificate comes from the
	 * client's SSL context.
	 * @param authorizationId whom to act as, or empty for the one whom the certificate
	 * names
	 * @return the credentials
	 * @throws IllegalArgumentException if it contains NUL
	 */
	static SmtpCredentials external(String authorizationId) {
		return new External(authorizationId);
	}

	/**
	 * The Kerberos ticket of this process (GSSAPI, RFC 4752): that of {@code kinit}, in
	 * the ticket cache that the JDK finds, which may be named by the environment variable
	 * {@code KRB5CCNAME}. The service is {@code smtp} at the configured host.
	 * @return the credentials
	 */
	static SmtpCredentials kerberos() {
		return new Kerberos();
	}

	/**
	 * A user name and a password.
	 *
	 * @param username the user name
	 * @param password the password
	 */
	record Password(String username, String password) implements SmtpCredentials {

		/**
		 * Creates credentials.
		 * @throws IllegalArgumentException if one of them is empty or contains NUL
		 */
		public Password {
			CredentialRules.checkText("username", username);
			CredentialRules.checkText("password", password);
		}

		@Override
		public String toString() {
			return "SmtpCredentials.Password[******]";
		}

	}

	/**
	 * An OAuth 2.0 access token.
	 *
	 * @param username the mailbox or account
	 * @param token the access token
	 */
	record Bearer(String username, String token) implements SmtpCredentials {

		/**
		 * Creates credentials.
		 * @throws IllegalArgumentException if one of them is not usable
		 */
		public Bearer {
			CredentialRules.checkText("username", username);
			CredentialRules.checkNoControl("username", username);
			CredentialRules.checkText("token", token);
			CredentialRules.checkPrintable("token", token);
		}

		@Override
		public String toString() {
			return "SmtpCredentials.Bearer[******]";
		}

	}

	/**
	 * The client's certificate.
	 *
	 * @param authorizationId whom to act as; may be empty
	 */
	record External(String authorizationId) implements SmtpCredentials {

		/**
		 * Creates credentials.
		 * @throws IllegalArgumentException if the identity contains NUL
		 */
		public External {
			Objects.requireNonNull(authorizationId, "'authorizationId' must not be null");
			CredentialRules.checkNoNul("authorizationId", authorizationId);
		}

		@Override
		public String toString() {
			return "SmtpCredentials.External[******]";
		}

	}

	/**
	 * The Kerberos ticket of this process.
	 */
	record Kerberos() implements SmtpCredentials {

		@Override
		public String toString() {
			return "SmtpCredentials.Kerberos[]";
		}

	}

}
