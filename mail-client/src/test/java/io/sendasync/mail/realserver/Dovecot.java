package io.sendasync.mail.realserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.sendasync.mail.testserver.TestCertificates;

/**
 * Dovecot's submission service on loopback, with a password file, tokens signed with a
 * local key, and Kerberos if there is a realm. It relays what it takes.
 */
final class Dovecot implements AutoCloseable {

	static final String PACKAGES = "dovecot-core dovecot-submissiond dovecot-gssapi";

	static final String PROGRAM = "/usr/sbin/dovecot";

	static final String SUBMISSION = "/usr/lib/dovecot/submission";

	private final Path directory;

	private final TestCertificates certificates = TestCertificates.forHosts("localhost");

	private final int port = Programs.freePort();

	private final Process process;

	private Dovecot(Path directory, String mechanisms, String more, int relayPort, Map<String, String> environment)
			throws IOException {
		this.directory = directory;
		Files.writeString(directory.resolve("cert.pem"), this.certificates.certificateChainPem());
		Files.writeString(directory.resolve("key.pem"), this.certificates.privateKeyPem());
		Path configuration = Files.writeString(directory.resolve("dovecot.conf"),
				configuration(mechanisms, relayPort) + more);
		this.process = Programs.builder(environment, PROGRAM, "-F", "-c", configuration.toString())
			.redirectOutput(directory.resolve("out.log").toFile())
			.start();
	}

	static Dovecot start(Path directory, String mechanisms, String more, int relayPort, Map<String, String> environment)
			throws IOException {
		Dovecot dovecot = new Dovecot(directory, mechanisms, more, relayPort, environment);
		Programs.await("Dovecot with the log in " + directory + "/out.log", dovecot.process, dovecot::isListening);
		return dovecot;
	}

	private String configuration(String mechanisms, int relayPort) {
		return """
				protocols = submission
				listen = 127.0.0.1
				base_dir = DIR/run
				state_dir = DIR/state
				log_path = DIR/dovecot.log
				hostname = localhost
				ssl = yes
				ssl_cert = <DIR/cert.pem
				ssl_key = <DIR/key.pem
				auth_mechanisms = MECHANISMS
				auth_failure_delay = 0
				auth_verbose = yes
				import_environment = TZ KRB5_CONFIG
				mail_location = maildir:~/mail
				userdb {
				  driver = static
				  args = uid=65534 gid=65534 home=DIR/home/%u
				}
				service submission-login {
				  inet_listener submission {
				    port = PORT
				  }
				}
				# No growing delay for an address with failed logins.
				service anvil {
				  unix_listener anvil-auth-penalty {
				    mode = 0
				  }
				}
				submission_relay_host = 127.0.0.1
				submission_relay_port = RELAY
				""".replace("DIR", this.directory.toString())
			.replace("MECHANISMS", mechanisms)
			.replace("PORT", Integer.toString(this.port))
			.replace("RELAY", Integer.toString(relayPort));
	}

	private boolean isListening() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.getInputStream().read() == '2';
		}
		catch (IOException ex) {
			return false;
		}
	}

	int port() {
		return this.port;
	}

	TestCertificates certificates() {
		return this.certificates;
	}

	/**
	 * What it logged, which names the mechanism of each login.
	 */
	String log() throws IOException {
		return Files.readString(this.directory.resolve("dovecot.log"));
	}

	@Override
	public void close() {
		Programs.stop(this.process);
	}

}
