package io.sendasync.mail.delivery;

import java.util.Objects;

/**
 * A user name and a password. Neither appears in {@link #toString()}.
 */
public final class SmtpCredentials {

	private final String username;

	private final String password;

	private SmtpCredentials(String username, String password) {
		this.username = username;
		this.password = password;
	}

	/**
	 * Credentials for the password mechanisms (RFC 4954, RFC 4616).
	 * @param username the user name, without NUL
	 * @param password the password, without NUL
	 * @return the credentials
	 * @throws IllegalArgumentException if one of them is empty or contains NUL
	 */
	public static SmtpCredentials of(String username, String password) {
		check("username", username);
		check("password", password);
		return new SmtpCredentials(username, password);
	}

	private static void check(String name, String value) {
		Objects.requireNonNull(value, () -> "'" + name + "' must not be null");
		if (value.isEmpty()) {
			throw new IllegalArgumentException("'" + name + "' must not be empty");
		}
		if (value.indexOf('\0') >= 0) {
			throw new IllegalArgumentException("'" + name + "' must not contain NUL (RFC 4616 §2)");
		}
	}

	/**
	 * The user name.
	 * @return the user name
	 */
	public String username() {
		return this.username;
	}

	/**
	 * The password.
	 * @return the password
	 */
	public String password() {
		return this.password;
	}

	@Override
	public String toString() {
		return "SmtpCredentials[******]";
	}

}
