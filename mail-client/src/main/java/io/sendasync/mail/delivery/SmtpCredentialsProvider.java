package io.sendasync.mail.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Gives the credentials for a new connection. Called on the connection's thread, by
 * several of them at once; may block.
 */
@FunctionalInterface
public interface SmtpCredentialsProvider {

	/**
	 * The credentials to log in with.
	 * @param host the server's name, as configured
	 * @param port the server's port
	 * @return the credentials, or {@code null} to connect without
	 */
	@Nullable SmtpCredentials credentials(String host, int port);

}
