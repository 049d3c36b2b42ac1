package io.sendasync.mail.boot.serviceconnection;

import org.jspecify.annotations.Nullable;

/**
 * What a container lets in.
 *
 * @param username the user name
 * @param password the password
 */
record MailLogin(String username, String password) {

	static @Nullable MailLogin of(@Nullable String username, @Nullable String password) {
		return (username != null && !username.isEmpty() && password != null && !password.isEmpty())
				? new MailLogin(username, password) : null;
	}

	static @Nullable String usernameOf(@Nullable MailLogin login) {
		return (login != null) ? login.username() : null;
	}

	static @Nullable String passwordOf(@Nullable MailLogin login) {
		return (login != null) ? login.password() : null;
	}

	@Override
	public String toString() {
		return "MailLogin[******]";
	}

}
