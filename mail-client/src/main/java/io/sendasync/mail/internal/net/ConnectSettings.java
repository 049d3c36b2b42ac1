package io.sendasync.mail.internal.net;

import java.time.Duration;

/**
 * Where to connect to.
 *
 * @param host name or address literal, as configured: certificates are checked against it
 * @param port 1 to 65535
 * @param connectTimeout for each address of the host
 * @param writeTimeout until the network takes one buffer of octets
 * @param tls how to secure the connection
 */
public record ConnectSettings(String host, int port, Duration connectTimeout, Duration writeTimeout, TlsSettings tls) {
}
