package io.sendasync.mail.internal.smtp;

import java.time.Duration;

/**
 * How long each step may last, after RFC 5321 §4.5.3.2.
 *
 * @param greeting until the greeting is read
 * @param tls the TLS handshake
 * @param command until the reply to any command but DATA is read
 * @param data until the reply to DATA is read
 * @param write until the network takes a buffer of octets
 * @param endOfData until the final reply is read: ending this one early makes duplicates
 * @param close saying goodbye
 */
public record Timeouts(Duration greeting, Duration tls, Duration command, Duration data, Duration write,
		Duration endOfData, Duration close) {

	/**
	 * Practical values for submission (RFC 6409 §5.3).
	 */
	public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30),
			Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofMinutes(10),
			Duration.ofSeconds(1));

}
