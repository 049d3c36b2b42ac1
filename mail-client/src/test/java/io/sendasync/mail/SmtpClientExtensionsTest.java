package io.sendasync.mail;

import java.util.List;

import io.sendasync.mail.delivery.SendOutcome;
import io.sendasync.mail.delivery.SmtpException;
import io.sendasync.mail.message.DeliveryNotification;
import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.At;
import io.sendasync.mail.testserver.Fault;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Parameters go out only where they are offered, and what needs an extension is not sent
 * without it.
 */
class SmtpClientExtensionsTest {

	private static List<String> commands(SmtpTestServerBuilder builder, MailMessage message) {
		try (SmtpTestServer server = builder.start(); SmtpClient client = client(server)) {
			client.send(message);
			server.assertNoViolations();
			return server.sessions().get(0).commands();
		}
	}

	private static SmtpException refusal(SmtpTestServerBuilder builder, MailMessage message) {
		try (SmtpTestServer server = builder.start(); SmtpClient client = client(server)) {
			SmtpException failure = catchThrowableOfType(SmtpException.class, () -> client.send(message));
			assertThat(failure.outcome()).isEqualTo(SendOutcome.NOT_SENT);
			assertThat(failure.isTransient()).isFalse();
			assertThat(server.sessions().get(0).commands()).noneMatch((command) -> command.startsWith("MAIL"));
			client.send(ContractSupport.message("ben@contoso.com"));
			assertThat(server.connectionCount()).isEqualTo(1);
			server.assertNoViolations();
			return failure;
		}
	}

	private static SmtpClient client(SmtpTestServer server) {
		return SmtpClient.builder().host("localhost").port(server.port()).build();
	}

	private static MailMessage message() {
		return ContractSupport.message("ben+orders@contoso.com");
	}

	@Test
	void sizeIsSaidWhereItIsOffered() {
		assertThat(commands(SmtpTestServer.builder(), message()))
			.anyMatch((command) -> command.matches("MAIL FROM:<jane@contoso.com> SIZE=\\d+"));
		assertThat(commands(SmtpTestServer.builder().without(SmtpExtension.SIZE), message()))
			.contains("MAIL FROM:<jane@contoso.com>");
	}

	@Test
	void messageOverTheServersLimitIsNotOffered() {
		assertThat(refusal(SmtpTestServer.builder().maxSize(1000),
				message().toBuilder().text("x".repeat(900) + "\n" + "x".repeat(900)).build()))
			.hasMessageContaining("at most 1000");
	}

	@Test
	void notificationsAreAskedForWhereTheyAreOffered() {
		MailMessage message = message().toBuilder()
			.deliveryNotification(DeliveryNotification.DELAY, DeliveryNotification.SUCCESS)
			.build();
		assertThat(commands(SmtpTestServer.builder().with(SmtpExtension.DSN), message))
			.contains("RCPT TO:<ben+orders@contoso.com> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;ben+2Borders@contoso.com");
		assertThat(commands(SmtpTestServer.builder().without(SmtpExtension.DSN), message))
			.contains("RCPT TO:<ben+orders@contoso.com>");
		assertThat(commands(SmtpTestServer.builder().with(SmtpExtension.DSN),
				message().toBuilder().deliveryNotification(DeliveryNotification.NEVER).build()))
			.anyMatch((command) -> command.contains(" NOTIFY=NEVER ORCPT="));
	}

	@Test
	void addressThatIsNotAsciiNeedsSmtpUtf8() {
		MailMessage message = message().toBuilder().to("jos\u00E9@contoso.com").build();
		assertThat(commands(SmtpTestServer.builder().with(SmtpExtension.SMTPUTF8, SmtpExtension.EIGHTBITMIME), message))
			.anyMatch((command) -> command.startsWith("MAIL") && command.endsWith(" SMTPUTF8"))
			.contains("RCPT TO:<jos\u00E9@contoso.com>");
		assertThat(refusal(SmtpTestServer.builder().without(SmtpExtension.SMTPUTF8), message))
			.hasMessageContaining("SMTPUTF8");
	}

	@Test
	void smtpUtf8IsNotAskedForWithoutNeed() {
		assertThat(commands(SmtpTestServer.builder().with(SmtpExtension.SMTPUTF8),
				message().toBuilder().to("x@b\u00FCcher.example").subject("\u2190").text("\u2190").build()))
			.contains("RCPT TO:<x@xn--bcher-kva.example>")
			.noneMatch((command) -> command.contains("SMTPUTF8"));
	}

	@Test
	void serverThatKnowsOnlyHeloIsServed() {
		try (SmtpTestServer server = SmtpTestServer.builder().start(); SmtpClient client = client(server)) {
			server.fault(At.EHLO, Fault.reply("502 5.5.1 what").always());
			client.send(message());
			client.send(message());
			assertThat(server.sessions().get(0).commands()).contains("HELO [127.0.0.1]",
					"MAIL FROM:<jane@contoso.com>");
			server.assertNoViolations();
		}
	}

}
