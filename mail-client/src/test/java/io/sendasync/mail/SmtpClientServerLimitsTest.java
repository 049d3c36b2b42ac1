package io.sendasync.mail;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.sendasync.mail.message.MailMessage;
import io.sendasync.mail.testserver.SessionRecord;
import io.sendasync.mail.testserver.SmtpExtension;
import io.sendasync.mail.testserver.SmtpTestServer;
import io.sendasync.mail.testserver.SmtpTestServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connection is replaced before the server's announced limits (RFC 9422) end it.
 */
class SmtpClientServerLimitsTest {

	private static SmtpTestServerBuilder limited() {
		return SmtpTestServer.builder().with(SmtpExtension.LIMITS);
	}

	private static SmtpClient client(SmtpTestServer server) {
		return SmtpClient.builder().host("localhost").port(server.port()).maxConnections(1).build();
	}

	private static void sendAll(SmtpClient client, Stream<MailMessage> messages) {
		List<SendOperation> operations = messages.map(client::sendAsync).toList();
		operations.forEach(SendOperation::join);
	}

	private static List<Long> mails(SmtpTestServer server) {
		return server.sessions().stream().map(SmtpClientServerLimitsTest::mails).toList();
	}

	private static long mails(SessionRecord session) {
		return session.commands().stream().filter((command) -> command.startsWith("MAIL")).count();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void connectionIsReplacedBeforeItsLastMessageIsExceeded(boolean pipelining) {
		SmtpTestServerBuilder builder = limited().maxMessages(3);
		try (SmtpTestServer server = (pipelining ? builder : builder.without(SmtpExtension.PIPELINING)).start();
				SmtpClient client = client(server)) {
			sendAll(client, IntStream.range(0, 10).mapToObj((i) -> ContractSupport.message("ben@contoso.com")));
			assertThat(server.messages()).hasSize(10);
			assertThat(mails(server)).containsExactly(3L, 3L, 3L, 1L);
			server.assertNoViolations();
		}
	}

	@Test
	void connectionForOneMessageServesOne() {
		try (SmtpTestServer server = limited().maxMessages(1).start(); SmtpClient client = client(server)) {
			client.send(ContractSupport.message("ben@contoso.com"));
			client.send(ContractSupport.message("ben@contoso.com"));
			assertThat(mails(server)).containsExactly(1L, 1L);
			server.assertNoViolations();
		}
	}

	@Test
	void messageForOneDomainTooManyGetsAConnectionOfItsOwn() {
		try (SmtpTestServer server = limited().maxRecipientDomains(2).start(); SmtpClient client = client(server)) {
			sendAll(client,
					Stream
						.of("ann@a.example", "ann@b.example, ben@A.example", "ann@b.example", "ann@c.example",
								"ann@c.example, ben@d.example")
						.map(ContractSupport::message));
			assertThat(server.messages()).hasSize(5);
			assertThat(mails(server)).containsExactly(3L, 2L);
			server.assertNoViolations();
		}
	}

	@Test
	void limitIsNotMindedWhereItIsNotAnnounced() {
		try (SmtpTestServer server = SmtpTestServer.builder().ehloKeyword("LIMITS XMAX=1").start();
				SmtpClient client = client(server)) {
			sendAll(client, IntStream.range(0, 10).mapToObj((i) -> ContractSupport.message("ben@contoso.com")));
			assertThat(server.connectionCount()).isEqualTo(1);
		}
	}

}
