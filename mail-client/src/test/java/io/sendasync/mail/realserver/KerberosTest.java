package io.sendasync.mail.realserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logging in to Dovecot with the Kerberos ticket of a process.
 */
class KerberosTest {

	private static Path directory;

	private static KerberosRealm realm;

	private static SmtpTestServer relay;

	private static Dovecot dovecot;

	@BeforeAll
	static void start() throws IOException, InterruptedException {
		Programs.require(KerberosRealm.PACKAGES + " " + Dovecot.PACKAGES,
				Stream.concat(Stream.of(KerberosRealm.PROGRAMS), Stream.of(Dovecot.PROGRAM, Dovecot.SUBMISSION))
					.toArray(String[]::new));
		directory = Programs.directory("krb");
		realm = KerberosRealm.start(directory);
		relay = SmtpTestServer.start();
		// Dovecot's submission service would take tickets for "submission" only. The name
		// of RFC 4954 is smtp; so it is to take any that it has a key for.
		dovecot = Dovecot.start(directory, "gssapi", """
				auth_krb5_keytab = %s
				auth_gssapi_hostname = "$ALL"
				passdb {
				  driver = static
				  args = nopassword=y
				}
				service auth {
				  user = root
				}
				""".formatted(realm.serviceKeytab()), relay.port(), realm.environment());
	}

	@AfterAll
	static void stop() throws Exception {
		Programs.closeAll(dovecot, relay, realm);
		Programs.delete(directory);
	}

	private static String send(String ticketCache) throws IOException, InterruptedException {
		Path trusted = Files.writeString(directory.resolve("ca.pem"), dovecot.certificates().caCertificatePem());
		return Programs.run(Map.of("KRB5CCNAME", ticketCache), System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				"-Djava.security.krb5.conf=" + realm.configuration(), KerberosSender.class.getName(),
				Integer.toString(dovecot.port()), trusted.toString());
	}

	@Test
	void ticketOfTheProcessLogsIn() throws Exception {
		String said = send(realm.ticketCache());
		assertThat(said).as(dovecot.log()).contains("SENT");
		assertThat(relay.messages()).hasSize(1);
		assertThat(dovecot.log()).contains("Login: user=<jane@sendasync.test>, method=GSSAPI,");
	}

	@Test
	void processWithoutTicketIsToldToGetOne() throws Exception {
		assertThat(send("FILE:" + directory + "/none")).contains("FAILED")
			.contains("SmtpAuthenticationException")
			.contains("no valid Kerberos ticket")
			.contains("kinit");
	}

}
