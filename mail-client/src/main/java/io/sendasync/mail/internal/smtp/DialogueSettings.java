package io.sendasync.mail.internal.smtp;

import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.delivery.SmtpCredentialsProvider;
import io.sendasync.mail.delivery.TlsMode;
import org.jspecify.annotations.Nullable;

/**
 * How to greet, secure and log in.
 *
 * @param host the server's name, for messages and for the credentials provider
 * @param port the server's port
 * @param tls the mode; {@link TlsMode#AUTO} is resolved against port and credentials
 * @param credentials asked for each connection, or null to stay anonymous
 * @param mechanisms the SASL mechanisms that may be used
 * @param heloName the name to greet with, or null for this machine's
 * @param timeouts of each step
 * @param chunkSize how many octets of content go into one BDAT where CHUNKING is offered,
 * or 0 to use DATA everywhere
 * @param events told of each connection
 */
public record DialogueSettings(String host, int port, TlsMode tls, @Nullable SmtpCredentialsProvider credentials,
		MechanismChoice mechanisms, @Nullable String heloName, SmtpTimeouts timeouts, int chunkSize, Events events) {
}
