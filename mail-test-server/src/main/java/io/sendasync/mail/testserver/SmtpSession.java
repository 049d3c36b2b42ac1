package io.sendasync.mail.testserver;

/**
 * How a client had introduced itself when a message was accepted.
 *
 * @param connection the number of the connection, from 1
 * @param tlsProtocol such as {@code TLSv1.3}; empty in clear text
 * @param clientCertificate whose certificate the client showed, such as
 * {@code CN=app.example.org}; empty if it was not asked for one
 * @param authenticatedUser the user name; empty without a login
 * @param ehloName the argument of EHLO or HELO
 */
public record SmtpSession(int connection, String tlsProtocol, String clientCertificate, String authenticatedUser,
		String ehloName) {
}
