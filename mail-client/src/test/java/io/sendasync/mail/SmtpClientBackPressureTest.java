package io.sendasync.mail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.sendasync.mail.delivery.SendReceipt;
import io.sendasync.mail.delivery.TlsMode;
import io.sendasync.mail.delivery.SmtpTimeouts;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.ServerTls;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server with small buffers that says a lot and does not read on before that was read:
 * neither side may end up waiting for the other to read (RFC 2920 §3.1).
 */
@ParameterizedClass
@CsvSource({ "NONE, false", "NONE, true", "IMPLICIT, false", "IMPLICIT, true" })
class SmtpClientBackPressureTest {

	private static final int SMALL = 4096;

	private static final String LONG_NAME = "x".repeat(60) + "." + "y".repeat(60) + "." + "z".repeat(60);

	private static final String[] LONG_REPLY = { "250-" + "a".repeat(500), "250 " + "b".repeat(500) };

	@Parameter(0)
	private ServerTls tls;

	@Parameter(1)
	private boolean chunking;

	private SmtpTestServer server;

	private SmtpClient client;

	@BeforeEach
	void start() {
		SmtpTestServerBuilder settings = SmtpTestServer.builder().tls(this.tls).receiveBuffer(SMALL).sendBuffer(SMALL);
		this.server = (this.chunking ? settings.with(SmtpExtension.CHUNKING) : settings).start();
		for (At step : List.of(At.MAIL, At.RCPT, At.BDAT, At.RSET, At.END_OF_DATA)) {
			this.server.fault(step, Fault.reply(LONG_REPLY).always());
		}
		SmtpClient.Builder builder = SmtpClient.builder()
			.host("127.0.0.1")
			.port(this.server.port())
			.tls(TlsMode.valueOf(this.tls.name()))
			.sslContext(this.server.certificates().clientSslContext())
			.maxConnections(1)
			.timeout(Duration.ofMinutes(2))
			.chunking(this.chunking);
		builder.chunkSize = 50_000;
		// Two that wait for each other would do so until a write takes too long.
		Duration limit = Duration.ofSeconds(30);
		builder.timeouts = new SmtpTimeouts(limit, limit, limit, limit, limit, limit, limit);
		this.client = builder.build();
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.assertNoViolations();
		this.server.close();
	}

	private static MailMessage message(int recipients, int size) {
		List<String> bcc = IntStream.range(0, recipients)
			.mapToObj((i) -> "r" + i + "@" + LONG_NAME + ".example.org")
			.toList();
		return MailMessage.builder()
			.from("jane@contoso.com")
			.bcc(String.join(", ", bcc))
			.deliveryNotification(DeliveryNotification.FAILURE)
			.text("0123456789 0123456789 0123456789 0123456789\n".repeat(size / 44))
			.build();
	}

	@Test
	void tenThousandRecipientsAreTold() {
		SendReceipt receipt = this.client.send(message(10_000, 100_000));
		assertThat(receipt.acceptedRecipients()).hasSize(10_000);
		assertThat(this.server.takeMessage().recipients()).hasSize(10_000);
	}

	@Test
	void messagesThatFollowOneAnotherAreTold() throws Exception {
		List<SendOperation> operations = IntStream.range(0, 20)
			.mapToObj((i) -> this.client.sendAsync(message(8, 200_000)))
			.toList();
		for (SendOperation operation : operations) {
			assertThat(operation.get(2, TimeUnit.MINUTES).acceptedRecipients()).hasSize(8);
		}
		assertThat(this.server.connectionCount()).isEqualTo(1);
	}

}
