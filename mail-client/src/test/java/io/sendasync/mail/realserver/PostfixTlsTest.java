package io.sendasync.mail.realserver;

import java.io.IOException;

import io.sendasync.mail.SmtpClient;
import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpTlsException;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.TestCertificates;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * STARTTLS with Postfix.
 */
class PostfixTlsTest {

	private static final String ENCRYPT = "smtpd_tls_security_level = encrypt";

	private PostfixServer server;

	@BeforeAll
	static void require() {
		PostfixServer.require();
	}

	@AfterEach
	void stop() throws Exception {
		Programs.closeAll(this.server);
	}

	@Test
	void messageTravelsEncryptedAfterTheCertificateIsVerified() throws Exception {
		this.server = PostfixServer.start(ENCRYPT);
		MailMessage message = PostfixSupport.message("ben@example.org");
		try (SmtpClient client = PostfixSupport.client(this.server).tls(TlsMode.STARTTLS).build()) {
			client.send(message);
		}
		assertThat(this.server.mail().await(message.messageId()).get(0).getHeader("Received", null)).contains("TLSv1.3")
			.contains("with ESMTPS ");
	}

	@Test
	void certificateForAnotherNameIsRefusedBeforeAnythingIsSent() throws IOException {
		this.server = PostfixServer.start(TestCertificates.forHosts("mail.example.org"), ENCRYPT);
		try (SmtpClient client = PostfixSupport.client(this.server).build()) {
			SmtpTlsException failure = catchThrowableOfType(SmtpTlsException.class,
					() -> client.send(PostfixSupport.message("ben@example.org")));
			assertThat(failure).isNotNull();
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure).hasMessageContaining("mail.example.org");
		}
		// The second one asked for the names that the certificate has.
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.server.sessions()).hasSize(2)
				.allSatisfy((session) -> assertThat(session).doesNotContain("mail=").contains("starttls=")));
	}

}
