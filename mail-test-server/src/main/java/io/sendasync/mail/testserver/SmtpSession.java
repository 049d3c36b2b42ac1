package io.sendasync.mail.testserver;

/**
 * How a client had introduced itself when a message was accepted.
 *
 * @param connection the number of the connection, from 1
 * @param tlsProtocol such as {@code TLSv1.3}; empty in clear text
 * @param authenticatedUser the user name; empty without a login
 * @param ehloName the argument of EHLO or HELO
 */
public record SmtpSession(int connection, String tlsProtocol, String authenticatedUser, String ehloName) {
}
