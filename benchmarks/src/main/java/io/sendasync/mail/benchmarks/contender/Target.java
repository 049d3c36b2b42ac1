package io.sendasync.mail.benchmarks.contender;

/**
 * Where to send, and what.
 *
 * @param port of a server on this machine
 * @param lanes how many connections
 * @param secured whether with STARTTLS and a password
 * @param payload what each message holds
 */
public record Target(int port, int lanes, boolean secured, Payload payload) {

	/** The name in the server's certificate. */
	static final String HOST = "localhost";

	static final String USER = "benchmark";

	static final String PASSWORD = "benchmark-password";

}
