package io.sendasync.mail.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.sendasync.mail.testserver.AcceptedMessage;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpTestServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who knows only the README gets from an empty project to a received mail and a handled
 * event: builds that project with Maven and runs it.
 */
class ReadmeProjectTests {

	private static final String REPOSITORY = System.getProperty("readme.repository", "");

	@TempDir
	private Path directory;

	@Test
	void readmeLeadsToAReceivedMailAndAHandledEvent() throws Exception {
		Assumptions.assumeFalse(REPOSITORY.isEmpty(),
				"Skipped: needs what is published in a repository, see .ci/run (-Dreadme.repository)");
		ReadmeProject project = ReadmeProject.create(this.directory);
		assertThat(project.build(Path.of(REPOSITORY))).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
		try (SmtpTestServer server = SmtpTestServer.builder()
			.tls(ServerTls.STARTTLS)
			.requireTls()
			.auth("app", "secret")
			.start()) {
			Path authority = Files.writeString(this.directory.resolve("ca.pem"),
					server.certificates().caCertificatePem());
			// Where the README's host and authority differ from this machine's.
			String said = project.start(Map.of("SMTP_PASSWORD", "secret", "MAIL_SMTP_HOST", server.host(),
					"MAIL_SMTP_PORT", String.valueOf(server.port()), "MAIL_SMTP_TLS_BUNDLE", "here",
					"SPRING_SSL_BUNDLE_PEM_HERE_TRUSTSTORE_CERTIFICATE", authority.toUri().toString()), "4711");
			AcceptedMessage message = server.takeMessage(Duration.ofSeconds(10));
			assertThat(message.recipients()).containsExactly("ben@contoso.com");
			assertThat(message.session().authenticatedUser()).isEqualTo("app");
			assertThat(message.session().tlsProtocol()).isNotEmpty();
			assertThat(said).contains("Invoice OrderId[number=4711] was accepted").doesNotContain("secret");
			server.assertNoViolations();
		}
	}

}
