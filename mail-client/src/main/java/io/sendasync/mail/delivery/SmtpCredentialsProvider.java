package io.sendasync.mail.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Gives the credentials for a new connection. Called on the connection's thread, by
 * several of them at once; may block.
 */
@FunctionalInterface
public interface SmtpCredentialsProvider {

	/**
	 * The credentials to log in with. A provider of access tokens returns one that has
	 * not expired, from its own cache where it can.
	 * @param host the server's name, as configured
	 * @param port the server's port
	 * @return the credentials, or {@code null} to connect without
	 */
	@Nullable SmtpCredentials credentials(String host, int port);

	/**
	 * Other credentials, after the server refused some (535): an access token may have
	 * been revoked before its time, a password changed in the vault. Asked at most once
	 * for each connection that a client wants to open; the client tries them once, and
	 * not at all if they equal the refused ones, which would count against the account.
	 * @param host the server's name, as configured
	 * @param port the server's port
	 * @param refused what the server refused
	 * @return the credentials, or {@code null} (the default) if there are no others
	 */
	default @Nullable SmtpCredentials refresh(String host, int port, SmtpCredentials refused) {
		return null;
	}

}
